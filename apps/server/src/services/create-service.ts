import { randomBytes } from 'node:crypto'
import type { ZServiceCreate } from '@omnicrm/contract'
import type { z } from 'zod'
import { findProduct, type ProductRow } from '../catalogue/index.ts'
import type { Change } from '../platform/context.ts'
import { isDuplicate } from '../platform/database/postgres-errors.ts'
import { conflict, forbidden, invalid } from '../platform/errors.ts'
import { requireReach } from '../platform/reach.ts'
import { requireOwnRows } from './check-links.ts'
import { jsonWithoutSecrets, sealVariables } from './sealed-variables.ts'

export type NewService = z.output<typeof ZServiceCreate>

/** What the order said that led to the job which makes the service; used where the play itself says nothing. */
export type OrderFields = Partial<
  Pick<
    NewService,
    | 'site_id'
    | 'billing_contact_id'
    | 'technical_contact_id'
    | 'po_number'
    | 'installation_date'
    | 'auto_renew'
    | 'promo_code'
    | 'custom_fields'
    | 'terms_accepted_at'
  >
>

/**
 * Creates a service; answers its id. A job's token makes services for its own customer only. Throws 400 for a product,
 * customer, site, contact or parent that is not there, and 409 for a `service_uuid` in use.
 */
export async function createService(change: Change, input: NewService, order: OrderFields = {}): Promise<number> {
  const { job } = change.context.actor
  if (job && job.customerId !== input.customer_id)
    throw forbidden('This job may only make services for its own customer')
  requireReach(change.context, input.customer_id)
  const service = withOrder(input, order)
  const product = await findProduct(change.context, service.product_id)
  if (!product) throw invalid('product_id', `there is no product ${service.product_id}`)
  await requireLivingCustomer(change, service.customer_id)
  await requireOwnRows(change.context, service.customer_id, service)
  requireOrderedDates(service)
  const serviceUuid = service.service_uuid ?? newServiceUuid(service.service_type ?? product.service_type)
  const { service_id: serviceId } = await change.tx
    .insertInto('customer_service')
    .values({
      customer_id: service.customer_id,
      product_id: service.product_id,
      site_id: service.site_id ?? null,
      service_name: service.service_name ?? product.product_name,
      service_type: service.service_type ?? product.service_type,
      service_uuid: serviceUuid,
      service_status: service.service_status,
      icon: service.icon ?? product.icon,
      service_provisioned_date: service.service_provisioned_date ?? change.now,
      service_active_date: service.service_active_date ?? startFor(service, change.now),
      service_deactivate_date: service.service_deactivate_date ?? null,
      contract_end_date: service.contract_end_date ?? null,
      retail_cost: service.retail_cost ?? product.retail_cost,
      wholesale_cost: service.wholesale_cost ?? product.wholesale_cost,
      service_billed: service.service_billed,
      service_taxable: service.service_taxable,
      promo_code: service.promo_code ?? null,
      service_visible_to_customer: service.service_visible_to_customer,
      service_usage_visible_to_customer: service.service_usage_visible_to_customer,
      provisioning_play: service.provisioning_play ?? playOf(product),
      provisioning_json_vars: jsonWithoutSecrets(service.provisioning_json_vars),
      deprovisioning_play: service.deprovisioning_play ?? null,
      deprovisioning_json_vars: sealVariables(change.context, service.deprovisioning_json_vars),
      bundled_parent: service.bundled_parent ?? null,
      service_notes: service.service_notes ?? null,
      auto_renew: service.auto_renew ?? null,
      billing_contact_id: service.billing_contact_id ?? null,
      technical_contact_id: service.technical_contact_id ?? null,
      po_number: service.po_number ?? null,
      installation_date: service.installation_date ?? null,
      terms_accepted_at: service.terms_accepted_at ?? null,
      made_by_provision_id: job?.provisionId ?? null,
      custom_fields: JSON.stringify(service.custom_fields),
      created: change.now,
      last_modified: change.now,
    })
    .returning('service_id')
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      if (!isDuplicate(error, 'customer_service_service_uuid_key')) throw error
      throw conflict('service_uuid_in_use', `Another service has the UUID ${serviceUuid}`, 'service_uuid')
    })
  const { provisioning_json_vars: _one, deprovisioning_json_vars: _two, ...told } = service
  await change.record({
    entity: 'service',
    entityId: serviceId,
    customerId: service.customer_id,
    serviceId,
    activity: `Created service ${service.service_name ?? product.product_name}`,
    after: { ...told, service_uuid: serviceUuid },
  })
  return serviceId
}

/** What the play says goes before what the order said. */
function withOrder(input: NewService, order: OrderFields): NewService {
  const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== null))
  const custom = { ...order.custom_fields, ...input.custom_fields }
  return { ...input, ...order, ...said, custom_fields: custom } as NewService
}

/** An end that already lies behind starts nothing now. */
function startFor(service: NewService, now: Date): Date | null {
  if (service.service_status !== 'Active') return null
  return service.service_deactivate_date && service.service_deactivate_date < now ? null : now
}

export function requireOrderedDates(dates: {
  service_active_date?: Date | null | undefined
  service_deactivate_date?: Date | null | undefined
}): void {
  const { service_active_date: start, service_deactivate_date: end } = dates
  if (start && end && start > end) throw invalid('service_deactivate_date', 'must not lie before service_active_date')
}

/** `Mobile_c2880638`: unique and readable (data model, 5). */
function newServiceUuid(serviceType: string): string {
  const type = serviceType
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('_')
  return `${type || 'Service'}_${randomBytes(4).toString('hex')}`
}

function playOf(product: ProductRow): string | null {
  return product.provisioning_play === '' ? null : product.provisioning_play
}

async function requireLivingCustomer(change: Change, customerId: number): Promise<void> {
  // Held, so that the customer is not archived while it gets a service.
  const customer = await change.tx
    .selectFrom('customer')
    .select('customer_status')
    .where('customer_id', '=', customerId)
    .forShare()
    .executeTakeFirst()
  if (!customer) throw invalid('customer_id', `there is no customer ${customerId}`)
  if (customer.customer_status === 'Archived')
    throw conflict('customer_archived', 'An archived customer gets no services', 'customer_id')
}
