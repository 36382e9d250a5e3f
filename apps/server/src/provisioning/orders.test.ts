import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  buildMobileSale,
  buildMobileStock,
  buildSimAndNumber,
  jobDone,
  must,
  orderOf,
} from '../testing/build-mobile-sale.ts'
import { createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct

beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
  await buildMobileStock(product.admin)
})
afterAll(() => product?.close())

const put = (body: Record<string, unknown>, client = product.admin) => client.put('/crm/provision/', body)
const jobsOf = async (customerId: number): Promise<number> =>
  (await must(product.admin.get(`/crm/provision/customer_id/${customerId}`))).pagination.total_items

test('WF-44: two sellers order one SIM at once; one gets it, the other is told by whom it is taken [PROV-04]', async () => {
  const one = await buildMobileSale(product.admin)
  const other = { ...(await buildMobileSale(product.admin)), simId: one.simId }
  const answers = await Promise.all([put(orderOf(one)), put(orderOf(other))])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  const won = answers.find((answer) => answer.status === 200)?.body
  const lost = answers.find((answer) => answer.status === 409)?.body
  expect(lost).toMatchObject({ field: 'SIM Card' })
  expect(lost.message).toMatch(new RegExp(`job ${won.provision_id}\\b|already assigned`))
  expect((await jobDone(product, won.provision_id)).provisioning_status).toBe(0)
  const services = [
    ...(await must(product.admin.get(`/crm/service/customer_id/${one.customerId}`))),
    ...(await must(product.admin.get(`/crm/service/customer_id/${other.customerId}`))),
  ]
  expect(services).toHaveLength(1)
  const loser = one.customerId === services[0].customer_id ? other : one
  expect(await must(product.admin.get(`/crm/inventory/inventory_id/${loser.numberId}`)), 'free again').toMatchObject({
    reserved_by_provision_id: null,
    customer_id: null,
  })
})

test('the same Idempotency-Key orders once', async () => {
  const sale = await buildMobileSale(product.admin)
  const headers = { 'idempotency-key': 'order-once' }
  const [first, second] = await Promise.all([
    product.admin.put('/crm/provision/', orderOf(sale), headers),
    product.admin.put('/crm/provision/', orderOf(sale), headers),
  ])
  expect(first.body).toEqual(second.body)
  expect(await jobsOf(sale.customerId)).toBe(1)
})

test('what is missing or wrong in an order is named, and nothing is kept of it [PROV-04] [PROV-39]', async () => {
  const sale = await buildMobileSale(product.admin)
  const { 'SIM Card': _, ...withoutSim } = orderOf(sale)
  const wrong: [Record<string, unknown>, number, string][] = [
    [withoutSim, 400, 'SIM Card'],
    [{ ...orderOf(sale), 'SIM Card': 'abc' }, 400, 'SIM Card'],
    [{ ...orderOf(sale), 'SIM Card': sale.numberId }, 400, 'SIM Card'],
    [{ ...orderOf(sale), product_id: 999_999 }, 400, 'product_id'],
    [{ ...orderOf(sale), customer_id: 999_999 }, 400, 'customer_id'],
    [{ ...orderOf(sale), site_id: 999_999 }, 400, 'site_id'],
    [{ ...orderOf(sale), provisioning_play: '../../etc/passwd' }, 400, 'provisioning_play'],
    [{ ...orderOf(sale), topup_amount: 5 }, 400, 'topup_amount'],
    [{ action: 'deprovision' }, 400, 'service_id'],
    [{ action: 'deprovision', service_uuid: 'unknown' }, 400, 'service_id'],
  ]
  for (const [body, status, field] of wrong) {
    const answer = await put(body)
    expect(answer, answer.text).toMatchObject({ status, body: { field } })
  }
  expect(await jobsOf(sale.customerId)).toBe(0)
  expect(await must(product.admin.get(`/crm/inventory/inventory_id/${sale.simId}`))).toMatchObject({
    reserved_by_provision_id: null,
  })
  const bare = await buildMobileSale(product.admin, {
    provisioning_play: 'play_simple_service',
    inventory_items_list: '[]',
  })
  const job = await must(put({ product_id: bare.productId, customer_id: bare.customerId }))
  expect((await jobDone(product, job.provision_id)).provisioning_status).toBe(0)
})

