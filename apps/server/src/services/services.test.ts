import { afterAll, beforeAll, expect, test } from 'vitest'
import { readOcsAccount } from '../platform/ocs/account.ts'
import { callOcs } from '../platform/ocs/ocs-client.ts'
import {
  buildMobileSale,
  buildMobileStock,
  jobDone,
  type MobileSale,
  must,
  orderOf,
} from '../testing/build-mobile-sale.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { until } from '../testing/until.ts'

let product: TestProduct
let serial = 0

beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
  await buildMobileStock(product.admin)
})
afterAll(() => product?.close())

type Sold = MobileSale & { serviceId: number; uuid: string }

/** A mobile service as an order leaves it. */
async function sold(fields: Record<string, unknown> = {}): Promise<Sold> {
  const sale = await buildMobileSale(product.admin)
  const { provision_id } = await must(product.admin.put('/crm/provision/', { ...orderOf(sale), ...fields }))
  const job = await jobDone(product, provision_id)
  if (job.provisioning_status !== 0) throw new Error(job.error_message)
  const service = await must(product.admin.get(`/crm/service/${job.service_id}`))
  return { ...sale, serviceId: job.service_id, uuid: service.service_uuid }
}

/** A service that is only a row: no playbook made it. */
async function plain(
  fields: Record<string, unknown> = {},
): Promise<{ service_id: number; service_uuid: string; customer_id: number }> {
  const sale = await buildMobileSale(product.admin, { provisioning_play: '', inventory_items_list: '[]' })
  serial += 1
  return must(
    product.admin.put('/crm/service/', {
      customer_id: String(sale.customerId),
      product_id: String(sale.productId),
      service_uuid: `Plain_${serial}`,
      ...fields,
    }),
  )
}

const patch = (id: number, body: Record<string, unknown>) => product.admin.patch(`/crm/service/${id}`, body)
const disabled = async (uuid: string): Promise<boolean | undefined> =>
  (await readOcsAccount(product.platform, uuid))?.Disabled

async function use(uuid: string, bytes: number): Promise<void> {
  serial += 1
  await callOcs(product.platform, 'CDRsV1.ProcessEvent', {
    Flags: ['*rals:true'],
    Event: {
      OriginID: `use-${serial}`,
      ToR: '*data',
      RequestType: '*prepaid',
      Account: uuid,
      Destination: 'internet',
      AnswerTime: product.platform.clock.now().toISOString(),
      SetupTime: product.platform.clock.now().toISOString(),
      Usage: bytes,
    },
  })
}

test('a service is created with what the product gives, by PUT and by POST [SVC-27] [SVC-29]', async () => {
  const sale = await buildMobileSale(product.admin)
  const made = await must(
    product.admin.post('/crm/service/', { customer_id: sale.customerId, product_id: sale.productId }),
  )
  expect(made).toMatchObject({
    service_name: 'Mobile 20GB',
    service_status: 'Active',
    service_type: 'mobile',
    retail_cost: 15,
    wholesale_cost: 5,
    service_billed: true,
    service_uuid: expect.stringMatching(/^Mobile_[0-9a-f]{8}$/),
  })
  const same = await product.admin.put('/crm/service/', {
    customer_id: sale.customerId,
    product_id: sale.productId,
    service_uuid: made.service_uuid,
  })
  expect(same).toMatchObject({ status: 409, body: { field: 'service_uuid' } })
  for (const [field, body] of [
    ['customer_id', { customer_id: 999_999, product_id: sale.productId }],
    ['product_id', { customer_id: sale.customerId, product_id: 999_999 }],
    ['site_id', { customer_id: sale.customerId, product_id: sale.productId, site_id: 999_999 }],
    [
      'bundled_parent',
      { customer_id: sale.customerId, product_id: sale.productId, bundled_parent: (await plain()).service_id },
    ],
  ] as const)
    expect(await product.admin.put('/crm/service/', body), field).toMatchObject({ status: 400, body: { field } })
})

