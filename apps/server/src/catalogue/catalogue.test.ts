import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

const playsDir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-plays-'))
let product: TestProduct
let slugs = 0

beforeAll(async () => {
  for (const play of ['play_psim_only', 'play_topup_no_charge'])
    writeFileSync(path.join(playsDir, `${play}.yaml`), '- name: Test\n  hosts: localhost\n  tasks: []\n')
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z', settings: { playsDir } })
})
afterAll(async () => {
  await product?.close()
  rmSync(playsDir, { recursive: true, force: true })
})

const sim = () => ({
  product_name: 'Mobile SIM Only',
  product_slug: `Mobile-SIM-${++slugs}`,
  category: 'standalone',
  service_type: 'mobile',
  provisioning_play: 'play_psim_only',
  provisioning_json_vars: '{"iccid": "", "msisdn": ""}',
  inventory_items_list: "['SIM Card', 'Mobile Number']",
  retail_cost: 15.5,
  wholesale_cost: '3',
  retail_setup_cost: 5,
  wholesale_setup_cost: 1,
  tax_percentage: 12.5,
  customer_can_purchase: true,
  features_list: "['Fastest speeds', 'Unlimited calls']",
  comment: 'For phones',
})

const create = async (fields: Record<string, unknown> = {}) => {
  const made = await product.admin.put('/crm/product/', { ...sim(), ...fields })
  expect(made.status, made.text).toBe(200)
  return made.body
}

const customerOf = async (type: 'Individual' | 'Business'): Promise<{ id: number; client: Client }> => {
  const { body } = await product.admin.put('/crm/customer/', {
    customer_name: `A ${type}`,
    customer_account_type: type,
    contacts: [{ contact_firstname: 'A', contact_lastname: 'B', contact_types: 'Primary' }],
  })
  const client = await product.signInAs({ roles: ['customer'], contactId: body.contacts[0].contact_id })
  return { id: body.customer_id, client }
}

/** A service as provisioning would leave it behind. */
const serviceOf = async (customerId: number, productId: number, serviceType = 'mobile') => {
  const row = await product.platform.db
    .insertInto('customer_service')
    .values({
      customer_id: customerId,
      product_id: productId,
      service_type: serviceType,
      service_uuid: `uuid-${customerId}-${productId}-${++slugs}`,
      created: product.platform.clock.now(),
      last_modified: product.platform.clock.now(),
    })
    .returning('service_id')
    .executeTakeFirstOrThrow()
  return row.service_id
}

const ids = (answer: { body: { product_id: number }[] }): number[] => answer.body.map((row) => row.product_id)

test('a product is created with defaults, exact costs and times, and read back by id and slug [PROD-11] [PROD-12] [PROD-17] [PROD-18] [PROD-19] [PROD-27] [PROD-30]', async () => {
  const made = await create({ contract_days: 30, auto_renew: 'True', allow_auto_renew: 'false' })
  expect(made).toMatchObject({
    retail_cost: 15.5,
    wholesale_cost: 3,
    retail_setup_cost: 5,
    wholesale_setup_cost: 1,
    tax_percentage: 12.5,
    contract_days: 30,
    auto_renew: 'true',
    allow_auto_renew: false,
    enabled: true,
    residential: true,
    business: true,
    comment: 'For phones',
  })
  expect(made.created).toMatch(/^2025-01-10T10:/)
  const read = await product.admin.get(`/crm/product/product_id/${made.product_id}`)
  expect(read.body).toEqual(made)
  expect((await product.admin.get(`/crm/product/${made.product_id}`)).body).toEqual(made)
  await product.setClock('2025-01-11T10:00:00Z')
  const changed = await product.admin.patch(`/crm/product/product_id/${made.product_id}`, { auto_renew: false })
  expect(changed.body).toMatchObject({ auto_renew: 'false', created: made.created, comment: 'For phones' })
  expect(changed.body.last_modified > made.last_modified).toBe(true)
})

