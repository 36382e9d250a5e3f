import type { Generated } from 'kysely'
import type { CreatedAt, Json, NullableJson } from './columns.ts'

/** Table `customer_activity`: the log of every change; a trigger refuses to change or delete its rows. */
export type CustomerActivityTable = {
  activity_id: Generated<number>
  customer_id: number | null
  service_id: number | null
  /** kind of the changed row: ACTIVITY_ENTITIES of the contract */
  entity: string
  entity_id: number | null
  /** what happened, one sentence */
  activity: string
  /** for display: the target while impersonating, the first administrator for keys and addresses */
  user_id: number | null
  /** who it really was: `user:7`, `api_key:3`, `ip:10.0.0.1`, `system` */
  initiated_by: string
  impersonating_user_id: number | null
  /** `{before, after}` of the changed fields, secrets redacted */
  details: Json<Record<string, unknown>>
  ip_address: string | null
  request_id: string | null
  created: CreatedAt
}

/** One link of the hash chain over the activity log. */
export type ActivitySealTable = {
  position: number
  activity_id: number
  /** HMAC-SHA256 over the link before and the entry's content */
  hash: Buffer
}

/** Entries that wait for their link. */
export type ActivityUnsealedTable = { activity_id: number }

/** The first answer to a request with an `Idempotency-Key`, kept for ever. */
export type IdempotencyRecordTable = {
  actor: string
  key: string
  /** SHA-256 of method, path and body */
  request_hash: string
  /** HTTP status of the first answer; null while the first request still runs */
  status: number | null
  response: NullableJson<unknown>
  created: CreatedAt
}

export type ScheduledJobTable = {
  name: string
  last_run: Date | null
  last_result: string | null
  next_run: Date
}

/** What the product remembers about itself, such as the offset of the sandbox clock. */
export type PlatformSettingTable = {
  name: string
  value: Json<unknown>
}
