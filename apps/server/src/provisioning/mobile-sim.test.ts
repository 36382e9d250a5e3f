import { afterAll, beforeAll, expect, test } from 'vitest'
import { readOcsAccount, readOcsAccountPlans } from '../platform/ocs/account.ts'
import { callOcs } from '../platform/ocs/ocs-client.ts'
import { buildMobileSale, buildMobileStock, jobDone, must, orderOf } from '../testing/build-mobile-sale.ts'
import { type SmallHss, startSmallHss } from '../testing/start-small-hss.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { until } from '../testing/until.ts'

let product: TestProduct
let hss: SmallHss

beforeAll(async () => {
  hss = await startSmallHss()
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z', config: { hss: { hss_peers: [hss.url] } } })
  await buildMobileStock(product.admin)
})
afterAll(async () => {
  await product?.close()
  await hss?.close()
})

type Event = { event_number: number; event_name: string; provisioning_status: number }

test('WF-20: an order becomes account, allowances, service, subscriber, stock, charges and renewal [PROV-01] [PROV-05] [PROV-08] [PROV-24] [PROV-25] [PROV-30] [PROV-37] [REN-01] [SVC-29] [ACT-06]', async () => {
  const sale = await buildMobileSale(product.admin)
  const sim = await must(product.admin.get(`/crm/inventory/inventory_id/${sale.simId}`))
  const started = await must(product.admin.put('/crm/provision/', { ...orderOf(sale), auto_renew: true }))
  expect(started).toMatchObject({ provisioning_status: 1, message: 'Provisioning job created' })
  const job = await jobDone(product, started.provision_id)
  expect(job, JSON.stringify(job.provisioning_result_json.at(-1))).toMatchObject({
    provisioning_status: 0,
    playbook_description: 'Mobile SIM Provisioning',
    customer_name: 'John Smith',
    queued: false,
    error_message: null,
  })
  expect(job.task_count).toBeGreaterThan(10)
  const events: Event[] = job.provisioning_result_json
  expect(events.map((event) => event.event_number)).toEqual(events.map((_, index) => index + 1))
  expect(new Set(events.map((event) => event.provisioning_status))).toEqual(new Set([0]))

  const service = await must(product.admin.get(`/crm/service/${job.service_id}`))
  expect(service).toMatchObject({
    service_name: expect.stringMatching(/^Mobile - \+?44/),
    service_status: 'Active',
    retail_cost: 15,
    wholesale_cost: 5,
    service_uuid: expect.stringMatching(/^Local_Mobile_SIM_[0-9a-f]{8}$/),
    auto_renew: true,
  })
  const [data] = service.cgrates.BalanceMap.DATA
  expect(data).toMatchObject({ Value: 21_474_836_480, Weight: 10, custom_Description_String: '20 GB remaining' })
  expect(data.custom_Expiration).toBe('in 30 days')
  expect(service.cgrates.BalanceMap.VOICE[0].custom_Description_String).toBe('Unlimited minutes')
  expect(service.cgrates.BalanceMap.SMS[0].custom_Description_String).toBe('Unlimited SMS')
  expect(service.cgrates.ActionPlans).toEqual([
    expect.objectContaining({
      NextExecTime: expect.stringMatching(/^2025-02-09T/),
      ActionPlanId_split_dict: expect.objectContaining({
        ServiceID: service.service_uuid,
        ProductID: sale.productId,
        CustomerID: sale.customerId,
      }),
    }),
  ])
  const account = await readOcsAccount(product.platform, service.service_uuid)
  expect(account).toMatchObject({ Disabled: false, AllowNegative: false })

  for (const id of [sale.simId, sale.numberId]) {
    expect(await must(product.admin.get(`/crm/inventory/inventory_id/${id}`))).toMatchObject({
      item_state: 'Assigned',
      customer_id: sale.customerId,
      service_id: job.service_id,
      sold_date: expect.any(String),
      reserved_by_provision_id: null,
    })
  }
  const lines = await must(product.admin.get(`/crm/transaction/customer_id/${sale.customerId}`))
  expect(
    lines.data
      .map((line: { retail_cost: number; wholesale_cost: number }) => [line.retail_cost, line.wholesale_cost])
      .sort(),
  ).toEqual([
    [0, 1],
    [15, 5],
  ])
  expect(hss.subscribers.get(sim.itemtext2)).toMatchObject({
    imsi: sim.itemtext2,
    ki: sim.itemtext4,
    opc: sim.itemtext5,
  })

  const log = await must(product.admin.get(`/crm/activity/customer_id/${sale.customerId}?per_page=100`))
  const atThatTime = expect.stringMatching(/^2025-01-10T10:0\d:\d\d/)
  expect(log.data).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        ...{ entity: 'provisioning', created: atThatTime },
        activity: expect.stringMatching(/^Started job/),
      }),
      expect.objectContaining({
        ...{ entity: 'provisioning', created: atThatTime, service_id: job.service_id },
        activity: expect.stringMatching(/^Job \d+ done/),
      }),
    ]),
  )

  const customer = await product.signInAs({ roles: ['customer'], contactId: sale.contactId })
  const own = await must(customer.get(`/crm/service/${job.service_id}`))
  expect(own.cgrates.BalanceMap.DATA[0].custom_Description_String).toBe('20 GB remaining')
  expect(own).not.toHaveProperty('wholesale_cost')

  // Nothing that anyone may read holds the SIM's keys or a token [PROV-09].
  const job2 = await product.admin.get(`/crm/provision/provision_id/${started.provision_id}`)
  const told = [
    job2.text,
    JSON.stringify(log),
    JSON.stringify(service),
    (await product.admin.get('/crm/provision/')).text,
  ].join()
  for (const secret of [sim.itemtext4, sim.itemtext5, sim.itemtext6]) expect(told).not.toContain(secret)
  expect(told).not.toMatch(/eyJ[\w-]+\.[\w-]+\./)
  const stored = await product.platform.db
    .selectFrom('provision')
    .selectAll()
    .where('provision_id', '=', started.provision_id)
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(stored)).not.toContain(sim.itemtext4)
})