test('the slug is unique whatever its case, holds no blanks and addresses the product [PROD-09] [PROD-40]', async () => {
  const made = await create({ product_slug: 'Wifi-Home' })
  const again = await product.admin.put('/crm/product/', { ...sim(), product_slug: 'wifi-HOME' })
  expect(again).toMatchObject({ status: 409, body: { code: 'slug_in_use', field: 'product_slug' } })
  const other = await create()
  const renamed = await product.admin.patch(`/crm/product/${other.product_id}`, { product_slug: 'WIFI-home' })
  expect(renamed.status).toBe(409)
  expect((await product.admin.put('/crm/product/', { ...sim(), product_slug: 'a b' })).body.field).toBe('product_slug')
  expect((await product.admin.get('/crm/product/product_slug/wifi-home')).body.product_id).toBe(made.product_id)
  expect((await product.admin.get('/crm/product/product_slug/none')).status).toBe(404)
})

test('the same slug twice at once is created once [PROD-09]', async () => {
  const both = await Promise.all(
    [1, 2].map(() => product.admin.put('/crm/product/', { ...sim(), product_slug: 'twice-at-once' })),
  )
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409])
})

test('bad input names the field and changes nothing [PROD-08] [PROD-10] [PROD-38] [PROD-39]', async () => {
  const wrong: [Record<string, unknown>, string][] = [
    [{ category: 'other' }, 'category'],
    [{ service_type: 'carrier-pigeon' }, 'service_type'],
    [{ provisioning_play: 'play_missing' }, 'provisioning_play'],
    [{ provisioning_play: 'play_psim_only, play_missing' }, 'provisioning_play'],
    [{ provisioning_play: '../../etc/passwd' }, 'provisioning_play'],
    [{ provisioning_play: '{"plays": "x"}' }, 'provisioning_play'],
    [{ provisioning_json_vars: '{broken' }, 'provisioning_json_vars'],
    [{ provisioning_json_vars: '"text"' }, 'provisioning_json_vars'],
    [{ provisioning_json_vars: '[{}, {}]' }, 'provisioning_json_vars'],
    [{ inventory_items_list: 'SIM Card' }, 'inventory_items_list'],
    [{ available_from: '2025-02-01', available_until: '2025-01-01' }, 'available_until'],
    [{ tax_percentage: -1 }, 'tax_percentage'],
    [{ retail_cost: 'dear' }, 'retail_cost'],
  ]
  const before = (await product.admin.get('/crm/product/paginated')).body.pagination.total_items
  for (const [fields, field] of wrong) {
    const answer = await product.admin.put('/crm/product/', { ...sim(), ...fields })
    expect([answer.status, answer.body.field], JSON.stringify(fields)).toEqual([400, field])
  }
  expect((await product.admin.get('/crm/product/paginated')).body.pagination.total_items).toBe(before)
  const made = await create({ available_from: '2025-03-01' })
  const ends = await product.admin.patch(`/crm/product/${made.product_id}`, { available_until: '2025-02-01' })
  expect(ends).toMatchObject({ status: 400, body: { field: 'available_until' } })
})

test('a chain of plays is accepted, with variables for all or for each [PROD-38] [PROD-39]', async () => {
  for (const play of [
    'play_psim_only, play_topup_no_charge',
    '["play_psim_only","play_topup_no_charge"]',
    '{"plays":["play_psim_only","play_topup_no_charge"],"on_failure":"keep"}',
  ])
    for (const vars of ['', '{"days": 30}', '[{"days": 30}, {}]'])
      await create({ provisioning_play: play, provisioning_json_vars: vars })
})

test('only enabled products inside their window are on sale, by the clock [PROD-13] [PROD-16] [PROD-28]', async () => {
  await product.setClock('2025-02-01T00:00:00Z')
  const disabled = (await create({ enabled: false })).product_id
  const window = (await create({ available_from: '2025-03-01T00:00:00Z', available_until: '2025-03-31T23:59:59Z' }))
    .product_id
  const always = (await create()).product_id
  const onSale = async (query = '') => ids(await product.admin.get(`/crm/product/${query}`))
  expect(await onSale()).toContain(always)
  expect(await onSale()).not.toContain(window)
  expect(await onSale()).not.toContain(disabled)
  expect(await onSale('?include_disabled=true')).toEqual(expect.arrayContaining([always, window, disabled]))
  await product.setClock('2025-03-15T00:00:00Z')
  expect(await onSale()).toContain(window)
  await product.setClock('2025-04-01T00:00:00Z')
  expect(await onSale()).not.toContain(window)
})

