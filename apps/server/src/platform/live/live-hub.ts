import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Logger } from '../logging.ts'

/** Tells this process's open screens that a channel (`provision/12`, `service/3/usage`) has news. */
export type LiveHub = {
  /** calls back with the channel after each announcement of it; answers how to stop */
  subscribe(channel: string, listener: () => void): () => void
  /** announces outside a transaction */
  announce(channel: string): void
  /** resolves once everything that was announced before this call has been delivered here */
  caughtUp(): Promise<void>
  /** false while the connection that hears announcements is down */
  hears(): boolean
  /** calls back whenever announcements may have been missed */
  onGap(listener: () => void): void
  close(): Promise<void>
}

const RECONNECT_MS = 1000

/**
 * Listens to the database's notifications, so that announcements of every process reach the screens of each.
 * While the connection is down nothing is announced; the screens poll as well, so they only get slower.
 */
export async function openLiveHub(options: {
  databaseUrl: string
  notifyChannel: string
  log: Logger
}): Promise<LiveHub> {
  const listeners = new Map<string, Set<() => void>>()
  let client: pg.Client | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined

  const gapListeners = new Set<() => void>()
  const waiting = new Map<string, () => void>()
  const instance = randomUUID()
  let echoes = 0

  const deliver = (channel: string): void => {
    waiting.get(channel)?.()
    for (const listener of listeners.get(channel) ?? []) listener()
  }
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: options.databaseUrl, application_name: 'omnicrm live' })
    next.on('notification', (message) => deliver(message.payload ?? ''))
    next.on('error', () => reconnect())
    next.on('end', () => reconnect())
    await next.connect()
    await next.query(`listen ${options.notifyChannel}`)
    client = next
  }
  const reconnect = (): void => {
    client = undefined
    for (const listener of gapListeners) listener()
    for (const release of waiting.values()) release()
    if (closed || retry) return
    retry = setTimeout(() => {
      retry = undefined
      connect().catch((error) => {
        options.log.warn({ err: error }, 'live updates: no connection to the database')
        reconnect()
      })
    }, RECONNECT_MS)
  }
  await connect()
  // One connection takes one query at a time; the next waits for the one before, whatever became of it.
  let queue: Promise<unknown> = Promise.resolve()
  const notify = (listening: pg.Client, payload: string): Promise<unknown> => {
    const sent = queue.then(() => listening.query('select pg_notify($1, $2)', [options.notifyChannel, payload]))
    queue = sent.catch(() => {})
    return sent
  }
  return {
    subscribe(channel, listener) {
      const known = listeners.get(channel) ?? new Set()
      listeners.set(channel, known.add(listener))
      return () => {
        known.delete(listener)
        if (known.size === 0 && listeners.get(channel) === known) listeners.delete(channel)
      }
    },
    announce(channel) {
      if (client) notify(client, channel).catch(() => deliver(channel))
    },
    async caughtUp() {
      const listening = client
      if (!listening) return
      const echo = `echo/${instance}/${++echoes}`
      await new Promise<void>((resolve) => {
        waiting.set(echo, resolve)
        notify(listening, echo).catch(() => resolve())
      })
      waiting.delete(echo)
    },
    hears: () => client !== undefined,
    onGap: (listener) => void gapListeners.add(listener),
    async close() {
      closed = true
      if (retry) clearTimeout(retry)
      await client?.end().catch(() => {})
    },
  }
}
