import type { ApiKeyStatus } from '@omnicrm/contract'
import { type Expression, type SqlBool, sql } from 'kysely'

const SOON_DAYS = 30

/** State of a key that has not been revoked; it still works in the second of its expiry. */
export function statusOf(expiry: Date | null, now: Date): ApiKeyStatus {
  if (expiry === null) return 'active'
  if (expiry < now) return 'expired'
  return expiry <= soon(now) ? 'expiring_soon' : 'active'
}

/** The same as a condition of the query. */
export function hasStatus(status: ApiKeyStatus, now: Date): Expression<SqlBool> {
  if (status === 'expired') return sql<SqlBool>`api_key.expiry_date < ${now}`
  if (status === 'expiring_soon')
    return sql<SqlBool>`(api_key.expiry_date >= ${now} and api_key.expiry_date <= ${soon(now)})`
  return sql<SqlBool>`(api_key.expiry_date is null or api_key.expiry_date > ${soon(now)})`
}

function soon(now: Date): Date {
  return new Date(now.getTime() + SOON_DAYS * 86_400_000)
}
