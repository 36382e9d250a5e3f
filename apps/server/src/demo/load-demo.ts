import { sql } from 'kysely'
import { openSession } from '../identity/index.ts'
import { systemContext } from '../platform/context.ts'
import type { Platform } from '../platform/platform.ts'
import { type Chance, openChance } from './chance.ts'
import { bookMonthlyFees, invoiceEveryone, takePayments, voidSome } from './demo-billing.ts'
import { createDemoClient, type DemoClient } from './demo-client.ts'
import { createDemoCustomer, type DemoCustomer, JOHN_SMITH, someCustomer } from './demo-customers.ts'
import { choosePlan, placeOrder, type Shelf, untilJobsRest } from './demo-orders.ts'
import { createDemoProducts } from './demo-products.ts'
import { createDemoStock } from './demo-stock.ts'
import { feedUsage, setTopupActions, type Usage } from './demo-usage.ts'
import { createDemoUsers, DEMO_LOGINS } from './demo-users.ts'

export type DemoOptions = {
  url: string
  /** runs what is due by the clock: renewals, call-backs, scheduled jobs */
  runDue(): Promise<unknown>
  progress(step: string): void
}

const DAYS = 45
/** Days of invoice runs: what the first two leave unpaid is overdue by the end, the last is not due yet. */
const INVOICE_RUNS = [12, 27, 41]
const MONTHLY_RUN = 27
const DAY_MS = 86_400_000
const GIGABYTE = 1024 ** 3
const MINUTE_NS = 60_000_000_000
const AT_ONCE = 12
const SETTING = 'demo_data'

/** How far loading has come: `none` on a fresh database, `half` when it was cut off, `done`, or `own` data of somebody. */
export async function demoState(platform: Pick<Platform, 'db'>): Promise<'none' | 'half' | 'done' | 'own'> {
  const setting = await platform.db
    .selectFrom('platform_setting')
    .select('value')
    .where('name', '=', SETTING)
    .executeTakeFirst()
  if (setting) return setting.value === 'done' ? 'done' : 'half'
  const customer = await platform.db.selectFrom('customer').select('customer_id').limit(1).executeTakeFirst()
  return customer ? 'own' : 'none'
}

/**
 * Lives through the demo operator's last six weeks, day by day on the settable clock: sign-ups, orders by the real
 * playbooks, usage, renewals, invoices, payments. The same seed gives the same operator, on today's date.
 */
export async function loadDemo(platform: Platform, options: DemoOptions): Promise<void> {
  await markDemo(platform, 'loading')
  const chance = await openChance()
  const today = platform.clock.now()
  const start = new Date(today.getTime() - DAYS * DAY_MS)
  await platform.clock.set(start)
  options.progress('Demo data: products, stock and users')
  const shelf = await openShop(platform, chance)
  const client = createDemoClient(options.url)
  for (let day = 0; day <= DAYS; day++) {
    await platform.clock.set(new Date(start.getTime() + day * DAY_MS))
    client.use(await tokenOfAda(platform))
    await liveOneDay(platform, { client, chance, shelf, day, runDue: options.runDue })
    if (day % 9 === 0) options.progress(`Demo data: day ${day} of ${DAYS}`)
  }
  await endSomeServices(platform, client)
  await platform.clock.set(today)
  await markDemo(platform, 'done')
}

/** A session of the demo's administrator, as signing in would open it. */
async function tokenOfAda(platform: Platform): Promise<string> {
  const ada = await platform.db
    .selectFrom('crm_user')
    .select('id')
    .where('email', '=', DEMO_LOGINS[0].email)
    .executeTakeFirstOrThrow()
  const session = await systemContext(platform, 'demo').change((change) =>
    openSession(change, { userId: ada.id, remember: false, userAgent: 'demo data' }),
  )
  return session.tokens.token
}

async function openShop(platform: Platform, chance: Chance): Promise<Shelf> {
  const system = systemContext(platform, 'demo')
  const products = await system.change(async (change) => {
    await createDemoUsers(change)
    await createDemoStock(change, chance)
    return createDemoProducts(change)
  })
  await setTopupActions(platform)
  const itemsOf = async (item: string): Promise<number[]> => {
    const rows = await platform.db
      .selectFrom('inventory')
      .select('inventory_id')
      .where('item', '=', item)
      .where('item_state', 'in', ['New', 'In Stock'])
      .orderBy('inventory_id')
      .execute()
    return rows.map((row) => row.inventory_id)
  }
  return {
    products: new Map([...products].map(([slug, { productId }]) => [slug, productId])),
    sims: await itemsOf('SIM Card'),
    numbers: await itemsOf('Mobile Number'),
  }
}