test('a customer orders for itself, with inventory choices and order fields only [PROV-02] [PROV-40]', async () => {
  const sale = await buildMobileSale(product.admin, { customer_can_purchase: true, terms: 'Be nice.' })
  const other = await buildMobileSale(product.admin)
  const customer = await product.signInAs({ roles: ['customer'], contactId: sale.contactId })
  const own = { ...orderOf(sale), terms_accepted: true }
  for (const key of ['monthly_cost', 'action', 'provisioning_play', 'service_uuid', 'access_token']) {
    const answer = await put({ ...own, [key]: 'x' }, customer)
    expect(answer, key).toMatchObject({ status: 403, body: { message: expect.stringContaining(key) } })
  }
  expect((await put({ ...own, customer_id: other.customerId }, customer)).status).toBe(403)
  expect((await put({ ...own, product_id: other.productId }, customer)).status).toBe(403)
  expect(await put(orderOf(sale), customer)).toMatchObject({ status: 400, body: { field: 'terms_accepted' } })
  const started = await must(put(own, customer))
  const job = await jobDone(product, started.provision_id)
  expect(job, job.error_message).toMatchObject({
    provisioning_status: 0,
    initiated_by: expect.stringMatching(/^user:/),
  })
  expect((await must(customer.get(`/crm/provision/${started.provision_id}`))).provisioning_status).toBe(0)
  const service = await must(product.admin.get(`/crm/service/${job.service_id}`))
  expect(service.terms_accepted_at).toMatch(/^2025-01-10T/)

  const theirs = await must(put(orderOf(other)))
  await jobDone(product, theirs.provision_id)
  expect((await customer.get(`/crm/provision/${theirs.provision_id}`)).status).toBe(403)
  expect((await customer.get(`/crm/provision/customer_id/${other.customerId}`)).status).toBe(403)
  expect((await must(customer.get('/crm/provision/'))).pagination.total_items).toBe(1)
})

test('who may not order is refused [PROV-02]', async () => {
  const sale = await buildMobileSale(product.admin)
  const support = await product.signInAs({ roles: ['Support'] })
  expect((await put(orderOf(sale), support)).status).toBe(403)
  expect((await put(orderOf(sale), product.nobody)).status).toBe(401)
  expect((await support.post('/crm/provision/provision_id/1/retry')).status).toBe(403)
})

test('a product that the customer may not buy is refused with the reason', async () => {
  const sale = await buildMobileSale(product.admin, { enabled: false })
  expect(await put(orderOf(sale))).toMatchObject({ status: 409, body: { code: 'product_disabled' } })
  const business = await buildMobileSale(product.admin, { residential: false })
  expect(await put(orderOf(business))).toMatchObject({ status: 409, body: { code: 'product_not_for_customer_type' } })
  const addon = await buildMobileSale(product.admin, { category: 'addon', inventory_items_list: '[]' })
  expect(await put({ product_id: addon.productId, customer_id: addon.customerId })).toMatchObject({
    status: 400,
    body: { field: 'service_id' },
  })
})

test('WF-21: the variables of a job, with the secrets left out of what is shown [PROV-03]', async () => {
  const sale = await buildMobileSale(product.admin, {
    inventory_items_list: '[]',
    provisioning_play: 'play_simple_service',
    provisioning_json_vars: JSON.stringify({ monthly_cost: 50, data_gb: 100 }),
  })
  const { provision_id } = await must(
    put({
      product_id: sale.productId,
      customer_id: sale.customerId,
      monthly_cost: 45,
      custom_param: 'value',
      router_password: 'hunter22',
    }),
  )
  await jobDone(product, provision_id)
  const row = await product.platform.db
    .selectFrom('provision')
    .selectAll()
    .where('provision_id', '=', provision_id)
    .executeTakeFirstOrThrow()
  expect(JSON.parse(row.provisioning_json_vars)).toMatchObject({
    monthly_cost: 45,
    data_gb: 100,
    product_id: sale.productId,
    customer_id: sale.customerId,
    custom_param: 'value',
    router_password: '***',
    initiating_user: expect.any(Number),
  })
  expect(JSON.stringify(row)).not.toContain('hunter22')
})

