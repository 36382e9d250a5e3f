import { afterAll, beforeAll, expect, test } from 'vitest'
import { readOcsAccount } from '../platform/ocs/account.ts'
import { callOcs } from '../platform/ocs/ocs-client.ts'
import { buildTemplate } from '../testing/build-inventory.ts'
import { buildMobileSale, buildMobileStock, jobDone, must, orderOf } from '../testing/build-mobile-sale.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { until } from '../testing/until.ts'

let product: TestProduct
let serial = 0

beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
  await buildMobileStock(product.admin)
  await buildTemplate(product.admin, 'WiFi Router CPE')
  const labels = { itemtext1_label: 'MAC Address', itemtext2_label: 'Serial Number', itemtext4_label: 'PSK' }
  for (const item of ['Rental Modem', 'Modem Router'])
    await must(
      product.admin.put('/crm/inventory/item_template/', { item, retail_cost: 0, wholesale_cost: 45, ...labels }),
    )
})
afterAll(() => product?.close())

type Fields = Record<string, unknown>

async function productOf(fields: Fields): Promise<number> {
  serial += 1
  const { product_id } = await must(
    product.admin.put('/crm/product/', {
      product_name: `Product ${serial}`,
      product_slug: `shipped-${serial}`,
      category: 'addon',
      service_type: 'mobile',
      retail_cost: 5,
      wholesale_cost: 1.5,
      inventory_items_list: '[]',
      ...fields,
      provisioning_json_vars: JSON.stringify(fields.provisioning_json_vars ?? {}),
    }),
  )
  return product_id
}

async function itemOf(item: string): Promise<number> {
  serial += 1
  const { inventory_id } = await must(
    product.admin.put('/crm/inventory/', {
      item,
      itemtext1: `AA:BB:CC:00:00:${String(serial).padStart(2, '0')}`,
      itemtext2: `SN-${serial}`,
      item_state: 'In Stock',
    }),
  )
  return inventory_id
}

async function run(order: Fields): Promise<Fields & { service_id: number; provisioning_status: number }> {
  const { provision_id } = await must(product.admin.put('/crm/provision/', order))
  return jobDone(product, provision_id)
}

/** A mobile service as an order leaves it. */
async function mobile(): Promise<{ customerId: number; serviceId: number; uuid: string; imsi: string }> {
  const sale = await buildMobileSale(product.admin)
  const job = await run(orderOf(sale))
  const service = await must(product.admin.get(`/crm/service/${job.service_id}`))
  const sim = await must(product.admin.get(`/crm/inventory/inventory_id/${sale.simId}`))
  return { customerId: sale.customerId, serviceId: job.service_id, uuid: service.service_uuid, imsi: sim.itemtext2 }
}

const linesOf = async (customerId: number): Promise<Fields[]> =>
  (await must(product.admin.get(`/crm/transaction/customer_id/${customerId}?filters={"void":[true,false]}`))).data
const servicesOf = (customerId: number) => must(product.admin.get(`/crm/service/customer_id/${customerId}`))
const itemNow = (id: number) => must(product.admin.get(`/crm/inventory/inventory_id/${id}`))

test('a data add-on adds to the service, makes no other, and renews itself when the day comes [PLAN-22] [WF-31]', async () => {
  const sold = await mobile()
  const boost = await productOf({
    provisioning_play: 'play_local_data_addon',
    retail_cost: 10,
    contract_days: 30,
    auto_renew: 'prompt',
    provisioning_json_vars: { data_gb: 10 },
  })
  const order = { product_id: boost, customer_id: sold.customerId, service_id: sold.serviceId, auto_renew: true }
  const job = await run(order)
  expect(job.provisioning_status, String(job.error_message)).toBe(0)
  const service = await must(product.admin.get(`/crm/service/${sold.serviceId}`))
  const boosts = service.cgrates.BalanceMap.DATA.filter((one: { ID: string }) => one.ID.startsWith('Data_Addon_'))
  expect(boosts).toEqual([expect.objectContaining({ Value: 10_737_418_240, Weight: 20, custom_Name_hr: 'Data Addon' })])
  expect(service.cgrates.ActionPlans).toEqual([
    expect.objectContaining({ NextExecTime: expect.stringMatching(/^2025-02-09T/) }),
  ])
  expect(await servicesOf(sold.customerId)).toHaveLength(1)
  await product.setClock('2025-02-09T12:00:00Z')
  await until(product, 'provision', async () => {
    const jobs = await must(product.admin.get(`/crm/provision/customer_id/${sold.customerId}`))
    return jobs.data.length === 3 && jobs.data[0].provisioning_status !== 1
  })
  const lines = await linesOf(sold.customerId)
  expect(lines.filter((line) => line.retail_cost === 10)).toHaveLength(2)
  const renewed = await must(product.admin.get(`/crm/service/${sold.serviceId}`))
  expect(renewed.cgrates.ActionPlans[0].NextExecTime).toMatch(/^2025-03-11T/)
  // Taking the add-on off ends its renewals, and nothing else.
  const taken = await run({ ...order, action: 'deprovision' })
  expect(taken.provisioning_status, String(taken.error_message)).toBe(0)
  const after = await must(product.admin.get(`/crm/service/${sold.serviceId}`))
  expect(after).toMatchObject({ service_status: 'Active', cgrates: { ActionPlans: [] } })
})

