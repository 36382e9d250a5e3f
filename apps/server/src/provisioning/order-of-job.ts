import type { Change } from '../platform/context.ts'
import type { OrderFields } from '../services/index.ts'
import { openOrder } from './job-order.ts'

/** What the order said of the service that this job makes, for whatever its playbook leaves out. */
export async function orderOfJob(change: Change, provisionId: number): Promise<OrderFields> {
  const job = await change.tx
    .selectFrom('provision')
    .select('variables_encrypted')
    .where('provision_id', '=', provisionId)
    .executeTakeFirst()
  if (!job) return {}
  const { variables } = openOrder(change.context, job.variables_encrypted)
  const acceptedAt = textOf(variables.terms_accepted_at)
  return {
    site_id: idOf(variables.site_id),
    billing_contact_id: idOf(variables.billing_contact_id),
    technical_contact_id: idOf(variables.technical_contact_id),
    po_number: textOf(variables.po_number),
    installation_date: textOf(variables.installation_date),
    promo_code: textOf(variables.promo_code),
    auto_renew: typeof variables.auto_renew === 'boolean' ? variables.auto_renew : null,
    custom_fields: isObject(variables.custom_fields) ? variables.custom_fields : {},
    terms_accepted_at: acceptedAt === null ? null : new Date(acceptedAt),
  }
}

function idOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