test('the renewal calls back, and the service is renewed for another period [SIMP-04] [REN-03] [SIMP-01]', async () => {
  const sale = await buildMobileSale(product.admin)
  const started = await must(product.admin.put('/crm/provision/', { ...orderOf(sale), auto_renew: true }))
  const job = await jobDone(product, started.provision_id)
  const before = await must(product.admin.get(`/crm/service/${job.service_id}`))
  await product.setClock('2025-02-09T12:00:00Z')
  await until(product, 'provision', async () => {
    const jobs = await must(product.admin.get(`/crm/provision/customer_id/${sale.customerId}`))
    return jobs.data.length === 2 && jobs.data[0].provisioning_status !== 1
  })
  const jobs = await must(product.admin.get(`/crm/provision/customer_id/${sale.customerId}`))
  expect(jobs.data[0]).toMatchObject({ provisioning_status: 0, initiated_by: 'system', service_id: job.service_id })
  const after = await must(product.admin.get(`/crm/service/${job.service_id}`))
  expect(after.service_deactivate_date > before.service_deactivate_date).toBe(true)
  expect(after.cgrates.ActionPlans[0].NextExecTime).toMatch(/^2025-03-1/)
  const lines = await must(product.admin.get(`/crm/transaction/customer_id/${sale.customerId}`))
  expect(lines.data).toHaveLength(3)
})