test.each(['play_topup_charge_then_action', 'play_topup_monetary'])(
  '%s gives nothing to a customer whose card cannot be charged',
  async (play) => {
    const sold = await mobile()
    const before = await readOcsAccount(product.platform, sold.uuid)
    const lines = await linesOf(sold.customerId)
    const productId = await productOf({ provisioning_play: play, provisioning_json_vars: { data_gb: 5, days: 7 } })
    const job = await run({ product_id: productId, customer_id: sold.customerId, service_id: sold.serviceId })
    expect(job.provisioning_status).toBe(2)
    expect(await readOcsAccount(product.platform, sold.uuid)).toEqual(before)
    expect(await linesOf(sold.customerId)).toEqual(lines)
  },
)

test('days for a hotspot give data and move the end of the service, for its own SIM only', async () => {
  const sold = await mobile()
  const topup = await productOf({ provisioning_play: 'play_topup_hotspot' })
  const order = {
    product_id: topup,
    customer_id: sold.customerId,
    service_id: sold.serviceId,
    service_uuid: sold.uuid,
    days: 7,
  }
  const before = await must(product.admin.get(`/crm/service/${sold.serviceId}`))
  const job = await run({ ...order, imsi: sold.imsi })
  expect(job.provisioning_status, String(job.error_message)).toBe(0)
  const service = await must(product.admin.get(`/crm/service/${sold.serviceId}`))
  expect(Date.parse(service.service_deactivate_date) - Date.parse(before.service_deactivate_date)).toBe(7 * 86_400_000)
  expect(service.cgrates.BalanceMap.DATA.map((one: { ID: string }) => one.ID.replace(/_g[0-9a-f]{8}$/, ''))).toContain(
    'Hotspot_Unlimited',
  )
  expect((await run({ ...order, imsi: '234150999999999' })).provisioning_status).toBe(2)
})

test('WF-25: a service with a router: location, Wi-Fi, credentials and configuration are on the item [PROV-20] [WF-25]', async () => {
  const sale = await buildMobileSale(product.admin)
  const site = await must(
    product.admin.put('/crm/site/', {
      customer_id: sale.customerId,
      site_name: 'London Office',
      address_line_1: '12 Office Lane',
      city: 'London',
      country: 'United Kingdom',
      latitude: 51.5,
      longitude: -0.12,
    }),
  )
  const fibre = await productOf({
    category: 'standalone',
    service_type: 'internet',
    provisioning_play: 'play_simple_service',
    provisioning_json_vars: { provision_cpe: true },
    inventory_items_list: "['WiFi Router CPE']",
  })
  const routerId = await itemOf('WiFi Router CPE')
  const job = await run({
    product_id: fibre,
    customer_id: sale.customerId,
    site_id: site.site_id,
    po_number: 'PO-2025-001234',
    installation_date: '2025-02-20',
    'WiFi Router CPE': routerId,
  })
  expect(job.provisioning_status, String(job.error_message)).toBe(0)
  expect(await must(product.admin.get(`/crm/service/${job.service_id}`))).toMatchObject({
    site_id: site.site_id,
    po_number: 'PO-2025-001234',
  })
  const router = await itemNow(routerId)
  expect(router).toMatchObject({
    item_state: 'Assigned',
    service_id: job.service_id,
    address_line_1: '12 Office Lane',
    latitude: 51.5,
    ssid: `Network_${routerId}`,
    psk: expect.stringMatching(/^[a-z]{9,}\d{5}$/),
    management_username: `admin_${routerId}`,
    management_password: expect.stringMatching(/^[A-Za-z0-9]{16}$/),
  })
  expect(router.config_content).toContain(`passphrase="${router.psk}"`)
  const events = JSON.stringify(await product.platform.db.selectFrom('provision_event').selectAll().execute())
  for (const secret of [router.psk, router.management_password]) expect(events).not.toContain(secret)
})

