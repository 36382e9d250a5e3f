import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readSettings } from '../platform/config/settings.ts'
import { callOcs } from '../platform/ocs/ocs-client.ts'
import {
  buildMobileSale,
  buildMobileStock,
  jobDone,
  type MobileSale,
  must,
  orderOf,
} from '../testing/build-mobile-sale.ts'
import { type SmallHss, startSmallHss } from '../testing/start-small-hss.ts'
import { type Answer, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { until } from '../testing/until.ts'

let product: TestProduct
let hss: SmallHss
const playsDir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-plays-'))

beforeAll(async () => {
  cpSync(readSettings('demo', {}).playsDir, playsDir, { recursive: true })
  hss = await startSmallHss()
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    config: { hss: { hss_peers: [hss.url] } },
    settings: { playsDir },
  })
  await buildMobileStock(product.admin)
})
afterAll(async () => {
  await product?.close()
  await hss?.close()
  rmSync(playsDir, { recursive: true, force: true })
})
afterEach(() => {
  hss.answerWith(undefined)
  hss.onPut(async () => {})
})

const addPlay = (name: string, text: string): void => writeFileSync(path.join(playsDir, `${name}.yaml`), text)

async function order(sale: MobileSale, fields: Record<string, unknown> = {}): Promise<Answer['body']> {
  return must(product.admin.put('/crm/provision/', { ...orderOf(sale), ...fields }))
}

async function accounts(): Promise<string[]> {
  const found = await callOcs(product.platform, 'APIerSv1.GetAccountIDs', {
    Tenant: product.platform.config.ocs.ocsTenant,
  }).catch(() => [])
  return found as string[]
}

/** Nothing of a failed order is left in any system. */
async function expectNothingLeft(sale: MobileSale): Promise<void> {
  const { admin, platform } = product
  // The account goes by a durable task behind the job.
  await until(product, 'none', async () => {
    const services = await platform.db.selectFrom('customer_service').select('service_uuid').execute()
    const known = new Set(services.map((service) => service.service_uuid))
    return (await accounts()).every((account) => known.has(account))
  })
  expect(await must(admin.get(`/crm/service/customer_id/${sale.customerId}`))).toEqual([])
  for (const id of [sale.simId, sale.numberId]) {
    expect(await must(admin.get(`/crm/inventory/inventory_id/${id}`))).toMatchObject({
      customer_id: null,
      service_id: null,
      reserved_by_provision_id: null,
      item_state: 'In Stock',
    })
  }
  const sim = await must(admin.get(`/crm/inventory/inventory_id/${sale.simId}`))
  expect(hss.subscribers.has(sim.itemtext2)).toBe(false)
  const lines = await must(admin.get(`/crm/transaction/customer_id/${sale.customerId}`))
  expect(lines.data.filter((line: { void: boolean }) => !line.void)).toEqual([])
}

test('WF-22: the HSS fails after account and service were made; nothing is left, and the retry succeeds [PROV-10] [PROV-13] [PROV-36]', async () => {
  const sale = await buildMobileSale(product.admin)
  hss.answerWith(500)
  const job = await jobDone(product, (await order(sale)).provision_id)
  expect(job).toMatchObject({
    provisioning_status: 2,
    error_message: expect.stringContaining('Provision subscriber on HSS'),
  })
  const failed = job.provisioning_result_json.filter(
    (event: { provisioning_status: number }) => event.provisioning_status === 2,
  )
  expect(failed[0].event_name).toBe('Provision subscriber on HSS')
  await expectNothingLeft(sale)

  hss.answerWith(undefined)
  const path = `/crm/provision/provision_id/${job.provision_id}/retry`
  const headers = { 'idempotency-key': 'retry-once' }
  const [one, same] = await Promise.all([
    product.admin.post(path, undefined, headers),
    product.admin.post(path, undefined, headers),
  ])
  expect(one.body.provision_id).toBe(same.body.provision_id)
  const again = await jobDone(product, one.body.provision_id)
  expect(again, again.error_message).toMatchObject({ provisioning_status: 0 })
  // The retry has succeeded, so the job is not run a third time.
  expect(await product.admin.post(path)).toMatchObject({ status: 409, body: { code: 'provision_retried' } })
  const done = await product.admin.post(`/crm/provision/provision_id/${again.provision_id}/retry`)
  expect(done).toMatchObject({ status: 409, body: { code: 'provision_not_failed' } })
})

test('two retries at once start one job [PROV-36]', async () => {
  const sale = await buildMobileSale(product.admin)
  hss.answerWith(500)
  const job = await jobDone(product, (await order(sale)).provision_id)
  hss.answerWith(undefined)
  const path = `/crm/provision/provision_id/${job.provision_id}/retry`
  const answers = await Promise.all([product.admin.post(path), product.admin.post(path)])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  const started = answers.find((answer) => answer.status === 200)
  expect((await jobDone(product, started?.body.provision_id)).provisioning_status).toBe(0)
})

