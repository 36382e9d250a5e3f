import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildMobileSale, buildMobileStock, jobDone, must } from '../testing/build-mobile-sale.ts'
import { type Client, createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

const CLERK_KEY = 'a key of the configuration for clerks'
const ADMIN_KEY = 'a key of the configuration for admins'
const MACHINE = '203.0.113.5'

/** A play that asks for what anybody's job may read, what takes view_customer, and what takes an administrator. */
const PLAY = `
- name: Look around
  hosts: localhost
  gather_facts: no
  tasks:
    - name: Include vars of crm_config
      include_vars: {file: ../../crm_config.yaml, name: crm_config}
${[
  ['own customer', '/crm/customer/customer_id/{{ customer_id }}'],
  ['other customer', '/crm/customer/customer_id/{{ other_id }}'],
  ['users', '/crm/auth/users'],
]
  .map(
    ([name, url]) => `
    - name: ${name}
      uri:
        url: "{{ crm_config.crm.base_url }}${url}"
        headers: {Authorization: "Bearer {{ access_token }}"}
        status_code: [200, 401, 403, 404]
`,
  )
  .join('')}
`

let product: TestProduct
let productId: number
let customerId: number
let otherId: number
const playsDir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-plays-'))

beforeAll(async () => {
  writeFileSync(path.join(playsDir, 'play_look.yaml'), PLAY)
  product = await startTestProduct({
    settings: { playsDir },
    config: {
      trusted_proxies: ['127.0.0.1', '::1'],
      api_keys: {
        [CLERK_KEY]: { roles: ['create_provision', 'view_customer'] },
        [ADMIN_KEY]: { roles: ['admin'] },
      },
      ip_whitelist: { [MACHINE]: { roles: ['create_provision'] } },
    },
  })

  await buildMobileStock(product.admin)
  const plain = { provisioning_play: 'play_look', inventory_items_list: '[]', provisioning_json_vars: '{}' }
  const sale = await buildMobileSale(product.admin, plain)
  productId = sale.productId
  customerId = sale.customerId
  otherId = (await must(product.admin.put('/crm/customer/', { customer_name: 'Somebody else' }))).customer_id
})
afterAll(async () => {
  await product?.close()
  rmSync(playsDir, { recursive: true, force: true })
})

type Seen = { initiatedBy: string; initiatingUser: number; own: number; other: number; users: number }

/** Orders with these headers and answers what the job was let see. */
async function orderAndLook(
  headers: Record<string, string>,
  caller: Client = createClient(product.url, ''),
): Promise<Seen> {
  const body = { product_id: productId, customer_id: customerId, other_id: otherId }
  const started = await must(caller.put('/crm/provision/', body, headers))
  const job = await jobDone(product, started.provision_id)
  expect(job, job.error_message).toMatchObject({ provisioning_status: 0 })
  const status = (name: string): number =>
    job.provisioning_result_json.find((event: { event_name: string }) => event.event_name === name)
      ?.provisioning_result_json.status
  return {
    initiatedBy: job.initiated_by,
    initiatingUser: job.initiating_user,
    own: status('own customer'),
    other: status('other customer'),
    users: status('users'),
  }
}

async function makeKey(permissions: string[]): Promise<{ id: number; key: string }> {
  const made = await must(product.admin.post('/crm/api-keys', { name: permissions.join(), permissions }))
  return { id: made.api_key_id, key: made.api_key }
}

test('a job started by an API key acts with that key’s permissions, whoever stands on the record for it [PROV-29] [KEY-22]', async () => {
  const narrow = await makeKey(['create_provision'])
  const first = (await must(product.admin.get('/crm/auth/me'))).user.id
  expect(await orderAndLook({ 'x-api-key': narrow.key })).toEqual({
    initiatedBy: `api_key:${narrow.id}`,
    initiatingUser: first,
    own: 200,
    other: 403,
    users: 403,
  })
  const wider = await makeKey(['create_provision', 'view_customer'])
  expect(await orderAndLook({ 'x-api-key': wider.key })).toMatchObject({ own: 200, other: 200, users: 403 })
})

test('a key of the configuration likewise; with the role admin it acts as the administrator [PROV-29]', async () => {
  expect(await orderAndLook({ 'x-api-key': CLERK_KEY })).toMatchObject({
    initiatedBy: expect.stringMatching(/^api_key:config-[0-9a-f]{8}$/),
    other: 200,
    users: 403,
  })
  expect(await orderAndLook({ 'x-api-key': ADMIN_KEY })).toMatchObject({ other: 200, users: 200 })
})

test('a job started from a whitelisted address acts with that address’s permissions [PROV-29]', async () => {
  expect(await orderAndLook({ 'x-forwarded-for': MACHINE })).toMatchObject({
    initiatedBy: `ip:${MACHINE}`,
    own: 200,
    other: 403,
    users: 403,
  })
})

test('a key that is revoked lends its job nothing any more', async () => {
  const { key, id } = await makeKey(['create_provision', 'view_customer'])
  const seen = await orderAndLook({ 'x-api-key': key })
  expect(seen.other).toBe(200)
  // The token of a job is good for a minute after its end.
  const { provision_id, token_id } = await product.platform.db
    .selectFrom('provision')
    .select(['provision_id', 'token_id'])
    .where('initiated_by', '=', `api_key:${id}`)
    .executeTakeFirstOrThrow()
  const claims = { kind: 'job' as const, subject: String(provision_id), id: token_id ?? '' }
  const job = createClient(product.url, await product.platform.tokens.sign(claims, 600))
  expect((await job.get(`/crm/customer/customer_id/${otherId}`)).status).toBe(200)
  expect((await product.admin.delete(`/crm/api-keys/${id}`)).status).toBe(200)
  expect((await job.get(`/crm/customer/customer_id/${otherId}`)).status).toBe(403)
  expect((await job.get(`/crm/customer/customer_id/${customerId}`)).status).toBe(200)
})