test('WF-26: a bundle is three services with one account, two of them part of the first; it ends as one [PROV-15] [PROV-16] [WF-26]', async () => {
  const { customerId } = await buildMobileSale(product.admin)
  const bundle = await productOf({
    category: 'bundle',
    service_type: 'internet',
    retail_cost: 30,
    provisioning_play: 'play_seniors_package',
    provisioning_json_vars: { IPTV_Service_ID: 'SeniorBundle' },
    inventory_items_list: "['Modem Router']",
  })
  const modemId = await itemOf('Modem Router')
  const job = await run({ product_id: bundle, customer_id: customerId, 'Modem Router': modemId })
  expect(job.provisioning_status, String(job.error_message)).toBe(0)
  const services: Fields[] = await servicesOf(customerId)
  expect(
    services
      .map(({ service_type, bundled_parent, retail_cost }) => [service_type, bundled_parent, retail_cost])
      .sort((one, other) => String(one[0]).localeCompare(String(other[0]))),
  ).toEqual([
    ['internet', null, 30],
    ['iptv', job.service_id, 0],
    ['voip', job.service_id, 0],
  ])
  const accounts = await Promise.all(
    services.map(({ service_uuid }) => readOcsAccount(product.platform, String(service_uuid))),
  )
  expect(accounts.filter((account) => account !== undefined)).toHaveLength(1)
  expect(await itemNow(modemId)).toMatchObject({ item_state: 'Assigned', service_id: job.service_id })
  const ended = await run({ action: 'deprovision', service_id: job.service_id })
  expect(ended.provisioning_status, String(ended.error_message)).toBe(0)
  expect((await servicesOf(customerId)).map(({ service_status }: Fields) => service_status)).toEqual([
    'Inactive',
    'Inactive',
    'Inactive',
  ])
  expect(await itemNow(modemId)).toMatchObject({ customer_id: null, service_id: null })
})

test('a bundle that fails after its services were made leaves none of them, no account and a free modem [PROV-13] [PROV-15]', async () => {
  const { customerId } = await buildMobileSale(product.admin)
  const bundle = await productOf({
    category: 'bundle',
    service_type: 'internet',
    provisioning_play: 'play_bundle_internet_tv_voice',
  })
  const modemId = await itemOf('Modem Router')
  const { platform } = product
  const before = await callOcs(platform, 'APIerSv1.GetAccountIDs', { Tenant: platform.config.ocs.ocsTenant })
  // Nobody listens where the line would be activated.
  Object.assign(platform.config, { olt: { url: 'http://127.0.0.1:9' } })
  try {
    const job = await run({ product_id: bundle, customer_id: customerId, 'Modem Router': modemId })
    expect(job).toMatchObject({
      provisioning_status: 2,
      error_message: expect.stringContaining('Activate OLT equipment'),
    })
  } finally {
    Object.assign(platform.config, { olt: undefined })
  }
  expect(await servicesOf(customerId)).toEqual([])
  expect(await linesOf(customerId)).toEqual([])
  expect(await itemNow(modemId)).toMatchObject({ item_state: 'In Stock', customer_id: null, service_id: null })
  expect(await callOcs(platform, 'APIerSv1.GetAccountIDs', { Tenant: platform.config.ocs.ocsTenant })).toEqual(before)
})

test('WF-28: a modem is rented with a service and marked for return when the rent ends [WF-28]', async () => {
  const sold = await mobile()
  const rental = await productOf({
    provisioning_play: 'play_addon_assign_modem',
    retail_cost: 10,
    contract_days: 30,
    auto_renew: 'true',
    inventory_items_list: "['Rental Modem']",
    provisioning_json_vars: { device_type: 'modem_router' },
  })
  const [modemId, other] = [await itemOf('Rental Modem'), await itemOf('Rental Modem')]
  const order = { product_id: rental, customer_id: sold.customerId, service_id: sold.serviceId }
  const job = await run({ ...order, 'Rental Modem': modemId })
  expect(job.provisioning_status, String(job.error_message)).toBe(0)
  expect(await itemNow(modemId)).toMatchObject({ item_state: 'Assigned', service_id: sold.serviceId })
  expect(await itemNow(other)).toMatchObject({ item_state: 'In Stock', service_id: null })
  expect((await linesOf(sold.customerId)).filter((line) => line.retail_cost === 10)).toHaveLength(1)
  const service = await must(product.admin.get(`/crm/service/${sold.serviceId}`))
  expect(service.cgrates.ActionPlans).toHaveLength(1)
  const ended = await run({ ...order, action: 'deprovision' })
  expect(ended.provisioning_status, String(ended.error_message)).toBe(0)
  const due = new Date(product.platform.clock.now().getTime() + 14 * 86_400_000).toISOString().slice(0, 10)
  expect(await itemNow(modemId)).toMatchObject({ return_due_date: due, service_id: sold.serviceId })
  const after = await must(product.admin.get(`/crm/service/${sold.serviceId}`))
  expect(after).toMatchObject({ service_status: 'Active', cgrates: { ActionPlans: [] } })
})