test('jobs are listed, filtered and searched [PROV-31] [PROV-07]', async () => {
  const failed = await must(
    product.admin.get(`/crm/provision/?filters=${encodeURIComponent('{"provisioning_status":[2]}')}`),
  )
  expect(failed.data.every((job: { provisioning_status: number }) => job.provisioning_status === 2)).toBe(true)
  const found = await must(product.admin.get('/crm/provision/?search=mobile%20sim&sort=provision_id&order=asc'))
  expect(found.data[0].playbook_description).toBe('Mobile SIM Provisioning')
  expect((await product.admin.get('/crm/provision/?sort=variables_encrypted')).status).toBe(400)
  expect((await product.admin.get('/crm/provision/provision_id/999999')).status).toBe(404)
})

test('jobs of one customer run in order, those of several customers at once [PROV-34]', async () => {
  const sale = await buildMobileSale(product.admin)
  const second = await buildSimAndNumber(product.admin)
  const one = await must(put(orderOf(sale)))
  const two = await must(put(orderOf({ ...sale, ...second })))
  const [first, next] = [await jobDone(product, one.provision_id), await jobDone(product, two.provision_id)]
  expect(first.provisioning_status + next.provisioning_status).toBe(0)
  expect(first.finished <= next.provisioning_result_json[0].timestamp).toBe(true)
})

test('simple provisioning takes no user, and its credential opens nothing else [SIMP-03] [SIMP-01] [SIMP-02]', async () => {
  const sale = await buildMobileSale(product.admin, {
    inventory_items_list: '[]',
    provisioning_play: 'play_simple_service',
  })
  const first = await must(put({ product_id: sale.productId, customer_id: sale.customerId }))
  const { service_id } = await jobDone(product, first.provision_id)
  const simple = `/crm/provision/simple_provision_addon/service_id/${service_id}/product_id/${sale.productId}`
  expect((await product.admin.post(simple, { ID: 'account' })).status).toBe(403)
  const token = await product.platform.tokens.sign({ kind: 'engine', subject: 'charging', id: 'x' }, 60)
  const engine = createClient(product.url, token)
  expect((await put({ product_id: sale.productId, customer_id: sale.customerId }, engine)).status).toBe(403)
  expect((await engine.post(`/crm/provision/provision_id/${first.provision_id}/retry`)).status).toBe(403)
  expect((await engine.post('/crm/provision/run_playbook', { action: 'deprovision', service_id })).status).toBe(403)
  for (const path of ['/crm/customers', '/crm/service/', '/crm/provision/', '/crm/inventory/'])
    expect((await engine.get(path)).status, path).toBe(403)
  expect((await engine.delete(`/crm/service/${service_id}`)).status).toBe(403)
  const waited = await must(
    engine.post(simple.replace('simple_provision_addon', 'simple_provision_addon_recharge'), { ID: 'account' }),
  )
  expect([0, 2]).toContain(waited.provisioning_status)
  const job = await must(product.admin.get(`/crm/provision/${waited.provision_id}`))
  expect(job).toMatchObject({
    initiated_by: 'system',
    initiating_user: expect.any(Number),
    customer_id: sale.customerId,
  })
  expect(
    (await engine.post(`/crm/provision/simple_provision_addon/service_id/999999/product_id/${sale.productId}`)).status,
  ).toBe(404)
})

test('the playbooks that a product may name [PROV-37]', async () => {
  const plays = await must(product.admin.get('/crm/provision/playbooks'))
  expect(plays).toContainEqual({
    provisioning_play: 'play_local_mobile_sim',
    playbook_description: 'Mobile SIM Provisioning',
    task_count: expect.any(Number),
    engine: 'native',
    warnings: [],
  })
  expect(plays.map((play: { provisioning_play: string }) => play.provisioning_play)).not.toContain('task_notify_ocs')
})

