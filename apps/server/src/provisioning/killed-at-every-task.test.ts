import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { callOcs } from '../platform/ocs/ocs-client.ts'
import {
  buildMobileSale,
  buildMobileStock,
  jobDone,
  type MobileSale,
  must,
  orderOf,
} from '../testing/build-mobile-sale.ts'
import { killedAt, placesOf } from '../testing/kill-workers.ts'
import { type SmallHss, startSmallHss } from '../testing/start-small-hss.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { until } from '../testing/until.ts'
import { JobLost } from './record-event.ts'

vi.mock('./engines.ts', async (importOriginal) => {
  const { withMortalEngines } = await import('../testing/kill-workers.ts')
  return withMortalEngines(await importOriginal<typeof import('./engines.ts')>())
})

let product: TestProduct
let hss: SmallHss

beforeAll(async () => {
  hss = await startSmallHss()
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    config: { hss: { hss_peers: [hss.url] }, enum: { servers: [hss.url] } },
  })
  await buildMobileStock(product.admin)
})
afterAll(async () => {
  await product?.close()
  await hss?.close()
})

const allowances = { days: 30, data_gb: 20, voice_minutes: 'unlimited', sms_count: 'unlimited' }
const PLAYS: [play: string, variables: Record<string, unknown>][] = [
  ['play_local_mobile_sim', allowances],
  ['play_psim_only', { provision_ims: true, concurrent_sessions: 2 }],
  ['play_bundle_internet_tv_voice', { pro_rata: true }],
]

test.each(PLAYS)(
  'a worker killed at any task of %s leaves a whole service or nothing [PROV-13] [PROV-35]',
  async (play, variables) => {
    const fields = { provisioning_play: play, provisioning_json_vars: JSON.stringify(variables) }
    const sell = () => buildMobileSale(product.admin, fields)
    const places = await placesOf(product, orderOf(await sell()))
    expect(places.length).toBeGreaterThan(20)
    for (const place of places) {
      const sale = await sell()
      const provisionId = await killedAt(product, { place, order: orderOf(sale), lost: new JobLost('killed') })
      const where = `${play}, task ${place.task}, ${place.moment}`
      const job = await jobDone(product, provisionId)
      expect(job.provisioning_status, where).toBe(2)
      await expectNothingLeft(sale, where)
    }
  },
  480_000,
)

async function expectNothingLeft(sale: MobileSale, where: string): Promise<void> {
  const { admin, platform } = product
  const Tenant = platform.config.ocs.ocsTenant
  // The account goes by a durable task behind the job.
  await until(product, 'none', async () => {
    const services = await platform.db
      .selectFrom('customer_service')
      .select('service_uuid')
      .where('service_status', '=', 'Active')
      .execute()
    const known = new Set(services.map((service) => service.service_uuid))
    const accounts = (await callOcs(platform, 'APIerSv1.GetAccountIDs', { Tenant }).catch(() => [])) as string[]
    const filters = (await callOcs(platform, 'APIerSv1.GetFilterIDs', { Tenant }).catch(() => [])) as string[]
    return (
      accounts.every((account) => known.has(account.replace(`${Tenant}:`, ''))) &&
      filters.every((filter) => known.has(filter.replace('FLTR_ACCOUNT_', '')))
    )
  })
  // Booked and voided lines are kept, and with them the ended service that they name.
  const services = await must(admin.get(`/crm/service/customer_id/${sale.customerId}`))
  for (const service of services) expect(service.service_status, where).toBe('Inactive')
  for (const id of [sale.simId, sale.numberId])
    expect(await must(admin.get(`/crm/inventory/inventory_id/${id}`)), where).toMatchObject({
      customer_id: null,
      service_id: null,
      reserved_by_provision_id: null,
    })
  const sim = await must(admin.get(`/crm/inventory/inventory_id/${sale.simId}`))
  expect(hss.subscribers.has(sim.itemtext2), where).toBe(false)
  expect(hss.imsSubscribers.has(sim.itemtext2), where).toBe(false)
  const number = await must(admin.get(`/crm/inventory/inventory_id/${sale.numberId}`))
  const enumName = `${[...number.itemtext1].reverse().join('.')}.e164.arpa.`
  expect(hss.enumRecords.has(enumName), where).toBe(false)
  const lines = await must(admin.get(`/crm/transaction/customer_id/${sale.customerId}?filters={"void":[true,false]}`))
  if (lines.data.length === 0) expect(services, where).toEqual([])
  expect(
    lines.data.filter((line: { void: boolean }) => !line.void),
    where,
  ).toEqual([])
}