const FAILING_AT = [
  'Verify OCS account creation',
  'Add data, voice and SMS allowances',
  'Provision subscriber on HSS',
  'Assign Mobile Number to Service',
  'Add First Month Transaction',
  'Set the renewal plan',
]
test.each(FAILING_AT)('a play that fails right after "%s" leaves nothing [PROV-13]', async (stage) => {
  const text = await import('node:fs').then((fs) =>
    fs.readFileSync(path.join(playsDir, 'play_local_mobile_sim.yaml'), 'utf8'),
  )
  const name = `play_fails_${FAILING_AT.indexOf(stage)}`
  // A task of the main block at this stage fails in place of the one that follows.
  const at = text.indexOf(`        - name: ${stage}\n`)
  const next = text.indexOf('\n        - name:', at + 10)
  addPlay(
    name,
    `${text.slice(0, next)}\n        - name: Break here\n          fail:\n            msg: broken on purpose${text.slice(next)}`,
  )
  const sale = await buildMobileSale(product.admin, { provisioning_play: name })
  const job = await jobDone(product, (await order(sale, { auto_renew: true })).provision_id)
  expect(job).toMatchObject({ provisioning_status: 2, error_message: expect.stringContaining('broken on purpose') })
  if (FAILING_AT.indexOf(stage) < 4) return expectNothingLeft(sale)
  // Booked and voided lines are kept, and with them the ended service that they name.
  const services = await must(product.admin.get(`/crm/service/customer_id/${sale.customerId}`))
  expect(services.map((service: { service_status: string }) => service.service_status)).toEqual(['Inactive'])
  const lines = await must(product.admin.get(`/crm/transaction/customer_id/${sale.customerId}`))
  expect(lines.data.filter((line: { void: boolean }) => !line.void)).toEqual([])
  const [service] = services
  await until(product, 'none', async () => !(await accounts()).includes(service.service_uuid))
})

test('a play without a rescue section leaves nothing either [PROV-13]', async () => {
  addPlay(
    'play_careless',
    `- name: Careless
  hosts: localhost
  gather_facts: no
  tasks:
    - name: Config
      ansible.builtin.include_vars:
        file: "../../crm_config.yaml"
        name: crm_config
    - name: Service
      uri:
        url: "{{ crm_config.crm.base_url }}/crm/service/"
        method: PUT
        headers:
          Authorization: "Bearer {{ access_token }}"
        body_format: json
        body:
          customer_id: "{{ customer_id }}"
          product_id: "{{ product_id }}"
          service_name: Careless
          service_uuid: "Careless_{{ provision_id }}"
      register: made
    - name: SIM
      uri:
        url: "{{ crm_config.crm.base_url }}/crm/inventory/inventory_id/{{ hostvars[inventory_hostname]['SIM Card'] }}"
        method: PATCH
        headers:
          Authorization: "Bearer {{ access_token }}"
        body_format: json
        body:
          customer_id: "{{ customer_id }}"
          service_id: "{{ made.json.service_id }}"
          item_state: Assigned
    - name: Give up
      fail:
        msg: no more
`,
  )
  const sale = await buildMobileSale(product.admin, { provisioning_play: 'play_careless' })
  const job = await jobDone(product, (await order(sale)).provision_id)
  expect(job).toMatchObject({ provisioning_status: 2, error_message: 'Give up: no more' })
  await expectNothingLeft(sale)
})

test('WF-23: a playbook that is broken or gone ends the job with one event that says why [PROV-06] [PROV-27] [PROV-41]', async () => {
  addPlay('play_broken', '- name: Broken\n  hosts: localhost\n  tasks:\n    - name: "unclosed\n')
  addPlay('play_gone', '- name: Gone\n  hosts: localhost\n  tasks: []\n')
  for (const play of ['play_broken', 'play_gone']) {
    const sale = await buildMobileSale(product.admin, { provisioning_play: play })
    if (play === 'play_gone') rmSync(path.join(playsDir, 'play_gone.yaml'))
    const job = await jobDone(product, (await order(sale, { api_secret: 'planted-secret-1' })).provision_id)
    expect(job.provisioning_status).toBe(2)
    expect(job.provisioning_result_json).toEqual([
      expect.objectContaining({
        event_number: 1,
        provisioning_status: 2,
        provisioning_result_json: {
          exit_code: expect.any(Number),
          stdout: expect.any(String),
          stderr: expect.stringContaining(play),
          common_causes: expect.arrayContaining([expect.any(String)]),
          variables: expect.objectContaining({ customer_id: sale.customerId, api_secret: '***' }),
        },
      }),
    ])
    await expectNothingLeft(sale)
  }
})

test('a variable that is missing fails the job by name [PROV-41]', async () => {
  addPlay(
    'play_undefined',
    '- name: U\n  hosts: localhost\n  gather_facts: no\n  tasks:\n    - name: Say\n      debug:\n        msg: "{{ never_given }}"\n',
  )
  const sale = await buildMobileSale(product.admin, { provisioning_play: 'play_undefined' })
  const job = await jobDone(product, (await order(sale)).provision_id)
  expect(job).toMatchObject({ provisioning_status: 2, error_message: expect.stringContaining('never_given') })
})

