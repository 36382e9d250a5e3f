import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callOcs } from '../platform/ocs/ocs-client.ts'
import { buildMobileSale, buildMobileStock, jobDone, must, orderOf } from '../testing/build-mobile-sale.ts'
import { createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { until } from '../testing/until.ts'

const CHARGING_HOST = '203.0.113.5'
const GIGABYTE = 1024 ** 3

let product: TestProduct
let way: Server
let wayUrl: string
beforeAll(async () => {
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    config: {
      trusted_proxies: ['127.0.0.1', '::1'],
      ip_whitelist: { [CHARGING_HOST]: { roles: ['create_provision'] } },
    },
  })
  await buildMobileStock(product.admin)
  // What stands between a charging system on a host of its own and the product: it says from where the call comes.
  way = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const answer = await fetch(product.url + request.url, {
      method: request.method ?? 'POST',
      headers: {
        'content-type': request.headers['content-type'] ?? 'application/json',
        'x-forwarded-for': CHARGING_HOST,
        ...(request.headers.authorization ? { authorization: request.headers.authorization } : {}),
      },
      body: Buffer.concat(chunks),
    })
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(await answer.text())
  })
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve))
  wayUrl = `http://127.0.0.1:${(way.address() as AddressInfo).port}`
})
afterAll(async () => {
  await product?.close()
  way?.closeAllConnections()
  await new Promise((resolve) => way?.close(resolve))
})

/** A mobile service, and an add-on of 5 GB for it. */
async function soldWithAddon() {
  const sale = await buildMobileSale(product.admin)
  const sold = await jobDone(product, (await must(product.admin.put('/crm/provision/', orderOf(sale)))).provision_id)
  const { service_uuid: uuid } = await must(product.admin.get(`/crm/service/${sold.service_id}`))
  const addon = await must(
    product.admin.put('/crm/product/', {
      product_name: '5GB Data Boost',
      product_slug: `boost-${sold.service_id}`,
      category: 'addon',
      service_type: 'mobile',
      retail_cost: 5,
      wholesale_cost: 1.5,
      inventory_items_list: '[]',
      provisioning_play: 'play_local_data_addon',
      provisioning_json_vars: JSON.stringify({ data_gb: 5, days: 7 }),
    }),
  )
  const serviceId: number = sold.service_id
  return {
    serviceId,
    uuid: String(uuid),
    customerId: sale.customerId,
    address: `/crm/provision/simple_provision_addon/service_id/${serviceId}/product_id/${addon.product_id}`,
  }
}

const jobsOf = async (customerId: number) =>
  (await must(product.admin.get(`/crm/provision/customer_id/${customerId}`))).data
const dataOf = async (serviceId: number): Promise<number> =>
  (await must(product.admin.get(`/crm/service/${serviceId}`))).cgrates.BalanceMap.DATA.reduce(
    (sum: number, balance: { Value: number }) => sum + balance.Value,
    0,
  )

test('WF-33: the plan of a whitelisted charging host runs, and the add-on is applied by a job in its name [SIMP-01]', async () => {
  const { serviceId, uuid, customerId, address } = await soldWithAddon()
  const Tenant = product.platform.config.ocs.ocsTenant
  const charging = (method: string, params: object) => callOcs(product.platform, method, { Tenant, ...params })
  await charging('APIerSv1.SetActions', {
    ActionsId: 'Action_Boost',
    Actions: [{ Identifier: '*http_post', ExtraParameters: wayUrl + address }],
  })
  const when = { Years: '2025', Months: '1', MonthDays: '11', WeekDays: '*any', Time: '10:00:00' }
  const ActionPlan = [{ ActionsId: 'Action_Boost', ...when, Weight: 10 }]
  await charging('APIerSv1.SetActionPlan', { Id: 'ActionPlan_Boost', ActionPlan })
  await charging('APIerSv2.SetAccount', { Account: uuid, ActionPlanIDs: ['ActionPlan_Boost'], ReloadScheduler: true })
  expect(await jobsOf(customerId)).toHaveLength(1)

  await product.setClock('2025-01-11T10:00:01Z')
  await until(product, 'provision', async () => (await jobsOf(customerId)).length === 2)
  const [{ provision_id }] = await jobsOf(customerId)
  const job = await jobDone(product, provision_id)
  const admin = (await must(product.admin.get('/crm/auth/me'))).user
  expect(job, job.error_message).toMatchObject({
    provisioning_status: 0,
    service_id: serviceId,
    initiating_user: admin.id,
    initiated_by: `ip:${CHARGING_HOST}`,
  })
  expect(await dataOf(serviceId)).toBe(25 * GIGABYTE)
})

test('WF-33: the same call from another address, or with the token of a user only, is refused and does nothing [SIMP-03]', async () => {
  const { serviceId, customerId, address } = await soldWithAddon()
  const nobody = createClient(product.url, '')
  for (const from of ['127.0.0.1', '203.0.113.6', `${CHARGING_HOST}, 203.0.113.6`])
    expect((await nobody.post(address, { ID: 'account' }, { 'x-forwarded-for': from })).status, from).toBe(403)
  const support = await product.signInAs({ roles: ['Support'] })
  for (const user of [product.admin, support])
    for (const path of [address, address.replace('simple_provision_addon', 'simple_provision_addon_recharge')])
      expect((await user.post(path, { ID: 'account' })).status, path).toBe(403)
  expect(await jobsOf(customerId)).toHaveLength(1)
  expect(await dataOf(serviceId)).toBe(20 * GIGABYTE)
  // The same call from the charging system's own address is taken.
  const taken = await must(nobody.post(address, { ID: 'account' }, { 'x-forwarded-for': CHARGING_HOST }))
  expect((await jobDone(product, taken.provision_id)).provisioning_status).toBe(0)
})