test('a service is found by id and by UUID; an unknown one is 404 [SVC-26] [USE-24]', async () => {
  const service = await plain()
  for (const path of [
    `/crm/service/${service.service_id}`,
    `/crm/service/service_id/${service.service_id}`,
    `/crm/service/service_uuid/${service.service_uuid}`,
  ])
    expect(await must(product.admin.get(path)), path).toMatchObject({
      service_id: service.service_id,
      cgrates: { BalanceMap: {}, ActionPlans: [] },
    })
  expect((await product.admin.get('/crm/service/service_uuid/unknown')).status).toBe(404)
  expect((await product.admin.get('/crm/service/999999')).status).toBe(404)
})

test('what may be edited changes, the rest stays as it is [SVC-15] [SVC-16]', async () => {
  const before = await plain()
  const after = await must(
    patch(before.service_id, {
      service_name: 'Renamed',
      retail_cost: '12.34',
      service_notes: 'note',
      service_taxable: false,
      custom_fields: { cost_centre: 'X1' },
      contract_end_date: '2026-01-10',
      service_uuid: 'forged',
      customer_id: 1,
      invoiced: true,
    }),
  )
  expect(after).toMatchObject({
    service_name: 'Renamed',
    retail_cost: 12.34,
    service_notes: 'note',
    service_taxable: false,
    custom_fields: { cost_centre: 'X1' },
    contract_end_date: '2026-01-10T00:00:00.000Z',
    service_uuid: before.service_uuid,
    customer_id: before.customer_id,
    invoiced: false,
  })
  expect(await patch(before.service_id, { service_deactivate_date: '2020-01-01' })).toMatchObject({
    status: 400,
    body: { field: 'service_deactivate_date' },
  })
  expect((await patch(before.service_id, { service_status: 'Sleeping' })).status).toBe(400)
})

test('WF-36: a suspended service is refused use and keeps its balances until it is active again [SVC-19] [SVC-20]', async () => {
  const service = await sold()
  await must(patch(service.serviceId, { service_status: 'Suspended' }))
  await until(product, 'none', async () => (await disabled(service.uuid)) === true)
  await use(service.uuid, 1_073_741_824).catch(() => {})
  const kept = await must(product.admin.get(`/crm/service/${service.serviceId}`))
  expect(kept).toMatchObject({ service_status: 'Suspended' })
  expect(kept.cgrates.BalanceMap.DATA[0].Value).toBe(21_474_836_480)
  const customer = await product.signInAs({ roles: ['customer'], contactId: service.contactId })
  expect((await must(customer.get(`/crm/service/${service.serviceId}`))).service_status).toBe('Suspended')
  await must(patch(service.serviceId, { service_status: 'Active' }))
  await until(product, 'none', async () => (await disabled(service.uuid)) === false)
  await use(service.uuid, 1_073_741_824)
  const used = await must(product.admin.get(`/crm/service/${service.serviceId}`))
  expect(used.cgrates.BalanceMap.DATA[0].Value).toBe(20_401_094_656)
})

test('WF-48: a service that becomes inactive is deprovisioned; each step is logged [SVC-18] [SVC-21] [SVC-30]', async () => {
  const service = await sold({ auto_renew: true })
  const ended = await must(patch(service.serviceId, { service_status: 'Inactive' }))
  expect(ended).toMatchObject({
    service_status: 'Inactive',
    service_deactivate_date: expect.stringMatching(/^2025-01-10T/),
  })
  const jobs = await must(product.admin.get(`/crm/provision/customer_id/${service.customerId}`))
  expect(jobs.data).toHaveLength(2)
  const job = await jobDone(product, jobs.data[0].provision_id)
  expect(job, job.error_message).toMatchObject({ provisioning_status: 0, service_id: service.serviceId })
  await until(product, 'none', async () => (await disabled(service.uuid)) === undefined)
  // The task that disables the account runs before the job, so it cannot bring a removed account back.
  expect(await disabled(service.uuid)).toBeUndefined()
  await must(patch(service.serviceId, { service_status: 'Active' }))
  const log = await must(product.admin.get(`/crm/activity/customer_id/${service.customerId}?search=is%20now`))
  expect(log.data.map((entry: { activity: string }) => entry.activity)).toEqual([
    expect.stringContaining('is now Active (was Inactive)'),
    expect.stringContaining('is now Inactive (was Active)'),
  ])
  // Ending it twice starts no second job.
  await must(patch(service.serviceId, { service_status: 'Inactive' }))
  await must(patch(service.serviceId, { service_status: 'Inactive' }))
  const after = await must(product.admin.get(`/crm/provision/customer_id/${service.customerId}`))
  expect(after.data).toHaveLength(3)
})