test('WF-26: a chain runs its plays in order as jobs of one order, on the service of the first [SIMP-06] [SIMP-07]', async () => {
  const sale = await buildMobileSale(product.admin, {
    inventory_items_list: '[]',
    provisioning_play: 'play_simple_service, play_topup_no_charge',
    provisioning_json_vars: JSON.stringify({ actions_id: 'Action_Missing' }),
  })
  const started = await must(put({ product_id: sale.productId, customer_id: sale.customerId }))
  expect(started.chain_id).toBe(started.provision_id)
  const first = await jobDone(product, started.provision_id)
  expect(first, first.error_message).toMatchObject({ provisioning_status: 0, chain_id: started.chain_id })
  const jobs = async () =>
    (await must(product.admin.get(`/crm/provision/customer_id/${sale.customerId}?order=asc`))).data
  const second = (await jobs())[1]
  expect(second).toMatchObject({
    provisioning_play: 'play_topup_no_charge',
    service_id: first.service_id,
    chain_id: started.chain_id,
  })
  // Its action is not known to the charging system: it fails, and the first step is undone by its own deprovisioning.
  expect((await jobDone(product, second.provision_id)).provisioning_status).toBe(2)
  const undo = (await jobs())[2]
  expect(undo).toMatchObject({ provisioning_play: 'play_simple_service', chain_id: null })
  const undone = await jobDone(product, undo.provision_id)
  expect(undone, undone.error_message).toMatchObject({ provisioning_status: 0 })
  const service = await must(product.admin.get(`/crm/service/${first.service_id}`))
  expect(['Inactive', 'Deactivated']).toContain(service.service_status)
  expect(await jobs()).toHaveLength(3)
  expect(await must(product.admin.get(`/crm/provision/chain_id/${started.chain_id}`))).toEqual({
    chain_id: started.chain_id,
    provisioning_status: 2,
    steps: [
      {
        position: 1,
        provisioning_play: 'play_simple_service',
        provision_id: first.provision_id,
        provisioning_status: 0,
      },
      {
        position: 2,
        provisioning_play: 'play_topup_no_charge',
        provision_id: second.provision_id,
        provisioning_status: 2,
      },
    ],
  })
})

test('WF-26: a failing first step leaves the others unstarted, and the chain shows them [SIMP-08]', async () => {
  const sale = await buildMobileSale(product.admin, {
    inventory_items_list: '[]',
    provisioning_play: '["play_topup_no_charge", "play_simple_service", "play_simple_service"]',
  })
  const started = await must(put({ product_id: sale.productId, customer_id: sale.customerId }))
  expect((await jobDone(product, started.provision_id)).provisioning_status).toBe(2)
  const chain = await must(product.admin.get(`/crm/provision/chain_id/${started.chain_id}`))
  expect(chain.provisioning_status).toBe(2)
  expect(chain.steps.map((step: { provision_id: number | null }) => step.provision_id)).toEqual([
    started.provision_id,
    null,
    null,
  ])
  expect((await product.admin.get('/crm/provision/chain_id/99999')).status).toBe(404)
})

test('the report tells success rate, duration and where jobs fail [DASH-08]', async () => {
  const report = await must(product.admin.get('/crm/report/provisioning'))
  expect(report.jobs).toBe(report.succeeded + report.failed + report.running)
  expect(report.failed).toBeGreaterThan(0)
  expect(report.success_rate).toBeCloseTo((100 * report.succeeded) / (report.succeeded + report.failed), 1)
  const sum = report.plays.reduce((total: number, play: { jobs: number }) => total + play.jobs, 0)
  expect(sum).toBe(report.jobs)
  expect(report.failures.map((one: { event_name: string }) => one.event_name)).not.toHaveLength(0)
  expect(report.failures[0].count).toBeGreaterThanOrEqual(report.failures.at(-1).count)
  const none = await must(product.admin.get('/crm/report/provisioning?start_date=2001-01-01&end_date=2001-01-31'))
  expect(none).toMatchObject({ jobs: 0, success_rate: null, average_duration: null, failures: [] })
  const wrong = await product.admin.get('/crm/report/provisioning?start_date=2001-02-01&end_date=2001-01-31')
  expect(wrong).toMatchObject({ status: 400, body: { field: 'start_date' } })
})
