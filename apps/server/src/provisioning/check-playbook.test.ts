import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
})
afterAll(() => product?.close())

const check = (body: unknown) => product.admin.post('/crm/provision/playbooks/check', body)
const sim = {
  provisioning_play: 'play_local_mobile_sim',
  provisioning_json_vars: '{"days": 30, "data_gb": 20, "hss_password": "Very-secret-1"}',
  inventory_items_list: "['SIM Card', 'Mobile Number']",
}

test('a check lists the requests of an order in their order, sends none of them, and shows no secret', async () => {
  const { status, body } = await check(sim)
  expect(status).toBe(200)
  expect(body.failure).toBeNull()
  expect(body.warnings.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([])
  const sent = body.requests.map(
    ({ method, url }: { method: string; url: string }) => `${method} ${new URL(url).pathname}`,
  )
  expect(sent.length).toBeGreaterThan(5)
  expect(sent.indexOf('GET /crm/product/product_id/1')).toBeGreaterThanOrEqual(0)
  expect(sent.indexOf('PUT /crm/service/')).toBeGreaterThan(sent.indexOf('GET /crm/product/product_id/1'))
  expect(JSON.stringify(body)).not.toMatch(/Very-secret-1|token-of-the-job/)
  const jobs = (await product.admin.get('/crm/provision/')).body
  expect(jobs.data).toEqual([])
  expect((await product.admin.get('/crm/service/')).body.data).toEqual([])
})

test('each play of a chain is checked with its own variables; a play that is not there is an error', async () => {
  const { body } = await check({
    provisioning_play: 'play_simple_service, play_not_there',
    provisioning_json_vars: '[{"monthly_cost": 5}, {}]',
    inventory_items_list: '',
  })
  expect(body.requests.length).toBeGreaterThan(0)
  expect(body.warnings).toContainEqual({
    file: 'play_not_there.yaml',
    line: 1,
    severity: 'error',
    message: 'There is no play_not_there.yaml',
  })
  expect(body.failure).toContain('play_not_there')
})

test('a name that leads out of the plays folder, no name, and broken variables are refused', async () => {
  for (const provisioning_play of ['../../etc/passwd', '/etc/passwd', 'a/../../b', ' , ']) {
    const answer = await check({ ...sim, provisioning_play })
    expect(answer.status, provisioning_play).toBe(400)
  }
  expect((await check({ ...sim, provisioning_json_vars: '{"days": ' })).status).toBe(400)
  expect((await check({ ...sim, inventory_items_list: 'SIM Card' })).status).toBe(400)
})