test('a removed service is history: items free, account gone, row and log kept [SVC-27] [SVC-11] [SVC-35]', async () => {
  const one = await sold({ auto_renew: true })
  const other = await plain()
  const answer = await must(
    product.admin.delete('/crm/service/bulk', { service_ids: [one.serviceId, other.service_id, 999_999] }),
  )
  expect(answer.results).toEqual([
    { id: one.serviceId, result: 'success' },
    { id: other.service_id, result: 'success' },
    { id: 999_999, result: 'failed', message: 'Service not found' },
  ])
  expect(await must(product.admin.get(`/crm/service/${one.serviceId}`))).toMatchObject({ service_status: 'Inactive' })
  expect(await must(product.admin.get(`/crm/inventory/inventory_id/${one.simId}`))).toMatchObject({
    service_id: null,
    customer_id: null,
  })
  await until(product, 'none', async () => (await disabled(one.uuid)) === undefined)
  const upcoming = await must(product.admin.get('/crm/oam/upcoming_auto_renews?per_page=100'))
  expect(upcoming.data.filter((row: { service_uuid: string }) => row.service_uuid === one.uuid)).toEqual([])
  expect(await must(product.admin.delete(`/crm/service/service_id/${one.serviceId}`))).toEqual({ result: 'success' })
  const log = await must(product.admin.get(`/crm/activity/customer_id/${one.customerId}?search=removed%20service`))
  expect(log.data).toHaveLength(1)
})

test('a customer with services is not archived, and its page lists them', async () => {
  const service = await plain()
  expect(await product.admin.delete(`/crm/customer/customer_id/${service.customer_id}`)).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining('1 active service') },
  })
  expect((await must(product.admin.get(`/crm/customer/customer_id/${service.customer_id}`))).services).toEqual([
    expect.objectContaining({ service_id: service.service_id, service_status: 'Active' }),
  ])
})

test('a customer sees neither hidden services nor hidden usage, and nobody else’s [SVC-23]', async () => {
  const service = await sold()
  const other = await plain()
  const customer = await product.signInAs({ roles: ['customer'], contactId: service.contactId })
  expect((await customer.get(`/crm/service/${other.service_id}`)).status).toBe(403)
  expect((await customer.get(`/crm/service/customer_id/${other.customer_id}`)).status).toBe(403)
  expect((await customer.patch(`/crm/service/${service.serviceId}`, { retail_cost: 0 })).status).toBe(403)
  const own = await must(customer.get('/crm/services'))
  expect(own.data).toHaveLength(1)
  expect(own.data[0]).not.toHaveProperty('wholesale_cost')
  expect(own.data[0]).not.toHaveProperty('service_notes')
  await must(patch(service.serviceId, { service_usage_visible_to_customer: false }))
  expect(await must(customer.get(`/crm/service/${service.serviceId}`))).not.toHaveProperty('cgrates')
  expect((await customer.get(`/crm/service/${service.serviceId}/cdrs`)).status).toBe(403)
  await must(patch(service.serviceId, { service_visible_to_customer: false }))
  expect((await customer.get(`/crm/service/${service.serviceId}`)).status).toBe(403)
  expect((await must(customer.get('/crm/services'))).data).toEqual([])
})

