import type { Generated } from 'kysely'
import type { CreatedAt, NullableJson } from './columns.ts'

export type ProvisionTable = {
  provision_id: Generated<number>
  product_id: number | null
  customer_id: number | null
  service_id: number | null
  provisioning_play: string
  /** the play's own name */
  playbook_description: Generated<string>
  /** JSON of the merged variables, secrets redacted */
  provisioning_json_vars: Generated<string>
  /** the merged variables in full, sealed */
  variables_encrypted: string
  /** what the play has registered so far, sealed: a rescue after a crash needs it */
  facts_encrypted: string | null
  task_count: Generated<number>
  /** 0 success, 1 running, 2 failed */
  provisioning_status: Generated<number>
  /** true while it waits for a worker */
  queued: Generated<boolean>
  /** not to be begun before; null once it may begin */
  starts_at: Date | null
  worker_id: string | null
  /** last sign of life of its worker */
  heartbeat: Date | null
  /** set exactly when the status is no longer 1 */
  finished: Date | null
  error_message: string | null
  /** who asked it to stop, by name */
  cancelled_by: string | null
  /** id of the access token minted for this job */
  token_id: string | null
  /** the failed job that this one runs again */
  retry_of: number | null
  chain_id: number | null
  /** from 1; set exactly when `chain_id` is */
  chain_position: number | null
  /** for display: the first administrator for keys and addresses */
  initiating_user: number
  /** `user:7`, `api_key:3`, `ip:10.0.0.1`, `system` */
  initiated_by: string
  created: CreatedAt
  last_modified: Date
}

export type ProvisionEventTable = {
  provision_event_id: Generated<number>
  provision_id: number
  /** from 1 */
  event_number: number
  event_name: string
  /** 0 success, 1 running, 2 failed, 3 failed but ignored */
  provisioning_status: number
  /** secrets redacted */
  provisioning_result_json: NullableJson<unknown>
  timestamp: Date
}
