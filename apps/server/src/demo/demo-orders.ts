import { sql } from 'kysely'
import type { Platform } from '../platform/platform.ts'
import type { Chance } from './chance.ts'
import type { DemoClient } from './demo-client.ts'
import type { DemoCustomer } from './demo-customers.ts'

export type Shelf = { products: Map<string, number>; sims: number[]; numbers: number[] }

const MOBILE_PLANS = ['prepaid-mobile-5gb', 'prepaid-mobile-20gb', 'prepaid-mobile-20gb', 'prepaid-mobile-100gb']
const HOME_PLANS = ['fibre-150', 'fibre-900', 'home-phone', 'fibre-and-phone']
const OFFICE_PLANS = ['business-mobile-50gb', 'business-fibre-900', 'office-voice-5']

/** What a customer of this kind buys, if anything. */
export function choosePlan(chance: Chance, customer: DemoCustomer): string | undefined {
  if (chance.happens(12)) return undefined
  if (customer.business) return chance.pick(OFFICE_PLANS)
  return chance.happens(60) ? chance.pick(MOBILE_PLANS) : chance.pick(HOME_PLANS)
}

/** Puts an order through; answers the job's number, undefined when the shop refuses it. */
export async function placeOrder(
  client: DemoClient,
  shelf: Shelf,
  order: { customerId: number; slug: string; autoRenew: boolean; installation?: string },
): Promise<number | undefined> {
  const needsSim = order.slug.includes('mobile')
  const answer = await client.send<{ provision_id: number }>('PUT', '/crm/provision/', {
    product_id: shelf.products.get(order.slug),
    customer_id: order.customerId,
    auto_renew: order.autoRenew,
    terms_accepted: true,
    ...(needsSim ? { 'SIM Card': shelf.sims.shift(), 'Mobile Number': shelf.numbers.shift() } : {}),
    ...(order.installation ? { installation_date: order.installation } : {}),
  })
  return answer?.provision_id
}

const POLL_MS = 20
const PATIENCE_MS = 120_000

/** Waits until no job runs or waits. */
export async function untilJobsRest(platform: Platform): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (performance.now() < deadline) {
    const waiting = await platform.db
      .selectFrom('provision')
      .select(sql<number>`count(*)`.as('count'))
      .where('provisioning_status', '=', 1)
      .executeTakeFirstOrThrow()
    if (Number(waiting.count) === 0) return
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new Error('demo data: provisioning jobs do not come to an end')
}