test('the list filters by type of customer, category, service type and feature text [PROD-14] [PROD-33] [PROD-35]', async () => {
  const plan = (await create({ residential: true, business: false })).product_id
  const addon = (await create({ category: 'addon', service_type: 'internet', business: true, residential: false }))
    .product_id
  const list = async (query: string) => ids(await product.admin.get(`/crm/product/?${query}`))
  expect(await list('residential=true&business=false')).toContain(plan)
  expect(await list('business=true')).not.toContain(plan)
  expect(await list('category=addon&service_type=internet')).toEqual([addon])
  expect(await list('search=UNLIMITED%20CALLS')).toEqual(expect.arrayContaining([plan, addon]))
  expect(await list('search=100%25')).toEqual([])
})

test('the paginated list holds everything, searches, filters and sorts [PROD-29]', async () => {
  const made = await create({ enabled: false, product_name: 'Zebra plan' })
  const answer = await product.admin.get('/crm/product/paginated?search=zebra')
  expect(ids({ body: answer.body.data })).toEqual([made.product_id])
  const disabled = await product.admin.get(
    `/crm/product/paginated?per_page=1000&filters=${encodeURIComponent('{"enabled":[false]}')}&sort=product_name&order=asc`,
  )
  const names = disabled.body.data.map((row: { product_name: string }) => row.product_name.toLowerCase())
  expect(names).toContain('zebra plan')
  expect(names).toEqual([...names].sort())
  expect((await product.admin.get('/crm/product/paginated?sort=password')).status).toBe(400)
})

test('customers get only what they may buy themselves, without wholesale costs and comment [PROD-14] [PROD-15] [PROD-26] [PROD-32]', async () => {
  const individual = await customerOf('Individual')
  const business = await customerOf('Business')
  const home = (await create({ business: false })).product_id
  const office = (await create({ residential: false })).product_id
  const staffOnly = (await create({ customer_can_purchase: false })).product_id
  const secret = (await create({ provisioning_json_vars: '{"api_key": "s3cret", "days": 3}' })).product_id
  const list = await individual.client.get('/crm/product/')
  expect(list.status, list.text).toBe(200)
  expect(ids(list)).toContain(home)
  expect(ids(list)).not.toContain(office)
  expect(ids(list)).not.toContain(staffOnly)
  for (const row of list.body) {
    expect(Object.keys(row)).not.toContain('comment')
    expect(Object.keys(row)).not.toContain('wholesale_cost')
    expect(Object.keys(row)).not.toContain('wholesale_setup_cost')
  }
  expect(list.text).not.toContain('s3cret')
  expect(list.text).toContain('***')
  const theirs = ids(await business.client.get('/crm/product/'))
  expect(theirs).toContain(office)
  expect(theirs).not.toContain(home)
  expect((await individual.client.get(`/crm/product/${office}`)).status).toBe(403)
  expect((await individual.client.get(`/crm/product/${home}`)).status).toBe(200)
  expect((await individual.client.get('/crm/product/?include_disabled=true')).status).toBe(403)
  expect((await individual.client.get(`/crm/product/?customer_id=${business.id}`)).status).toBe(403)
  const forStaff = await product.admin.get(`/crm/product/?customer_id=${individual.id}`)
  expect(ids(forStaff)).toContain(staffOnly)
  expect(ids(forStaff)).not.toContain(office)
  const full = await product.admin.get(`/crm/product/${secret}`)
  expect(full.text).toContain('s3cret')
})

test('a customer still sees a product that it has when that is sold no longer [PROD-13]', async () => {
  const { id, client } = await customerOf('Individual')
  const made = (await create()).product_id
  await serviceOf(id, made)
  await product.admin.patch(`/crm/product/${made}`, { enabled: false })
  expect((await client.get(`/crm/product/${made}`)).status).toBe(200)
  expect(ids(await client.get('/crm/product/'))).not.toContain(made)
})

