import type { ApiKey, NewApiKey } from '@omnicrm/contract'
import { maskKey } from './key-secret.ts'
import { statusOf } from './key-status.ts'
import type { ApiKeyRow } from './tables.ts'

export function presentApiKey(row: ApiKeyRow, now: Date): ApiKey {
  return {
    api_key_id: row.api_key_id,
    name: row.name,
    description: row.description,
    api_key: maskKey(row.last_four),
    status: statusOf(row.expiry_date, now),
    permissions: row.permissions,
    ips: row.ips,
    customer_id: row.customer_id,
    read_only: row.read_only,
    created: toSecond(row.created),
    created_by: row.created_by,
    created_by_name: row.created_by_name,
    expiry_date: row.expiry_date && toSecond(row.expiry_date),
    last_used: row.last_used && toSecond(row.last_used),
  }
}

/** @param key in plain text: the one time that anybody sees it */
export function presentNewApiKey(
  row: Pick<ApiKeyRow, 'api_key_id' | 'name' | 'created' | 'expiry_date'>,
  key: string,
  now: Date,
): NewApiKey {
  return {
    api_key_id: row.api_key_id,
    name: row.name,
    api_key: key,
    status: statusOf(row.expiry_date, now),
    created: toSecond(row.created),
    expiry_date: row.expiry_date && toSecond(row.expiry_date),
  }
}

/** As the guide prints it: `2026-01-10T23:59:59Z`. */
function toSecond(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, 'Z')
}
