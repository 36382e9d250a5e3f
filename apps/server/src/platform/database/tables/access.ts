import type { ImpersonationEnding } from '@omnicrm/contract'
import type { Generated, GeneratedAlways } from 'kysely'
import type { CreatedAt } from './columns.ts'

export type ApiKeyTable = {
  api_key_id: Generated<number>
  name: string
  description: string | null
  /** HMAC-SHA256 of the key, hex; its key is derived from the installation's, so the table alone opens nothing */
  key_hash: string
  last_four: string
  permissions: string[]
  /** addresses and ranges that may use it; null is any */
  ips: string[] | null
  /** own key of this customer */
  customer_id: number | null
  /** the customer's user who made it: it never does more than they may */
  owner_user_id: number | null
  read_only: boolean
  created_by: number | null
  created: CreatedAt
  expiry_date: Date | null
  last_used: Date | null
  use_count: Generated<number>
}

/** Requests by one key in one minute from one address to one endpoint. */
export type ApiKeyUseTable = {
  api_key_id: number
  minute: Date
  ip_address: string
  method: string
  path: string
  requests: number
}

/** Who acted as whom; an entry is closed once and never changes otherwise. */
export type ImpersonationLogTable = {
  impersonation_id: Generated<number>
  impersonating_user_id: number
  target_user_id: number
  /** the session that was opened for it */
  session_id: string
  impersonation_start: CreatedAt
  /** null while it lasts, and until the end of a session that nobody ended is noticed */
  impersonation_end: Date | null
  /** seconds */
  impersonation_duration: GeneratedAlways<number | null>
  ended_how: ImpersonationEnding | null
  ip_address: string | null
}
