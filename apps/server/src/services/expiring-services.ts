import type { ListQuery, ServiceExpiring } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { type OcsAccount, readOcsAccounts, readOcsPlans, readScheduledActions } from '../platform/ocs/account.ts'
import { expiryOf } from './balance-texts.ts'
import { presentListedService } from './present.ts'
import { runTime } from './read-charging.ts'
import { type ListedService, serviceWithinReach } from './tables.ts'

const DAY_MS = 86_400_000
/** accounts asked for at once */
const CHUNK = 500

type Term = { expiry: Date | null; hasPlan: boolean; nextRun: Date | null }

/**
 * Active services that need a look: their end or that of a balance lies within the threshold, their renewal does, or they
 * have no renewal at all. Soonest end first.
 */
export async function expiringServices(
  context: Context,
  query: ListQuery & { threshold: number },
): Promise<{ rows: ServiceExpiring[]; total: number }> {
  const now = context.now()
  const limit = new Date(now.getTime() + query.threshold * DAY_MS)
  const services = await activeServices(context, query.search)
  const terms = await readTerms(context, services)
  const within = (time: Date | null): boolean => time !== null && time >= now && time <= limit
  const found = services
    .flatMap((service) => {
      const term = terms.get(service.service_uuid)
      return term && (within(term.expiry) || within(term.nextRun) || !term.hasPlan) ? [{ service, term }] : []
    })
    .sort((one, other) => sortKey(one) - sortKey(other))
  const start = (query.page - 1) * query.per_page
  const page = query.format === 'csv' ? found : found.slice(start, start + query.per_page)
  return { rows: page.map(({ service, term }) => present(context, service, term)), total: found.length }
}

function activeServices(context: Context, search: string | undefined): Promise<ListedService[]> {
  let rows = context.db
    .selectFrom('customer_service')
    .innerJoin('customer', 'customer.customer_id', 'customer_service.customer_id')
    .selectAll('customer_service')
    .select('customer.customer_name')
    .where('customer_service.service_status', '=', 'Active')
    .where(serviceWithinReach(context))
  const term = search?.trim()
  if (term) {
    const pattern = `%${term.replace(/[\\%_]/g, '\\$&')}%`
    rows = rows.where((row) =>
      row.or([row('customer.customer_name', 'ilike', pattern), row('customer_service.service_name', 'ilike', pattern)]),
    )
  }
  return rows.orderBy('customer_service.service_id').execute()
}

async function readTerms(context: Context, services: readonly ListedService[]): Promise<Map<string, Term>> {
  const { platform } = context
  const [plans, runs] = await Promise.all([readOcsPlans(platform), readScheduledActions(platform)])
  const nextRuns = new Map(runs.map((run) => [run.ActionPlanID, runTime(run.NextRunTime)]))
  const renewals = new Map<string, Date | null>()
  for (const plan of plans) {
    for (const id of Object.keys(plan.AccountIDs ?? {})) {
      const account = id.slice(id.indexOf(':') + 1)
      renewals.set(account, earlier(renewals.get(account) ?? null, nextRuns.get(plan.Id) ?? null))
    }
  }
  const terms = new Map<string, Term>()
  for (let start = 0; start < services.length; start += CHUNK) {
    const chunk = services.slice(start, start + CHUNK)
    const accounts = await readOcsAccounts(
      platform,
      chunk.map((service) => service.service_uuid),
    )
    for (const service of chunk) {
      terms.set(service.service_uuid, {
        expiry: earlier(service.service_deactivate_date, nextExpiry(accounts.get(service.service_uuid), context.now())),
        hasPlan: renewals.has(service.service_uuid),
        nextRun: renewals.get(service.service_uuid) ?? null,
      })
    }
  }
  return terms
}

/** When the next of the balances ends that still hold something. */
function nextExpiry(account: OcsAccount | undefined, now: Date): Date | null {
  const balances = Object.values(account?.BalanceMap ?? {}).flatMap((list) => list ?? [])
  return balances
    .filter((balance) => balance.Value > 0)
    .map(expiryOf)
    .filter((time) => time !== null && time >= now)
    .reduce<Date | null>((first, time) => earlier(first, time), null)
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other
  return one < other ? one : other
}

function sortKey({ term }: { term: Term }): number {
  return earlier(term.expiry, term.nextRun)?.getTime() ?? Number.MAX_SAFE_INTEGER
}

function present(context: Context, service: ListedService, term: Term): ServiceExpiring {
  const left = term.expiry ? Math.floor((term.expiry.getTime() - context.now().getTime()) / DAY_MS) : null
  return {
    ...presentListedService(context, service),
    expiry_date: term.expiry?.toISOString() ?? null,
    days_until_expiry: left,
    has_action_plan: term.hasPlan,
    next_run: term.nextRun?.toISOString() ?? null,
  }
}
