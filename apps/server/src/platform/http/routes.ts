import type { Endpoint, OutputOf, ReceivedBy } from '@omnicrm/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Context, createContext } from '../context.ts'
import { forbidden } from '../errors.ts'
import { type Actor, EVERYTHING, reachOf, type Scope } from '../guard/actor.ts'
import { plainAddress } from '../guard/address-list.ts'
import type { Authenticate } from '../guard/authenticate.ts'
import type { Platform } from '../platform.ts'
import { isFromAnotherSite } from './another-site.ts'
import { type FileReply, isFileReply } from './file-reply.ts'
import { onceForKey } from './idempotency.ts'
import { parseInput } from './parse-input.ts'
import { createRequestLimit } from './request-limit.ts'

/** What a handler gets: checked input and the caller's context. `request` and `reply` are for cookies and addresses only. */
export type Call<E extends Endpoint> = ReceivedBy<E> & {
  context: Context
  request: FastifyRequest
  reply: FastifyReply
}

export type Handler<E extends Endpoint> = (call: Call<E>) => Promise<OutputOf<E> | FileReply>

export type RouteOptions = {
  /** false for calls that wait for other work or hand out tokens: an Idempotency-Key is ignored */
  idempotent?: boolean
  /** most requests per minute and address; 0 is no limit */
  perMinute?: number
}

/** Registers endpoints of the contract: guard, then checked input, then the handler, then the answer. */
export type Routes = {
  handle<E extends Endpoint>(endpoint: E, handler: Handler<E>, options?: RouteOptions): void
}

export type RoutesOptions = {
  app: FastifyInstance
  platform: Platform
  authenticate: Authenticate
  checkResponses: boolean
}

/** Where sessions, users, roles and keys are changed. */
const CHANGES_ACCESS = /^\/crm\/(auth|2fa|api-keys)(\/|$)/

const NOBODY: Omit<Actor, 'initiatedBy'> = {
  userId: null,
  roles: [],
  permissions: new Set(),
  customerId: null,
  sessionId: null,
  job: null,
}

export function createRoutes({ app, platform, authenticate, checkResponses }: RoutesOptions): Routes {
  const limit = createRequestLimit(app, platform.config.rate_limit.api_per_minute)
  return {
    handle(endpoint, handler, options = {}) {
      const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
        // Everybody gets their own; no cache on the way may hand it to the next.
        reply.header('cache-control', 'no-store')
        const admitted = await admit(endpoint, request, { authenticate, platform }).catch(async (refusal: unknown) => {
          await limit.count(request, reply, undefined)
          throw refusal
        })
        const { actor, scope } = admitted
        await limit.count(request, reply, actor)
        const input = readInput(endpoint, request)
        const context = createContext(platform, { actor, scope, requestId: request.id, ip: request.ip })
        const run = async (inContext: Context): Promise<OutputOf<typeof endpoint> | FileReply> => {
          const result = await handler({ ...input, context: inContext, request, reply })
          if (checkResponses && !isFileReply(result) && endpoint.response !== 'file') endpoint.response.parse(result)
          return result
        }
        const key = request.headers['idempotency-key']
        const once = typeof key === 'string' && endpoint.method !== 'GET' && options.idempotent !== false
        const asked = { key: String(key), method: request.method, url: request.url, body: request.body }
        const result = await (once ? onceForKey(context, asked, run) : run(context)).finally(() =>
          // Whoever was told that a right is gone may count on it: the answer waits until this process has forgotten it.
          endpoint.method !== 'GET' && CHANGES_ACCESS.test(endpoint.path) ? platform.live.caughtUp() : undefined,
        )
        return isFileReply(result)
          ? sendFile(reply, result)
          : reply.type('application/json; charset=utf-8').send(JSON.stringify(result))
      }
      const config = options.perMinute ? { rateLimit: { max: options.perMinute, timeWindow: 60_000 } } : {}
      for (const [position, url] of [endpoint.path, ...(endpoint.aliases ?? [])].entries()) {
        app.route({
          method: endpoint.method,
          url,
          schema: documentation(endpoint, position > 0),
          config,
          handler: answer,
        })
      }
    },
  }
}

async function admit(
  endpoint: Endpoint,
  request: FastifyRequest,
  { authenticate, platform }: { authenticate: Authenticate; platform: Platform },
): Promise<{ actor: Actor; scope: Scope }> {
  if (endpoint.access === 'public')
    return { actor: { ...NOBODY, initiatedBy: `ip:${plainAddress(request.ip)}` }, scope: EVERYTHING }
  const apiKey = request.headers['x-api-key']
  const actor = await authenticate({
    authorization: request.headers.authorization,
    apiKey: Array.isArray(apiKey) ? apiKey[0] : apiKey,
    ip: request.ip,
    fromAnotherSite: isFromAnotherSite(request, platform),
    endpoint: { id: endpoint.id, method: endpoint.method, path: endpoint.path },
  })
  if (endpoint.access === 'signedIn') return { actor, scope: EVERYTHING }
  const scope = reachOf(actor, endpoint.access.permission, endpoint.access.own)
  if (!scope) throw forbidden()
  return { actor, scope }
}

function readInput<E extends Endpoint>(endpoint: E, request: FastifyRequest): ReceivedBy<E> {
  return {
    params: endpoint.params && parseInput(endpoint.params, request.params),
    query: endpoint.query && parseInput(endpoint.query, request.query),
    body: endpoint.body && parseInput(endpoint.body, request.body === null ? undefined : request.body),
  } as ReceivedBy<E>
}

function sendFile(reply: FastifyReply, file: FileReply): FastifyReply {
  const disposition = file.inline ? 'inline' : 'attachment'
  const ascii = file.filename.replace(/[^\w.-]+/g, '_')
  return reply
    .type(file.contentType)
    .header('content-disposition', `${disposition}; filename="${ascii}"`)
    .send(file.content)
}

/** What the API page says of the endpoint; checking is done by the contract itself. */
function documentation(endpoint: Endpoint, alias: boolean): Record<string, unknown> {
  const access =
    endpoint.access === 'public'
      ? 'Public.'
      : endpoint.access === 'signedIn'
        ? 'Any signed-in caller.'
        : permissionNote(endpoint.access)
  return {
    hide: alias,
    operationId: undefined,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    description: `${endpoint.id}. ${access}`,
    security: endpoint.access === 'public' ? [] : [{ bearer: [] }, { api_key: [] }],
    ...(endpoint.params ? { params: endpoint.params } : {}),
    ...(endpoint.query ? { querystring: endpoint.query } : {}),
    ...(endpoint.body ? { body: endpoint.body } : {}),
    ...(endpoint.response === 'file' ? {} : { response: { 200: endpoint.response } }),
  }
}

function permissionNote(access: { permission: readonly string[]; own?: string }): string {
  const own = access.own ? `; own customer only with ${access.own}` : ''
  return `Permission ${access.permission.join(' or ')}${own}.`
}