test('the add-ons of a service match its type, the customer and their dependencies [PROD-25] [PROD-34]', async () => {
  const { id, client } = await customerOf('Individual')
  const base = await create()
  const service = await serviceOf(id, base.product_id)
  const addon = (fields: Record<string, unknown>) =>
    create({ category: 'addon', provisioning_play: '', inventory_items_list: '[]', ...fields })
  const any = (await addon({})).product_id
  const byId = (await addon({ relies_on_list: String(base.product_id) })).product_id
  const bySlug = (await addon({ relies_on_list: `['${base.product_slug.toUpperCase()}']` })).product_id
  const byType = (await addon({ relies_on_list: "['mobile']" })).product_id
  const unmet = (await addon({ relies_on_list: 'mobile, iptv' })).product_id
  const other = (await addon({ service_type: 'internet' })).product_id
  const office = (await addon({ residential: false })).product_id
  const staffOnly = (await addon({ customer_can_purchase: false })).product_id
  const offered = ids(await product.admin.get(`/crm/product/addons/service_id/${service}`))
  expect(offered).toEqual(expect.arrayContaining([any, byId, bySlug, byType, staffOnly]))
  for (const hidden of [unmet, other, office, base.product_id]) expect(offered).not.toContain(hidden)
  const own = ids(await client.get(`/crm/product/addons/service_id/${service}`))
  expect(own).toContain(byType)
  expect(own).not.toContain(staffOnly)
  const stranger = await customerOf('Individual')
  expect((await stranger.client.get(`/crm/product/addons/service_id/${service}`)).status).toBe(403)
  expect((await product.admin.get('/crm/product/addons/service_id/999999')).status).toBe(404)
  // Another service meets the rest; without any service there are none.
  await serviceOf(id, base.product_id, 'iptv')
  expect(ids(await product.admin.get(`/crm/product/addons/service_id/${service}`))).toContain(unmet)
  expect(ids(await product.admin.get(`/crm/product/?category=addon&customer_id=${stranger.id}`))).toEqual([])
  await product.platform.db.updateTable('customer_service').set({ service_status: 'Cancelled' }).execute()
  expect((await product.admin.get(`/crm/product/addons/service_id/${service}`)).status).toBe(404)
})

test('a clone is a copy with a name and slug of its own, again and again [PROD-04]', async () => {
  const source = await create({ product_slug: 'to-clone', terms: 'One\nTwo' })
  const [first, second] = await Promise.all(
    [1, 2].map(() => product.admin.post(`/crm/product/product_id/${source.product_id}/clone`)),
  )
  expect([first?.body.product_slug, second?.body.product_slug].sort()).toEqual(['to-clone-clone', 'to-clone-clone-2'])
  expect(first?.body).toMatchObject({
    product_name: `${source.product_name} clone`,
    terms: 'One\nTwo',
    retail_cost: 15.5,
  })
  expect((await product.admin.post('/crm/product/product_id/999999/clone')).status).toBe(404)
})

test('a product is removed only while nothing refers to it', async () => {
  const { id } = await customerOf('Individual')
  const used = (await create()).product_id
  await serviceOf(id, used)
  const refused = await product.admin.delete(`/crm/product/product_id/${used}`)
  expect(refused).toMatchObject({ status: 409, body: { code: 'product_in_use' } })
  expect(refused.body.message).toContain('a service')
  expect((await product.admin.get(`/crm/product/${used}`)).status).toBe(200)
  const free = (await create()).product_id
  expect((await product.admin.delete(`/crm/product/product_id/${free}`)).body).toEqual({ result: 'success' })
  expect((await product.admin.delete(`/crm/product/product_id/${free}`)).status).toBe(404)
})

test('reading and writing need the product permissions [PROD-30]', async () => {
  const made = (await create()).product_id
  const support = await product.signInAs({ roles: ['Support'] })
  expect((await support.get('/crm/product/')).status).toBe(200)
  expect((await support.put('/crm/product/', sim())).status).toBe(403)
  expect((await support.patch(`/crm/product/${made}`, { enabled: false })).status).toBe(403)
  expect((await support.delete(`/crm/product/${made}`)).status).toBe(403)
  expect((await support.post(`/crm/product/${made}/clone`)).status).toBe(403)
  expect((await product.nobody.get('/crm/product/')).status).toBe(401)
  const customer = await customerOf('Individual')
  expect((await customer.client.get('/crm/product/paginated')).status).toBe(403)
  expect((await customer.client.patch(`/crm/product/${made}`, { enabled: false })).status).toBe(403)
})
