import { sql } from 'kysely'
import { systemContext } from '../platform/context.ts'
import type { Platform } from '../platform/platform.ts'

const FLUSH_MS = 1000
const MINUTE_MS = 60_000
/** At most one alert a key and hour. */
const QUIET_MS = 60 * MINUTE_MS
export const KEPT_DAYS = 90

export type ApiKeyUse = { apiKeyId: number; name: string; ip: string; method: string; path: string }

/** Counts what keys are used for, by minute, address and endpoint, and writes it every second: no request waits for it. */
export type UsageLog = {
  note(use: ApiKeyUse): void
  /** writes what was counted in this process */
  flush(): Promise<void>
  close(): Promise<void>
}

type Bucket = ApiKeyUse & { minute: number; requests: number }

export function openUsageLog(platform: Platform): UsageLog {
  const mostPerMinute = platform.config.api_key.alert_per_minute
  let counted = new Map<string, Bucket>()
  const pace = new Map<number, { minute: number; requests: number; alerted: number }>()
  let writing: Promise<void> = Promise.resolve()

  const flush = (): Promise<void> => {
    writing = writing
      .then(async () => {
        const buckets = [...counted.values()]
        counted = new Map()
        if (buckets.length > 0) await write(platform, buckets)
      })
      .catch((error) => platform.log.error({ err: error }, 'use of API keys could not be recorded'))
    return writing
  }
  const watchPace = (use: ApiKeyUse, now: number, minute: number): void => {
    if (mostPerMinute === 0) return
    const known = pace.get(use.apiKeyId) ?? { minute, requests: 0, alerted: 0 }
    const requests = known.minute === minute ? known.requests + 1 : 1
    const alert = requests > mostPerMinute && now - known.alerted >= QUIET_MS
    pace.set(use.apiKeyId, { minute, requests, alerted: alert ? now : known.alerted })
    if (alert)
      raiseAlert(platform, use, mostPerMinute).catch((error) =>
        platform.log.error({ err: error }, 'the alert about an API key could not be recorded'),
      )
  }
  const timer = setInterval(() => void flush(), FLUSH_MS)
  timer.unref()

  return {
    note(use) {
      const now = platform.clock.now().getTime()
      const minute = now - (now % MINUTE_MS)
      const id = [use.apiKeyId, minute, use.ip, use.method, use.path].join(' ')
      const bucket = counted.get(id)
      if (bucket) bucket.requests += 1
      else counted.set(id, { ...use, minute, requests: 1 })
      watchPace(use, now, minute)
    },
    flush,
    async close() {
      clearInterval(timer)
      await flush()
    },
  }
}

/** Forgets what is older than three months; answers how many rows. */
export async function forgetOldUses(platform: Platform): Promise<number> {
  const before = new Date(platform.clock.now().getTime() - KEPT_DAYS * 86_400_000)
  const gone = await platform.db.deleteFrom('api_key_use').where('minute', '<', before).executeTakeFirst()
  return Number(gone.numDeletedRows)
}

async function write(platform: Platform, buckets: readonly Bucket[]): Promise<void> {
  const lastUsed = platform.clock.now()
  const totals = new Map<number, number>()
  for (const { apiKeyId, requests } of buckets) totals.set(apiKeyId, (totals.get(apiKeyId) ?? 0) + requests)
  // Always in the same order, so that two processes never wait for each other.
  const ids = [...totals.keys()].sort((a, b) => a - b)
  await platform.db.transaction().execute(async (tx) => {
    for (const id of ids) {
      await tx
        .updateTable('api_key')
        .set((row) => ({ last_used: lastUsed, use_count: row('use_count', '+', totals.get(id) ?? 0) }))
        .where('api_key_id', '=', id)
        .execute()
    }
    await tx
      .insertInto('api_key_use')
      .values(
        [...buckets]
          .sort((a, b) => a.apiKeyId - b.apiKeyId || a.minute - b.minute)
          .map(({ apiKeyId, minute, ip, method, path, requests }) => ({
            api_key_id: apiKeyId,
            minute: new Date(minute),
            ip_address: ip,
            method,
            path,
            requests,
          })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['api_key_id', 'minute', 'ip_address', 'method', 'path'])
          .doUpdateSet({ requests: sql`api_key_use.requests + excluded.requests` }),
      )
      .execute()
  })
}

async function raiseAlert(platform: Platform, use: ApiKeyUse, most: number): Promise<void> {
  platform.log.warn({ api_key_id: use.apiKeyId, ip: use.ip, path: use.path }, 'unusual use of an API key')
  await systemContext(platform, 'api-key-alert').change((change) =>
    change.record({
      entity: 'api_key',
      entityId: use.apiKeyId,
      customerId: null,
      activity: `Unusual use of API key "${use.name}": more than ${most} requests in a minute`,
      details: { ip_address: use.ip, method: use.method, path: use.path },
    }),
  )
}
