import { afterAll, beforeAll, expect, test } from 'vitest'
import { callOcs } from '../platform/ocs/ocs-client.ts'
import { jobDone, must } from '../testing/build-mobile-sale.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { until } from '../testing/until.ts'

const INTERNET = 'FixedWireless_75628fa5'
const SECOND = 'FixedWireless_0c4d11e2'
const ORPHAN = 'FixedWireless_deadbeef'
const LIST = '/crm/oam/upcoming_auto_renews?per_page=100'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-11-01T10:00:00Z' })
})
afterAll(() => product?.close())

const charging = (method: string, params: Record<string, unknown>) =>
  callOcs(product.platform, method, { Tenant: product.platform.config.ocs.ocsTenant, ...params })

type Renewal = { account: string; serviceId: number; productId: number; customerId: number; day: number }

/** An account of the charging system with the plan that renews its service on a day of November 2025, at 10:45. */
async function plan({ account, serviceId, productId, customerId, day }: Renewal): Promise<string> {
  const ActionsId = `Action_AutoTopup_${account}_${productId}`
  const Id = `ServiceID_${account}__ProductID_${productId}__CustomerID_${customerId}__MonthlyRenewal`
  const address = `/crm/provision/simple_provision_addon/service_id/${serviceId}/product_id/${productId}`
  await charging('APIerSv2.SetAccount', { Account: account })
  await charging('APIerSv1.SetActions', {
    ActionsId,
    Actions: [{ Identifier: '*http_post', ExtraParameters: `${product.url}${address}` }],
  })
  const when = { Years: '2025', Months: '11', MonthDays: String(day), WeekDays: '*any', Time: '10:45:00' }
  await charging('APIerSv1.SetActionPlan', { Id, ActionPlan: [{ ActionsId, ...when, Weight: 10 }] })
  await charging('APIerSv2.SetAccount', { Account: account, ActionPlanIDs: [Id], ReloadScheduler: true })
  return Id
}

async function acme(): Promise<{ customerId: number; productId: number }> {
  const { customer_id } = await must(
    product.admin.put('/crm/customer/', {
      customer_name: 'Acme',
      contacts: [{ contact_firstname: 'Jane', contact_lastname: 'Doe', contact_types: 'Primary,Billing' }],
    }),
  )
  const { product_id } = await must(
    product.admin.put('/crm/product/', {
      product_name: 'Home Internet Mega',
      product_slug: 'home-internet-mega',
      category: 'standalone',
      service_type: 'internet',
      retail_cost: 89.99,
      wholesale_cost: 30,
      contract_days: 30,
      auto_renew: 'prompt',
      inventory_items_list: '[]',
      provisioning_play: 'play_local_mobile_sim',
      provisioning_json_vars: JSON.stringify({ days: 30, data_gb: 500, voice_minutes: 0, sms_count: 0 }),
    }),
  )
  return { customerId: customer_id, productId: product_id }
}

async function service(of: { customerId: number; productId: number }, uuid: string, ends: string): Promise<number> {
  const { service_id } = await must(
    product.admin.put('/crm/service/', {
      customer_id: of.customerId,
      product_id: of.productId,
      service_uuid: uuid,
      service_name: uuid,
      auto_renew: true,
      service_deactivate_date: ends,
    }),
  )
  return service_id
}

type Row = { action_plan_id: string; service_uuid: string; NextRunTime: string }
const upcoming = async (): Promise<Row[]> => (await must(product.admin.get(LIST))).data
const logOf = async (customerId: number): Promise<string[]> =>
  (await must(product.admin.get(`/crm/activity/customer_id/${customerId}?per_page=100`))).data.map(
    (entry: { activity: string }) => entry.activity,
  )

test('WF-32: upcoming auto-renewals by date with an orphan among them, one renewed now, the others removed', async () => {
  const of = await acme()
  const serviceId = await service(of, INTERNET, '2025-11-11T10:45:00Z')
  const secondId = await service(of, SECOND, '2025-11-20T10:45:00Z')
  // Set last to first, so that the order of the list is not that in which they were made.
  const second = await plan({ account: SECOND, serviceId: secondId, ...of, day: 20 })
  const own = await plan({ account: INTERNET, serviceId, ...of, day: 11 })
  const orphan = await plan({ account: ORPHAN, serviceId: 999_999, productId: 999_999, customerId: 999_999, day: 15 })

  const listed = await upcoming()
  expect(listed.map((row) => [row.action_plan_id, row.NextRunTime])).toEqual([
    [own, '2025-11-11T10:45:00.000Z'],
    [orphan, '2025-11-15T10:45:00.000Z'],
    [second, '2025-11-20T10:45:00.000Z'],
  ])
  expect(listed[0]).toMatchObject({
    customer_name: 'Acme',
    customer_id: of.customerId,
    service_uuid: INTERNET,
    product_name: 'Home Internet Mega',
    retail_cost: 89.99,
    service_status: 'Active',
    custom_NextExecTime_hr: 'in 10 days',
  })
  expect(listed[1]).toMatchObject({ customer_name: 'N/A', service_name: 'N/A', service_status: 'Unknown' })

  const started = await must(
    product.admin.put('/crm/provision/', {
      product_id: of.productId,
      customer_id: of.customerId,
      service_id: serviceId,
    }),
  )
  const job = await jobDone(product, started.provision_id)
  expect(job, job.error_message).toMatchObject({ provisioning_status: 0, service_id: serviceId })
  const renewed = await must(product.admin.get(`/crm/service/${serviceId}`))
  expect(renewed.service_deactivate_date).toMatch(/^2025-12-01T10:/)
  expect(renewed.cgrates.BalanceMap.DATA).toEqual([expect.objectContaining({ Value: 500 * 1024 ** 3 })])
  const lines = await must(product.admin.get(`/crm/transaction/customer_id/${of.customerId}`))
  expect(lines.data).toEqual([
    expect.objectContaining({ service_id: serviceId, retail_cost: 89.99, title: 'Home Internet Mega - Renewal' }),
  ])
  expect(await logOf(of.customerId)).toEqual(
    expect.arrayContaining([expect.stringContaining(`job ${started.provision_id}`)]),
  )
  // The renewal done now stands for the one of the old date.
  expect((await upcoming()).map((row) => row.service_uuid)).toEqual([ORPHAN, SECOND, INTERNET])

  for (const id of [orphan, second])
    expect(await must(product.admin.delete(`/crm/oam/remove_action_plan/${encodeURIComponent(id)}`))).toEqual({
      result: 'success',
    })
  expect((await upcoming()).map((row) => row.service_uuid)).toEqual([INTERNET])
  expect(await must(product.admin.get(`/crm/service/${secondId}`))).toMatchObject({
    service_status: 'Active',
    service_deactivate_date: expect.stringMatching(/^2025-11-20T10:45/),
    cgrates: { ActionPlans: [] },
  })
  expect(await logOf(of.customerId)).toContain(`Removed ActionPlan ${second} from service ${secondId}`)

  // What was removed does not run on its old date, and what was renewed by hand runs on the new one only.
  await product.setClock('2025-12-01T12:00:00Z')
  const jobs = async () => (await must(product.admin.get(`/crm/provision/customer_id/${of.customerId}`))).data
  await until(product, 'provision', async () => {
    const all = await jobs()
    return all.length > 1 && all[0].provisioning_status !== 1
  })
  expect(
    (await jobs()).map((one: { service_id: number; initiated_by: string }) => [one.service_id, one.initiated_by]),
  ).toEqual([
    [serviceId, 'system'],
    [serviceId, expect.stringMatching(/^user:/)],
  ])
})