test('deprovisioning undoes the service and ends with 0 [PROV-11] [PROV-14] [PROV-38] [PROV-42] [SVC-30] [SVC-35]', async () => {
  const sale = await buildMobileSale(product.admin)
  const sim = await must(product.admin.get(`/crm/inventory/inventory_id/${sale.simId}`))
  const first = await must(product.admin.put('/crm/provision/', { ...orderOf(sale), auto_renew: true }))
  const { service_id } = await jobDone(product, first.provision_id)
  const { service_uuid } = await must(product.admin.get(`/crm/service/${service_id}`))
  const undo = await must(
    product.admin.post('/crm/provision/run_playbook', { action: 'deprovision', service_id, service_uuid }),
  )
  const job = await jobDone(product, undo.provision_id)
  expect(job, job.error_message).toMatchObject({ provisioning_status: 0, service_id })
  const service = await must(product.admin.get(`/crm/service/${service_id}`))
  expect(service).toMatchObject({ service_status: 'Inactive', service_deactivate_date: expect.any(String) })
  expect(await readOcsAccount(product.platform, service_uuid)).toBeUndefined()
  expect(await readOcsAccountPlans(product.platform, service_uuid)).toEqual([])
  expect(hss.subscribers.get(sim.itemtext2)).toMatchObject({
    msisdn: `9999${sim.itemtext2.slice(-10)}`,
    ue_ambr_dl: 9_999_999,
  })
  const item = await must(product.admin.get(`/crm/inventory/inventory_id/${sale.simId}`))
  expect(item).toMatchObject({ customer_id: null, service_id: null })
  const customer = await product.signInAs({ roles: ['customer'], contactId: sale.contactId })
  expect(await must(customer.get(`/crm/service/customer_id/${sale.customerId}`))).toEqual([])
  const lines = await must(product.admin.get(`/crm/transaction/customer_id/${sale.customerId}`))
  expect(lines.data).toHaveLength(2)
})

test('usage moves the balances on open screens and in the answer [USE-18] [USE-09] [SVC-25] [USE-22]', async () => {
  const sale = await buildMobileSale(product.admin)
  const started = await must(product.admin.put('/crm/provision/', orderOf(sale)))
  const { service_id } = await jobDone(product, started.provision_id)
  const { service_uuid } = await must(product.admin.get(`/crm/service/${service_id}`))
  const socket = new WebSocket(`${product.url.replace('http', 'ws')}/crm/live`)
  const pushed: { BalanceMap: { DATA: { Value: number }[] } }[] = []
  let gotSome = (): void => {}
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data))
    if (message.event === 'usage') pushed.push(message.data)
    gotSome()
  })
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
  socket.send(JSON.stringify({ type: 'auth', token: product.admin.token }))
  const ready = new Promise<void>((resolve) => {
    gotSome = resolve
  })
  await ready
  socket.send(JSON.stringify({ type: 'subscribe', channel: `service/${service_id}/usage` }))
  await until(product, 'none', async () => pushed.length > 0)
  const fed = performance.now()
  await callOcs(product.platform, 'CDRsV1.ProcessEvent', {
    Flags: ['*rals:true'],
    Tenant: product.platform.config.ocs.ocsTenant,
    Event: {
      OriginID: 'session-1',
      ToR: '*data',
      RequestType: '*prepaid',
      Account: service_uuid,
      Destination: 'internet',
      SetupTime: product.platform.clock.now().toISOString(),
      AnswerTime: product.platform.clock.now().toISOString(),
      Usage: 1_073_741_824,
    },
  })
  await until(
    product,
    `service/${service_id}/usage`,
    async () => pushed.at(-1)?.BalanceMap.DATA[0]?.Value === 20_401_094_656,
  )
  expect(performance.now() - fed).toBeLessThan(3000)
  socket.close()
  const service = await must(product.admin.get(`/crm/service/service_uuid/${service_uuid}`))
  expect(service.cgrates.BalanceMap.DATA[0]).toMatchObject({
    Value: 20_401_094_656,
    custom_Description_String: '19 GB remaining',
  })
  const records = await must(product.admin.get(`/crm/service/${service_id}/cdrs?type=data`))
  expect(records.data).toEqual([
    expect.objectContaining({ type: 'data', usage: 1_073_741_824, destination: 'internet' }),
  ])
})