type Day = { client: DemoClient; chance: Chance; shelf: Shelf; day: number; runDue(): Promise<unknown> }

async function liveOneDay(platform: Platform, { client, chance, shelf, day, runDue }: Day): Promise<void> {
  await runDue()
  const newcomers = await signUp(platform, { chance, day })
  const installation = new Date(platform.clock.now().getTime() + 5 * DAY_MS).toISOString().slice(0, 10)
  for (const customer of newcomers) {
    const isJohn = day === 0 && customer === newcomers[0]
    const slug = isJohn ? 'prepaid-mobile-20gb' : choosePlan(chance, customer)
    if (slug)
      await placeOrder(client, shelf, {
        customerId: customer.customerId,
        slug,
        autoRenew: isJohn || chance.happens(70),
        installation,
      })
  }
  await untilJobsRest(platform)
  if (day % 4 === 1) await consume(platform, chance, day)
  if (day === MONTHLY_RUN) await bookMonthlyFees(platform, client)
  if (INVOICE_RUNS.includes(day)) await invoiceEveryone(platform, client)
  if (day % 3 === 0) await takePayments(platform, client, { chance, percent: 18 })
  if (day === DAYS - 3) await voidSome(platform, client, 3)
}

async function signUp(platform: Platform, { chance, day }: { chance: Chance; day: number }): Promise<DemoCustomer[]> {
  const count = day === 0 ? 70 : chance.number(2, 5)
  return systemContext(platform, 'demo').change(async (change) => {
    const made: DemoCustomer[] = []
    if (day === 0) made.push(await createDemoCustomer(change, JOHN_SMITH))
    for (let i = 0; i < count; i++) made.push(await createDemoCustomer(change, someCustomer(chance)))
    return made
  })
}

/** Data, calls and messages of the mobile services, each using it in its own measure. */
async function consume(platform: Platform, chance: Chance, day: number): Promise<void> {
  const services = await platform.db
    .selectFrom('customer_service')
    .select(['service_id', 'service_uuid'])
    .where('service_type', '=', 'mobile')
    .where('service_status', '=', 'Active')
    .orderBy('service_id')
    .execute()
  const records: Usage[] = []
  for (const { service_id: id, service_uuid: account } of services) {
    if (!account || chance.happens(35)) continue
    const heavy = id % 7 === 0 ? 3 : 1
    const bytes = Math.round((chance.number(10, 240) / 100) * heavy * GIGABYTE)
    const minutes = chance.number(1, 25) * MINUTE_NS
    const called = `4420794600${chance.digits(2)}`
    records.push({ account, type: '*data', amount: String(bytes), destination: 'internet', id: `demo-d-${day}-${id}` })
    records.push({ account, type: '*voice', amount: String(minutes), destination: called, id: `demo-v-${day}-${id}` })
    if (chance.happens(50))
      records.push({ account, type: '*sms', amount: '1', destination: '447700900001', id: `demo-s-${day}-${id}` })
  }
  for (let at = 0; at < records.length; at += AT_ONCE) {
    await Promise.all(records.slice(at, at + AT_ONCE).map((record) => feedUsage(platform, record)))
  }
}

/** Not everything stays active. */
async function endSomeServices(platform: Platform, client: DemoClient): Promise<void> {
  const rows = await platform.db
    .selectFrom('customer_service')
    .select('service_id')
    .where('service_status', '=', 'Active')
    .where(sql<boolean>`service_id % 17 = 3`)
    .orderBy('service_id')
    .execute()
  for (const [position, { service_id: id }] of rows.entries()) {
    if (position % 3 === 0) await client.send('DELETE', `/crm/service/service_id/${id}`)
    else if (position % 3 === 1)
      await client.send('PATCH', `/crm/service/service_id/${id}`, {
        service_status: 'Suspended',
        service_notes: 'Suspended at the customer’s request',
      })
    else await client.send('PATCH', `/crm/service/service_id/${id}`, { service_status: 'Expired' })
  }
  await untilJobsRest(platform)
}

async function markDemo(platform: Platform, state: 'loading' | 'done'): Promise<void> {
  const value = JSON.stringify(state)
  await platform.db
    .insertInto('platform_setting')
    .values({ name: SETTING, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}
