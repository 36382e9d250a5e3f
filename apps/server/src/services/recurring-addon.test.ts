import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildMobileSale, buildMobileStock, jobDone, must, orderOf } from '../testing/build-mobile-sale.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { until } from '../testing/until.ts'

const GIGABYTE = 1024 ** 3

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-02T10:00:00Z' })
  await buildMobileStock(product.admin)
})
afterAll(() => product?.close())

type Plan = { ActionPlanId: string; NextExecTime: string }
type Line = { product_id: number; retail_cost: number }

async function run(order: Record<string, unknown>) {
  const { provision_id } = await must(product.admin.put('/crm/provision/', order))
  const job = await jobDone(product, provision_id)
  expect(job, job.error_message).toMatchObject({ provisioning_status: 0 })
  return job
}

test('WF-31: an add-on renews itself once on its day, at once with Renew Now, and not any more after its auto-renewal was cancelled [REN-16]', async () => {
  const sale = await buildMobileSale(product.admin)
  const { service_id } = await run(orderOf(sale))
  const { product_id } = await must(
    product.admin.put('/crm/product/', {
      product_name: '10GB Plan',
      product_slug: 'ten-gigabytes',
      category: 'addon',
      service_type: 'mobile',
      retail_cost: 10,
      wholesale_cost: 3,
      contract_days: 30,
      auto_renew: 'prompt',
      inventory_items_list: '[]',
      provisioning_play: 'play_local_data_addon',
      provisioning_json_vars: JSON.stringify({ data_gb: 10, days: 30 }),
    }),
  )
  const order = { product_id, customer_id: sale.customerId, service_id }
  const charges = async (): Promise<number> =>
    (await must(product.admin.get(`/crm/transaction/customer_id/${sale.customerId}?per_page=100`))).data.filter(
      (line: Line) => line.product_id === product_id && line.retail_cost === 10,
    ).length
  const jobs = async (customerId = sale.customerId) =>
    (await must(product.admin.get(`/crm/provision/customer_id/${customerId}`))).data
  const service = () => must(product.admin.get(`/crm/service/${service_id}`))
  const plans = async (): Promise<Plan[]> => (await service()).cgrates.ActionPlans
  const addedNow = async (): Promise<number> =>
    (await service()).cgrates.BalanceMap.DATA.filter((one: { ID: string }) => one.ID.startsWith('Data_Addon_')).reduce(
      (sum: number, one: { Value: number }) => sum + one.Value / GIGABYTE,
      0,
    )

  await run({ ...order, auto_renew: true })
  expect(await plans()).toEqual([expect.objectContaining({ NextExecTime: expect.stringMatching(/^2025-02-01T10:00/) })])
  expect([await charges(), await addedNow()]).toEqual([1, 10])

  await product.setClock('2025-02-01T10:30:00Z')
  await until(product, 'provision', async () => {
    const all = await jobs()
    return all.length === 3 && all[0].provisioning_status !== 1
  })
  expect((await jobs())[0]).toMatchObject({ provisioning_status: 0, initiated_by: 'system' })
  expect(await charges()).toBe(2)
  expect(await plans()).toEqual([expect.objectContaining({ NextExecTime: expect.stringMatching(/^2025-03-03T10:00/) })])
  expect(await addedNow()).toBe(10)

  await product.setClock('2025-02-10T10:00:00Z')
  await run(order)
  expect([await charges(), await addedNow()]).toEqual([3, 20])

  const [plan] = await plans()
  await must(product.admin.delete(`/crm/oam/remove_action_plan/${encodeURIComponent(plan?.ActionPlanId ?? '')}`))
  expect(await plans()).toEqual([])
  expect(await addedNow()).toBe(20)
  const log = await must(product.admin.get(`/crm/activity/customer_id/${sale.customerId}?search=actionplan`))
  expect(log.data[0].activity).toBe(`Removed ActionPlan ${plan?.ActionPlanId} from service ${service_id}`)
  // Neither on the day of the plan that was removed, nor on that of the one before it; somebody else's is renewed then.
  const other = await buildMobileSale(product.admin)
  const others = await run(orderOf(other))
  await run({ product_id, customer_id: other.customerId, service_id: others.service_id, auto_renew: true })
  const before = (await jobs()).length
  await product.setClock('2025-03-20T10:00:00Z')
  await until(product, 'provision', async () => {
    const all = await jobs(other.customerId)
    return all.length === 3 && all[0].provisioning_status !== 1
  })
  expect([(await jobs()).length, await charges()]).toEqual([before, 3])
})