test('WF-24: a failure that is ignored is stored as 3, and the job succeeds [PROV-12] [PROV-21]', async () => {
  addPlay(
    'play_ignores',
    `- name: Ignores
  hosts: localhost
  gather_facts: no
  tasks:
    - name: SMS
      uri:
        url: "http://127.0.0.1:9/send"
        method: POST
      ignore_errors: True
    - name: On
      debug:
        msg: done
`,
  )
  const sale = await buildMobileSale(product.admin, { provisioning_play: 'play_ignores' })
  const job = await jobDone(product, (await order(sale)).provision_id)
  expect(job.provisioning_status).toBe(0)
  expect(
    job.provisioning_result_json.map((event: { provisioning_status: number }) => event.provisioning_status),
  ).toEqual([3, 0])
  // What the job did not use is free again.
  await expectNothingLeft(sale)
})

test('the metadata address of a cloud is out of reach for a playbook', async () => {
  addPlay(
    'play_nosy',
    '- name: Nosy\n  hosts: localhost\n  gather_facts: no\n  tasks:\n    - name: Ask\n      uri:\n        url: "http://169.254.169.254/latest/meta-data/"\n',
  )
  const sale = await buildMobileSale(product.admin, { provisioning_play: 'play_nosy' })
  const job = await jobDone(product, (await order(sale)).provision_id)
  expect(job).toMatchObject({ provisioning_status: 2, error_message: expect.stringContaining('metadata') })
})

test("a job's token acts for its job, and not after its end [PROV-28]", async () => {
  const sale = await buildMobileSale(product.admin)
  const { platform } = product
  let token = ''
  hss.onPut(async () => {
    const running = await platform.db
      .selectFrom('provision')
      .selectAll()
      .where('provisioning_status', '=', 1)
      .executeTakeFirstOrThrow()
    token = await platform.tokens.sign(
      { kind: 'job', subject: String(running.provision_id), id: running.token_id ?? '' },
      3600,
    )
  })
  await jobDone(product, (await order(sale)).provision_id)
  const ask = (): Promise<number> =>
    fetch(`${product.url}/crm/customer/customer_id/${sale.customerId}`, {
      headers: { authorization: `Bearer ${token}` },
    }).then((answer) => answer.status)
  expect(await ask()).toBe(200)
  await product.setClock(new Date(platform.clock.now().getTime() + 61_000).toISOString())
  expect(await ask()).toBe(401)
})

test('a job whose process died is cleaned up, ends failed and says why; none is left running [PROV-35]', async () => {
  const sale = await buildMobileSale(product.admin)
  const { platform, admin } = product
  // The process dies while the HSS is asked: the run is frozen there, and its row is as a killed process leaves it.
  let release = (): void => {}
  const frozen = new Promise<void>((resolve) => {
    release = resolve
  })
  const reached = new Promise<void>((resolve) => {
    hss.onPut(async () => {
      resolve()
      await frozen
    })
  })
  const { provision_id } = await order(sale)
  await reached
  await until(product, `provision/${provision_id}`, async () => {
    const row = await platform.db
      .selectFrom('provision')
      .select('facts_encrypted')
      .where('provision_id', '=', provision_id)
      .executeTakeFirstOrThrow()
    return row.facts_encrypted !== null
  })
  await platform.db
    .updateTable('provision')
    .set({ worker_id: 'elsewhere:1:dead', heartbeat: new Date(0) })
    .where('provision_id', '=', provision_id)
    .execute()
  const { token_id } = await platform.db
    .selectFrom('provision')
    .select('token_id')
    .where('provision_id', '=', provision_id)
    .executeTakeFirstOrThrow()
  const oldToken = await platform.tokens.sign({ kind: 'job', subject: String(provision_id), id: token_id ?? '' }, 3600)
  // The frozen run finds that the job is no longer its own, and writes nothing more.
  release()
  const { openProvisioning } = await import('./index.ts')
  const other = openProvisioning(platform, { machineBehind: async () => undefined, voidBookings: async () => {} })
  await other.recover()
  other.close()
  const job = await jobDone(product, provision_id)
  expect(job).toMatchObject({ provisioning_status: 2, error_message: expect.stringContaining('stopped') })
  const refused = await fetch(`${product.url}/crm/product/`, { headers: { authorization: `Bearer ${oldToken}` } })
  expect(refused.status).toBe(401)
  const names = job.provisioning_result_json.map((event: { event_name: string }) => event.event_name)
  expect(names).toContain('interrupted')
  expect(new Set(job.provisioning_result_json.map((event: { event_number: number }) => event.event_number)).size).toBe(
    names.length,
  )
  expect(
    job.provisioning_result_json.every((event: { provisioning_status: number }) => event.provisioning_status !== 1),
  ).toBe(true)
  await until(
    product,
    'none',
    async () => (await must(admin.get(`/crm/inventory/inventory_id/${sale.simId}`))).customer_id === null,
  )
  await expectNothingLeft(sale)
})