test('the list searches names, ids, UUIDs and phone numbers, and filters by status and type [SVC-05] [SVC-03] [SVC-01]', async () => {
  const service = await sold()
  const number = await must(product.admin.get(`/crm/inventory/inventory_id/${service.numberId}`))
  const found = async (search: string): Promise<number[]> =>
    (await must(product.admin.get(`/crm/service/?per_page=100&search=${encodeURIComponent(search)}`))).data.map(
      (row: { service_id: number }) => row.service_id,
    )
  for (const search of [service.uuid.slice(-8), number.itemtext1.slice(-9), 'john smi', String(service.serviceId)])
    expect(await found(search), search).toContain(service.serviceId)
  expect(await found('no such thing')).toEqual([])
  const suspended = await must(
    product.admin.get(`/crm/service/?filters=${encodeURIComponent('{"service_status":["Suspended"]}')}`),
  )
  expect(suspended.data.every((row: { service_status: string }) => row.service_status === 'Suspended')).toBe(true)
})

test('cancelling at once undoes the service; a cancelled one is not cancelled again [SVC-31]', async () => {
  const service = await sold()
  const customer = await product.signInAs({ roles: ['customer'], contactId: service.contactId })
  const answer = await must(customer.post(`/crm/service/${service.serviceId}/cancel`))
  expect(answer).toMatchObject({ provisioning_status: 1, provision_id: expect.any(Number) })
  expect((await jobDone(product, answer.provision_id)).provisioning_status).toBe(0)
  expect((await must(product.admin.get(`/crm/service/${service.serviceId}`))).service_status).not.toBe('Active')
  expect((await product.admin.post(`/crm/service/${service.serviceId}/cancel`)).status).toBe(409)
  expect((await product.admin.delete(`/crm/service/${service.serviceId}/cancel`)).status).toBe(409)
  const row = await plain()
  expect(await must(product.admin.post(`/crm/service/${row.service_id}/cancel`))).toMatchObject({
    service_status: 'Cancelled',
  })
})

test('upcoming renewals are listed soonest first, orphans too, and one is removed with its trace [REN-08] [REN-10] [REN-11] [REN-16] [ACT-08]', async () => {
  const service = await sold({ auto_renew: true })
  const tenant = product.platform.config.ocs.ocsTenant
  await callOcs(product.platform, 'APIerSv2.SetAccount', { Tenant: tenant, Account: 'Orphan_1' })
  await callOcs(product.platform, 'APIerSv1.SetActions', {
    ActionsId: 'Action_Orphan',
    Actions: [{ Identifier: '*log' }],
  })
  await callOcs(product.platform, 'APIerSv1.SetActionPlan', {
    Id: 'ActionPlan_Monthly_Orphan_1_999999',
    ActionPlan: [
      {
        ActionsId: 'Action_Orphan',
        Years: '2025',
        Months: '1',
        MonthDays: '20',
        WeekDays: '*any',
        Time: '10:00:00',
        Weight: 10,
      },
    ],
    ReloadScheduler: true,
  })
  await callOcs(product.platform, 'APIerSv2.SetAccount', {
    Tenant: tenant,
    Account: 'Orphan_1',
    ActionPlanIDs: ['ActionPlan_Monthly_Orphan_1_999999'],
    ReloadScheduler: true,
  })
  const list = await must(product.admin.get('/crm/oam/upcoming_auto_renews?per_page=100'))
  const times = list.data.map((row: { NextRunTime: string }) => row.NextRunTime)
  expect(times).toEqual([...times].sort())
  expect(list.data[0]).toMatchObject({
    action_plan_id: 'ActionPlan_Monthly_Orphan_1_999999',
    customer_name: 'N/A',
    product_name: 'N/A',
    retail_cost: 'N/A',
    service_status: 'Unknown',
    custom_NextExecTime_hr: 'in 10 days',
  })
  const own = list.data.find((row: { service_uuid: string }) => row.service_uuid === service.uuid)
  expect(own).toMatchObject({
    customer_name: 'John Smith',
    product_name: 'Mobile 20GB',
    retail_cost: 15,
    service_status: 'Active',
  })
  const removal = `/crm/oam/remove_action_plan/${encodeURIComponent(own.action_plan_id)}`
  const support = await product.signInAs({ roles: ['Support'] })
  expect((await support.delete(removal)).status).toBe(403)
  expect(await must(product.admin.delete(removal))).toEqual({ result: 'success' })
  const after = await must(product.admin.get(`/crm/service/${service.serviceId}`))
  expect(after).toMatchObject({ service_status: 'Active', auto_renew: false, cgrates: { ActionPlans: [] } })
  expect(after.cgrates.BalanceMap.DATA[0].Value).toBe(21_474_836_480)
  const log = await must(product.admin.get(`/crm/activity/customer_id/${service.customerId}?search=actionplan`))
  expect(log.data[0].activity).toBe(`Removed ActionPlan ${own.action_plan_id} from service ${service.serviceId}`)
  expect((await product.admin.delete(removal)).status).toBe(404)
})

