import type { ListQuery, UpcomingAutoRenew } from '@omnicrm/contract'
import type { Change, Context } from '../platform/context.ts'
import { invalid, notFound } from '../platform/errors.ts'
import { moneyOnWire } from '../platform/money.ts'
import { readOcsPlans, readScheduledActions, removeOcsPlan } from '../platform/ocs/account.ts'
import { readPlanId } from './plan-names.ts'
import { runTime } from './read-charging.ts'
import { relativeTime } from './relative-time.ts'

const NOT_AVAILABLE = 'N/A'

type ServiceOfPlan = {
  service_id: number
  service_name: string | null
  service_uuid: string
  service_status: string
  customer_id: number
  customer_name: string
  product_id: number
}

/** The renewals to come, soonest first; plans whose service is gone are among them, so that they can be ended. */
export async function upcomingAutoRenewals(
  context: Context,
  query: ListQuery,
): Promise<{ rows: UpcomingAutoRenew[]; total: number }> {
  const [scheduled, plans] = await Promise.all([readScheduledActions(context.platform), readOcsPlans(context.platform)])
  const accounts = new Map(plans.map((plan) => [plan.Id, firstAccount(plan.AccountIDs)]))
  const runs = [...new Map(scheduled.map((run) => [run.ActionPlanID, run])).values()].map((run) => {
    const told = readPlanId(run.ActionPlanID)
    // Whose a plan is, the charging system decides by the account that is attached; the id only stands in.
    return { run, productId: told.productId, serviceUuid: accounts.get(run.ActionPlanID) ?? told.serviceUuid }
  })
  const services = await servicesByUuid(
    context,
    runs.flatMap(({ serviceUuid }) => serviceUuid ?? []),
  )
  const products = await productsById(context, runs, services)
  const rows = runs
    .map(({ run, productId, serviceUuid }): UpcomingAutoRenew => {
      const service = serviceUuid === undefined ? undefined : services.get(serviceUuid)
      const product = products.get(productId ?? service?.product_id ?? 0)
      const next = runTime(run.NextRunTime)
      return {
        action_plan_id: run.ActionPlanID,
        customer_id: service?.customer_id ?? null,
        customer_name: service?.customer_name ?? NOT_AVAILABLE,
        service_id: service?.service_id ?? null,
        service_name: service?.service_name ?? service?.service_uuid ?? NOT_AVAILABLE,
        service_uuid: serviceUuid ?? NOT_AVAILABLE,
        product_id: product?.product_id ?? productId ?? null,
        product_name: product?.product_name ?? NOT_AVAILABLE,
        retail_cost: product ? moneyOnWire(product.retail_cost) : NOT_AVAILABLE,
        NextRunTime: next?.toISOString() ?? null,
        custom_NextExecTime_hr: next ? relativeTime(next, context.now()) : 'never',
        service_status: service?.service_status ?? 'Unknown',
      }
    })
    .filter((row) => matches(row, query.search))
    .sort(byNextRun)
  const start = (query.page - 1) * query.per_page
  return { rows: query.format === 'csv' ? rows : rows.slice(start, start + query.per_page), total: rows.length }
}

/** Ends an auto-renewal: status and balances stay. Throws 404 when the charging system has no such plan. */
export async function removeAutoRenewal(change: Change, planId: string): Promise<void> {
  if (planId.includes('*')) throw invalid('action_plan_id', 'must be the exact id of a plan')
  const { platform } = change.context
  const [plan] = await readOcsPlans(platform, planId)
  if (!plan) throw notFound('Auto-renewal')
  const serviceUuid = firstAccount(plan.AccountIDs) ?? readPlanId(planId).serviceUuid
  const service = serviceUuid === undefined ? undefined : await lockByUuid(change, serviceUuid)
  if (service) {
    await change.tx
      .updateTable('customer_service')
      .set({ auto_renew: false, last_modified: change.now })
      .where('service_id', '=', service.service_id)
      .execute()
    await change.announce(`service/${service.service_id}/usage`)
  }
  await change.record({
    entity: 'service',
    entityId: service?.service_id ?? null,
    customerId: service?.customer_id ?? null,
    serviceId: service?.service_id ?? null,
    activity: `Removed ActionPlan ${planId} from service ${service?.service_id ?? NOT_AVAILABLE}`,
  })
  // Last, so that nothing is written about a plan that could not be removed; removing it twice is the same.
  await removeOcsPlan(platform, planId)
}

function lockByUuid(
  change: Change,
  serviceUuid: string,
): Promise<{ service_id: number; customer_id: number } | undefined> {
  return change.tx
    .selectFrom('customer_service')
    .select(['service_id', 'customer_id'])
    .where('service_uuid', '=', serviceUuid)
    .forUpdate()
    .executeTakeFirst()
}

/** `tenant:account` without its tenant. */
function firstAccount(ids: Record<string, boolean> | null | undefined): string | undefined {
  const [first] = Object.keys(ids ?? {})
  return first?.slice(first.indexOf(':') + 1)
}

async function servicesByUuid(context: Context, uuids: string[]): Promise<Map<string, ServiceOfPlan>> {
  if (uuids.length === 0) return new Map()
  const rows = await context.db
    .selectFrom('customer_service as s')
    .innerJoin('customer as c', 'c.customer_id', 's.customer_id')
    .select([
      's.service_id',
      's.service_name',
      's.service_uuid',
      's.service_status',
      's.customer_id',
      's.product_id',
      'c.customer_name',
    ])
    .where('s.service_uuid', 'in', uuids)
    .execute()
  return new Map(rows.map((row) => [row.service_uuid, row]))
}

type PlanProduct = { product_id: number; product_name: string; retail_cost: string }

async function productsById(
  context: Context,
  runs: readonly { productId: number | undefined }[],
  services: ReadonlyMap<string, ServiceOfPlan>,
): Promise<Map<number, PlanProduct>> {
  const ids = [
    ...runs.flatMap(({ productId }) => productId ?? []),
    ...[...services.values()].map((one) => one.product_id),
  ]
  if (ids.length === 0) return new Map()
  const rows = await context.db
    .selectFrom('product')
    .select(['product_id', 'product_name', 'retail_cost'])
    .where('product_id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.product_id, row]))
}

function matches(row: UpcomingAutoRenew, search: string | undefined): boolean {
  const term = search?.trim().toLowerCase()
  if (!term) return true
  const texts = [row.action_plan_id, row.customer_name, row.service_name, row.service_uuid, row.product_name]
  return texts.some((text) => text.toLowerCase().includes(term))
}

function byNextRun(one: UpcomingAutoRenew, other: UpcomingAutoRenew): number {
  const never = '9'
  return (
    (one.NextRunTime ?? never).localeCompare(other.NextRunTime ?? never) ||
    one.action_plan_id.localeCompare(other.action_plan_id)
  )
}
