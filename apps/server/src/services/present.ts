import type { Service, ServiceDetail, ServiceListed } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { moneyOnWire } from '../platform/money.ts'
import { readCharging } from './read-charging.ts'
import { jsonWithoutSecrets, openVariables } from './sealed-variables.ts'
import { isSelfCare, type ListedService, type ServiceRow } from './tables.ts'

/** A service as this caller may see it: customers get neither wholesale costs, notes nor playbook variables. */
export function presentService(context: Context, row: ServiceRow): Service {
  const staff = !isSelfCare(context)
  return {
    service_id: row.service_id,
    customer_id: row.customer_id,
    product_id: row.product_id,
    site_id: row.site_id,
    service_name: row.service_name,
    service_type: row.service_type,
    service_uuid: row.service_uuid,
    service_status: row.service_status,
    icon: row.icon,
    service_provisioned_date: iso(row.service_provisioned_date),
    service_active_date: iso(row.service_active_date),
    service_deactivate_date: iso(row.service_deactivate_date),
    contract_end_date: iso(row.contract_end_date),
    retail_cost: moneyOnWire(row.retail_cost),
    ...(staff ? { wholesale_cost: moneyOnWire(row.wholesale_cost) } : {}),
    service_billed: row.service_billed,
    service_taxable: row.service_taxable,
    invoiced: row.invoiced,
    promo_code: row.promo_code,
    service_visible_to_customer: row.service_visible_to_customer,
    service_usage_visible_to_customer: row.service_usage_visible_to_customer,
    provisioning_play: row.provisioning_play,
    ...(staff ? { provisioning_json_vars: jsonWithoutSecrets(row.provisioning_json_vars) } : {}),
    deprovisioning_play: row.deprovisioning_play,
    ...(staff
      ? { deprovisioning_json_vars: jsonWithoutSecrets(openVariables(context, row.deprovisioning_json_vars)) }
      : {}),
    bundled_parent: row.bundled_parent,
    ...(staff ? { service_notes: row.service_notes } : {}),
    auto_renew: row.auto_renew,
    billing_contact_id: row.billing_contact_id,
    technical_contact_id: row.technical_contact_id,
    po_number: row.po_number,
    installation_date: row.installation_date,
    terms_accepted_at: iso(row.terms_accepted_at),
    cancel_at: iso(row.cancel_at),
    custom_fields: row.custom_fields,
    created: row.created.toISOString(),
    last_modified: row.last_modified.toISOString(),
  }
}

export function presentListedService(context: Context, row: ListedService): ServiceListed {
  return { ...presentService(context, row), customer_name: row.customer_name }
}

/** The service with its balances and plans of this moment; without them where usage is hidden from the customer. */
export async function presentServiceDetail(context: Context, row: ServiceRow): Promise<ServiceDetail> {
  const hidden = isSelfCare(context) && !row.service_usage_visible_to_customer
  const cgrates = hidden ? undefined : await readCharging(context, row.service_uuid)
  return { ...presentService(context, row), ...(cgrates ? { cgrates } : {}) }
}

function iso(time: Date | null): string | null {
  return time?.toISOString() ?? null
}