test('services that run out soon, and those without renewal, are listed [SVC-28] [SVC-14]', async () => {
  const renewing = await sold({ auto_renew: true })
  const ending = await sold()
  const listed = async (threshold: number): Promise<Map<number, Record<string, unknown>>> => {
    const list = await must(product.admin.get(`/crm/service/expiring?threshold=${threshold}&per_page=1000`))
    return new Map(list.data.map((row: { service_id: number }) => [row.service_id, row]))
  }
  const soon = await listed(7)
  expect(soon.has(renewing.serviceId)).toBe(false)
  expect(soon.get(ending.serviceId)).toMatchObject({ has_action_plan: false, days_until_expiry: expect.any(Number) })
  expect((await listed(31)).get(renewing.serviceId)).toMatchObject({
    has_action_plan: true,
    next_run: expect.stringMatching(/^2025-02-09/),
    expiry_date: expect.stringMatching(/^2025-02-09/),
  })
})

test('WF-50: of several buckets the one with the higher weight is used first [USE-08] [USE-18]', async () => {
  const service = await sold()
  const gib = 1_073_741_824
  for (const [ID, size, Weight] of [
    ['Bonus', 5, 20],
    ['Topup', 3, 30],
  ] as const)
    await callOcs(product.platform, 'APIerSv1.AddBalance', {
      Tenant: product.platform.config.ocs.ocsTenant,
      Account: service.uuid,
      BalanceType: '*data',
      Balance: { ID, Value: size * gib, ExpiryTime: '+720h', Weight },
    })
  await use(service.uuid, 4 * gib)
  const { cgrates } = await must(product.admin.get(`/crm/service/${service.serviceId}`))
  const left = Object.fromEntries(
    cgrates.BalanceMap.DATA.map((one: { ID: string; Value: number }) => [one.ID, one.Value / gib]),
  )
  expect(left).toMatchObject({ Bonus: 4, DATA_20GB_Monthly: 20 })
  expect(left.Topup ?? 0).toBe(0)
})

test('call records are listed by type and day, and exported [USE-22] [USE-16] [USE-15]', async () => {
  const service = await sold()
  await use(service.uuid, 1000)
  await use(service.uuid, 2000)
  const path = `/crm/service/${service.serviceId}/cdrs`
  const page = await must(product.admin.get(`${path}?per_page=1&sort=usage`))
  expect(page).toMatchObject({
    data: [{ usage: 2000, type: 'data', class: null }],
    pagination: { total_items: 2, total_pages: 2 },
  })
  expect((await must(product.admin.get(`${path}?type=voice`))).data).toEqual([])
  expect((await must(product.admin.get(`${path}?end_date=2025-01-01`))).data).toEqual([])
  expect((await product.admin.get(`${path}?sort=account`)).status).toBe(400)
  const csv = await product.admin.get(`${path}?format=csv`)
  expect(csv.text.trim().split('\n')).toHaveLength(3)
})
