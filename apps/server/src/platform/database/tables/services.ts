import type { ColumnType, Generated } from 'kysely'
import type { CalendarDate, CreatedAt, Money } from './columns.ts'

export type CustomerServiceTable = {
  service_id: Generated<number>
  customer_id: number
  product_id: number
  site_id: number | null
  service_name: string | null
  service_type: string | null
  /** account in the charging system */
  service_uuid: string
  /** SERVICE_STATUSES of the contract */
  service_status: Generated<string>
  icon: string | null
  service_provisioned_date: Date | null
  service_active_date: Date | null
  service_deactivate_date: Date | null
  contract_end_date: Date | null
  retail_cost: Generated<Money>
  wholesale_cost: Generated<Money>
  service_billed: Generated<boolean>
  service_taxable: Generated<boolean>
  invoiced: Generated<boolean>
  promo_code: string | null
  service_visible_to_customer: Generated<boolean>
  service_usage_visible_to_customer: Generated<boolean>
  provisioning_play: string | null
  provisioning_json_vars: string | null
  deprovisioning_play: string | null
  deprovisioning_json_vars: string | null
  bundled_parent: number | null
  service_notes: string | null
  auto_renew: boolean | null
  billing_contact_id: number | null
  technical_contact_id: number | null
  po_number: string | null
  installation_date: CalendarDate | null
  terms_accepted_at: Date | null
  /** end of the grace period while Pending Cancellation */
  cancel_at: Date | null
  /** the job that made it; such a job may also take it back without a trace */
  made_by_provision_id: number | null
  custom_fields: ColumnType<Record<string, unknown>, string | undefined, string>
  created: CreatedAt
  last_modified: Date
}
