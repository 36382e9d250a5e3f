import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Context, createContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import type { Actor } from '../guard/actor.ts'
import type { Authenticate } from '../guard/authenticate.ts'
import { isFromAnotherSite } from '../http/another-site.ts'
import { parseInput } from '../http/parse-input.ts'
import type { Platform } from '../platform.ts'

/**
 * A kind of channel that screens may subscribe to, such as `provision/:id`. `load` gives what the GET of the same thing gives,
 * with the caller's rights; it throws the same domain errors.
 */
export type LiveChannel = {
  pattern: RegExp
  event: string
  load(options: { actor: Actor; ids: string[]; context: Context }): Promise<unknown>
}

const ZMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('auth'), token: z.string().max(4096) }),
  z.object({ type: z.literal('subscribe'), channel: z.string().max(100) }),
  z.object({ type: z.literal('unsubscribe'), channel: z.string().max(100) }),
])

const MAX_CHANNELS = 50

/** `GET /crm/live`: a WebSocket that pushes what the screen would otherwise poll for (api.md, SYS-6). */
export function registerLiveSocket(
  app: FastifyInstance,
  options: { platform: Platform; authenticate: Authenticate; channels: readonly LiveChannel[] },
): void {
  const { platform, authenticate, channels } = options
  const refuseOtherSites = async (request: FastifyRequest): Promise<void> => {
    if (isFromAnotherSite(request, platform))
      throw new DomainError(403, 'another_site', 'A page of another site may not do this')
  }
  const route = { websocket: true as const, schema: { hide: true }, preValidation: refuseOtherSites }
  app.get('/crm/live', route, (socket, request) => {
    let actor: Actor | undefined
    let token = ''
    const subscriptions = new Map<string, () => void>()
    const send = (message: Record<string, unknown>): void => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
    }
    const fail = (error: unknown, channel?: string): void => {
      const known =
        error instanceof DomainError
          ? { message: error.message, code: error.code }
          : { message: 'failed', code: 'internal' }
      if (!(error instanceof DomainError)) request.log.error({ err: error }, 'live channel failed')
      send({ ...(channel ? { channel } : {}), event: 'error', data: known })
    }
    const push = async (channel: string, kind: LiveChannel, ids: string[]): Promise<void> => {
      // The rights are asked anew each time: a session that ended or a permission that was taken away ends the stream.
      const now = await authenticate({ authorization: `Bearer ${token}`, apiKey: undefined, ip: request.ip })
      const context = createContext(platform, { actor: now, requestId: request.id, ip: request.ip })
      send({ channel, event: kind.event, data: await kind.load({ actor: now, ids, context }) })
    }
    const subscribe = async (channel: string): Promise<void> => {
      if (!actor) throw new DomainError(401, 'unauthenticated', 'Send your token first')
      if (subscriptions.has(channel)) return
      if (subscriptions.size >= MAX_CHANNELS)
        throw new DomainError(400, 'too_many_channels', 'Too many channels on one connection')
      const kind = channels.find((known) => known.pattern.test(channel))
      if (!kind) throw new DomainError(404, 'not_found', `There is no channel ${channel}`)
      const ids = [...(kind.pattern.exec(channel) ?? [])].slice(1)
      const deliver = coalesce(() =>
        push(channel, kind, ids).catch((error) => {
          unsubscribe(channel)
          fail(error, channel)
        }),
      )
      subscriptions.set(channel, platform.live.subscribe(channel, deliver))
      deliver()
    }
    const unsubscribe = (channel: string): void => {
      subscriptions.get(channel)?.()
      subscriptions.delete(channel)
    }
    const receive = async (text: string): Promise<void> => {
      const message = parseInput(ZMessage, JSON.parse(text))
      if (message.type === 'auth') {
        actor = await authenticate({ authorization: `Bearer ${message.token}`, apiKey: undefined, ip: request.ip })
        token = message.token
        send({ event: 'ready' })
      } else if (message.type === 'subscribe') {
        await subscribe(message.channel)
      } else {
        unsubscribe(message.channel)
      }
    }
    socket.on('message', (raw: Buffer) => {
      receive(raw.toString('utf8')).catch((error) =>
        fail(error instanceof SyntaxError ? new DomainError(400, 'bad_request', 'Messages are JSON') : error),
      )
    })
    socket.on('close', () => {
      for (const channel of subscriptions.keys()) unsubscribe(channel)
    })
  })
}

/** One run at a time; announcements during a run cause exactly one more. */
function coalesce(work: () => Promise<void>): () => void {
  let busy = false
  let again = false
  const run = (): void => {
    if (busy) {
      again = true
      return
    }
    busy = true
    void work().finally(() => {
      busy = false
      if (again) {
        again = false
        run()
      }
    })
  }
  return run
}
