import {
  autoRenewEndpoints,
  type CustomerDetail,
  type Service,
  type ServiceDetail,
  serviceEndpoints,
} from '@omnicrm/contract'
import type { Change, Context } from '../platform/context.ts'
import { eachForItself } from '../platform/each-for-itself.ts'
import { forbidden, invalid, notFound } from '../platform/errors.ts'
import type { Routes } from '../platform/http/routes.ts'
import { presentList } from '../platform/lists.ts'
import { moneyOnWire } from '../platform/money.ts'
import { missing, requireReach } from '../platform/reach.ts'
import { removeAutoRenewal, upcomingAutoRenewals } from './auto-renewals.ts'
import { CALL_SORTS, readCallRecords } from './call-records.ts'
import { cancelService, undoCancellation } from './cancel-service.ts'
import { createService, type NewService } from './create-service.ts'
import { expiringServices } from './expiring-services.ts'
import type { ServicePorts } from './ports.ts'
import { presentListedService, presentService, presentServiceDetail } from './present.ts'
import { removeService } from './remove-service.ts'
import {
  countStandingServices,
  findService,
  findServiceByUuid,
  isSelfCare,
  listServices,
  type ServiceRow,
  servicesOfCustomer,
} from './tables.ts'
import { updateService } from './update-service.ts'

export function serviceRoutes(routes: Routes, ports: ServicePorts): void {
  readingRoutes(routes)
  writingRoutes(routes, ports)
  autoRenewalRoutes(routes)
}

function readingRoutes(routes: Routes): void {
  routes.handle(serviceEndpoints.expiring, async ({ query, context }) =>
    presentList(await expiringServices(context, query), query, { name: 'expiring-services', present: (row) => row }),
  )
  routes.handle(serviceEndpoints.list, async ({ query, context }) =>
    presentList(await listServices(context, query), query, {
      name: 'services',
      present: (row) => presentListedService(context, row),
    }),
  )
  routes.handle(serviceEndpoints.listOfCustomer, async ({ params, context }) => {
    requireReach(context, params.customer_id)
    return (await servicesOfCustomer(context, params.customer_id)).map((row) => presentService(context, row))
  })
  routes.handle(serviceEndpoints.get, async ({ params, context }) =>
    detail(context, await findService(context, params.service_id)),
  )
  routes.handle(serviceEndpoints.getByUuid, async ({ params, context }) =>
    detail(context, await findServiceByUuid(context, params.service_uuid)),
  )
  routes.handle(serviceEndpoints.cdrs, async ({ params, query, context }) => {
    const service = await findService(context, params.service_id)
    if (!service) throw missing(context, 'Service')
    if (isSelfCare(context) && !service.service_usage_visible_to_customer) throw forbidden()
    if (query.sort && !CALL_SORTS.includes(query.sort))
      throw invalid('sort', `must be one of: ${CALL_SORTS.join(', ')}`)
    return presentList(await readCallRecords(context, service.service_uuid, query), query, {
      name: `usage-${service.service_id}`,
      present: (row) => row,
    })
  })
}

function writingRoutes(routes: Routes, ports: ServicePorts): void {
  const create = ({ body, context }: { body: NewService; context: Context }): Promise<Service> =>
    context.change(async (change) => {
      const { job } = context.actor
      const order = job ? await ports.orderOf(change, job.provisionId) : {}
      return one(change.context, await createService(change, body, order))
    })
  routes.handle(serviceEndpoints.create, create)
  routes.handle(serviceEndpoints.createByPost, create)
  routes.handle(serviceEndpoints.update, ({ params, body, context }) =>
    context.change(async (change) => {
      await updateService(change, params.service_id, { patch: body, ports })
      return one(change.context, params.service_id)
    }),
  )
  routes.handle(serviceEndpoints.remove, async ({ params, context }) => {
    await context.change((change) => removeService(change, params.service_id))
    return { result: 'success' as const }
  })
  routes.handle(
    serviceEndpoints.removeMany,
    ({ body, context }) => eachForItself(context, body.service_ids, (change, id) => removeService(change, id)),
    // Each service is a transaction of its own, so one refusal does not undo the others; removing twice changes nothing.
    { idempotent: false },
  )
  routes.handle(serviceEndpoints.cancel, ({ params, context }) =>
    context.change(async (change: Change) => {
      const before = await findService(change.context, params.service_id)
      const job = await cancelService(change, params.service_id, ports)
      // A customer no longer sees a service that has ended; what they saw last, with its new state, is the answer.
      return job ?? (await anyway(change, params.service_id, before))
    }),
  )
  routes.handle(serviceEndpoints.undoCancel, ({ params, context }) =>
    context.change(async (change) => {
      await undoCancellation(change, params.service_id, ports)
      return one(change.context, params.service_id)
    }),
  )
}

function autoRenewalRoutes(routes: Routes): void {
  routes.handle(autoRenewEndpoints.upcoming, async ({ query, context }) =>
    presentList(await upcomingAutoRenewals(context, query), query, { name: 'auto-renewals', present: (row) => row }),
  )
  routes.handle(autoRenewEndpoints.removeActionPlan, async ({ params, context }) => {
    await context.change((change) => removeAutoRenewal(change, params.action_plan_id))
    return { result: 'success' as const }
  })
}

async function detail(context: Context, row: ServiceRow | undefined): Promise<ServiceDetail> {
  // Playbooks ask whether a service is there yet, and the answer that they go by is 404.
  if (!row) throw context.actor.job ? notFound('Service') : missing(context, 'Service')
  return presentServiceDetail(context, row)
}

async function one(context: Context, serviceId: number): Promise<Service> {
  const row = await findService(context, serviceId)
  if (!row) throw missing(context, 'Service')
  return presentService(context, row)
}

async function anyway(change: Change, serviceId: number, seen: ServiceRow | undefined): Promise<Service> {
  const row = await change.tx
    .selectFrom('customer_service')
    .selectAll()
    .where('service_id', '=', serviceId)
    .executeTakeFirst()
  if (!row || !seen) throw missing(change.context, 'Service')
  return presentService(change.context, row)
}

/** The services on a customer's page. */
export async function summariesOf(context: Context, customerId: number): Promise<CustomerDetail['services']> {
  return (await servicesOfCustomer(context, customerId)).map((row) => ({
    service_id: row.service_id,
    service_name: row.service_name,
    service_type: row.service_type,
    service_status: row.service_status,
    service_uuid: row.service_uuid,
    retail_cost: moneyOnWire(row.retail_cost),
  }))
}

/** Why a customer with services cannot be archived: "2 active services". */
export async function activeServicesBlocker(change: Change, customerId: number): Promise<string | undefined> {
  const count = await countStandingServices(change.context, customerId)
  return count === 0 ? undefined : `${count} active service${count === 1 ? '' : 's'}`
}
