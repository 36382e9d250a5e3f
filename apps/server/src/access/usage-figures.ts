import type { ApiKeyDetail } from '@omnicrm/contract'
import { sql } from 'kysely'
import type { Context } from '../platform/context.ts'

const DAY_MS = 86_400_000
const SHOWN = 50

/** How often a key was used: ever, today (UTC) and in the last 30 days. */
export async function usageFigures(context: Context, apiKeyId: number): Promise<ApiKeyDetail['usage']> {
  const now = context.now().getTime()
  const today = new Date(now - (now % DAY_MS))
  const month = new Date(now - 30 * DAY_MS)
  const counted = await context.db
    .selectFrom('api_key_use')
    .select([
      sql<number>`coalesce(sum(requests) filter (where minute >= ${today}), 0)`.as('requests_today'),
      sql<number>`coalesce(sum(requests), 0)`.as('requests_last_30_days'),
    ])
    .where('api_key_id', '=', apiKeyId)
    .where('minute', '>=', month)
    .executeTakeFirstOrThrow()
  const { use_count: requests } = await context.db
    .selectFrom('api_key')
    .select('use_count')
    .where('api_key_id', '=', apiKeyId)
    .executeTakeFirstOrThrow()
  return { requests, ...counted }
}

/** The last uses of a key, newest first. */
export async function recentAccess(context: Context, apiKeyId: number): Promise<ApiKeyDetail['recent_access']> {
  const rows = await context.db
    .selectFrom('api_key_use')
    .select(['minute', 'ip_address', 'method', 'path', 'requests'])
    .where('api_key_id', '=', apiKeyId)
    .orderBy('minute', 'desc')
    .orderBy('path')
    .limit(SHOWN)
    .execute()
  return rows.map((row) => ({ ...row, minute: row.minute.toISOString() }))
}
