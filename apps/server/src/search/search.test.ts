import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSim, buildTemplate } from '../testing/build-inventory.ts'
import { type Client, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
let acme = 0
let jane = 0
let janesContact = 0
let janesService = 0

const janeDoe = {
  customer_name: 'Jane Miller',
  customer_notes: 'zanzibar note',
  contacts: [
    {
      contact_firstname: 'Janet',
      contact_lastname: 'Miller-Smith',
      contact_email: 'jm@example.org',
      contact_phone: '+44 7700 900123',
      contact_types: 'Primary',
    },
  ],
  sites: [
    {
      site_name: 'Miller House',
      latitude: 51.5,
      longitude: 0,
      address_line_1: 'Zanzibar Road',
      address_note: 'zanzibar',
    },
  ],
}

beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
  const { admin } = product
  const first = (await admin.put('/crm/customer/', janeDoe)).body
  jane = first.customer_id
  janesContact = first.contacts[0].contact_id
  acme = (
    await admin.put('/crm/customer/', {
      customer_name: 'Acme 100% Miller_Ltd',
      customer_account_type: 'Business',
      contacts: [
        {
          contact_firstname: 'Old',
          contact_lastname: 'Owner',
          contact_email: 'owner@acme.test',
          contact_types: 'Billing',
        },
      ],
    })
  ).body.customer_id
  await buildTemplate(admin, 'SIM Card')
  await admin.put('/crm/inventory/item_template/', {
    item: 'Vault',
    wholesale_cost: 0,
    retail_cost: 0,
    itemtext1_label: 'PSK',
    itemtext2_label: 'miller label',
  })
  const { body: sold } = await admin.put('/crm/product/', {
    product_name: 'SIM',
    product_slug: 'sim',
    category: 'standalone',
    service_type: 'mobile',
  })
  const service = async (customerId: number, name: string | null, uuid: string, visible = true) =>
    (
      await product.platform.db
        .insertInto('customer_service')
        .values({
          customer_id: customerId,
          product_id: sold.product_id,
          service_name: name,
          service_uuid: uuid,
          service_visible_to_customer: visible,
          service_notes: 'zanzibar',
          created: product.platform.clock.now(),
          last_modified: product.platform.clock.now(),
        })
        .returning('service_id')
        .executeTakeFirstOrThrow()
    ).service_id
  janesService = await service(jane, 'Mobile Miller', '123e4567-e89b')
  await service(jane, null, 'hidden-miller-uuid', false)
  await service(acme, 'Acme line', 'acme-uuid')
  await buildSim(admin, 1, {
    customer_id: jane,
    itemtext1: '8944-JANE',
    itemtext3: 'zanzibar',
    inventory_notes: 'zanzibar',
  })
  await buildSim(admin, 2, { itemtext1: '8944-STOCK' })
  await buildSim(admin, 3, { customer_id: acme, itemtext1: '8944-ACME' })
  await admin.patch(`/crm/customer/customer_id/${acme}`, { customer_status: 'Closed' })
})
afterAll(() => product?.close())

const search = (term: string, more = '', client: Client = product.admin) =>
  client.get(`/crm/utilities/search_everything?search=${encodeURIComponent(term)}${more}`)
const names = (answer: { body: { data: { type: string; name: string }[] } }): string[] =>
  answer.body.data.map((hit) => `${hit.type}: ${hit.name}`)

test('one call finds customers, contacts, sites, items and services, in that order, whatever the case [NAV-08] [NAV-10]', async () => {
  const found = await search('mILLER')
  expect(found.status, found.text).toBe(200)
  expect(names(found)).toEqual([
    'customer: Jane Miller',
    'contact: Janet Miller-Smith',
    'site: Miller House',
    'service: Mobile Miller',
    'service: hidden-miller-uuid',
  ])
  expect(found.body.data[1]).toEqual({
    id: janesContact,
    name: 'Janet Miller-Smith',
    customer_id: jane,
    type: 'contact',
  })
  const alias = await product.admin.get('/utilities/search_everything?search=mILLER')
  expect(alias.body).toEqual(found.body)
})

test('exactly the columns of the data model are searched [NAV-09] [NAV-12]', async () => {
  expect(names(await search('7700 900123'))).toEqual(['contact: Janet Miller-Smith'])
  expect(names(await search('janet miller'))).toEqual(['contact: Janet Miller-Smith'])
  expect(names(await search('JM@example'))).toEqual(['contact: Janet Miller-Smith'])
  expect(names(await search('123e4567'))).toEqual(['service: Mobile Miller'])
  expect(names(await search('8944-J'))).toEqual(['inventory: 8944-JANE'])
  expect(names(await search('234330000000001'))).toEqual(['inventory: 8944-JANE'])
  expect((await search('zanzibar', '&search_closed_records=true')).body.data).toEqual([])
})

test('only records of Open customers and unassigned items are found unless closed ones are asked for [NAV-11] [NAV-16]', async () => {
  expect(names(await search('8944'))).toEqual(['inventory: 8944-JANE', 'inventory: 8944-STOCK'])
  expect((await search('8944-STOCK')).body.data[0].customer_id).toBe(null)
  expect(names(await search('acme'))).toEqual([])
  expect(names(await search('acme', '&search_closed_records=true'))).toEqual([
    'customer: Acme 100% Miller_Ltd',
    'contact: Old Owner',
    'inventory: 8944-ACME',
    'service: Acme line',
  ])
})

test('wildcards of SQL are plain characters, and an empty search is refused', async () => {
  expect(names(await search('100%', '&search_closed_records=true'))).toEqual(['customer: Acme 100% Miller_Ltd'])
  expect(names(await search('r_L', '&search_closed_records=true'))).toEqual(['customer: Acme 100% Miller_Ltd'])
  expect(names(await search('%'))).toEqual([])
  expect(names(await search("'; drop table customer; --"))).toEqual([])
  expect(await search('  ')).toMatchObject({ status: 400, body: { field: 'search' } })
  expect((await product.admin.get('/crm/utilities/search_everything')).status).toBe(400)
})

test('hits come in pages of ten with totals, sort and filter by type [NAV-13] [NAV-21]', async () => {
  for (let count = 0; count < 12; count++)
    await product.admin.put('/crm/customer/', { customer_name: `Paged ${count}` })
  const first = await search('paged')
  expect(first.body.data).toHaveLength(10)
  expect(first.body.pagination).toEqual({ current_page: 1, per_page: 10, total_pages: 2, total_items: 12 })
  const second = await search('paged', '&page=2')
  expect(new Set([...names(first), ...names(second)]).size).toBe(12)
  const sorted = await search('paged', '&sort=name&order=desc&per_page=3')
  expect(names(sorted)).toEqual(['customer: Paged 9', 'customer: Paged 8', 'customer: Paged 7'])
  const filter = encodeURIComponent('{"type":["site","service"]}')
  expect(names(await search('miller', `&filters=${filter}`))).toEqual([
    'site: Miller House',
    'service: Mobile Miller',
    'service: hidden-miller-uuid',
  ])
  expect((await search('x', `&filters=${encodeURIComponent('{"name":["x"]}')}`)).status).toBe(400)
  expect((await search('x', '&sort=secret')).status).toBe(400)
})

test('a secret text of an item is neither found nor shown [INV-20]', async () => {
  await product.admin.put('/crm/inventory/', { item: 'Vault', itemtext1: 'swordfish', itemtext2: 'find me here' })
  expect(names(await search('swordfish'))).toEqual([])
  expect(names(await search('find me'))).toEqual(['inventory: ***'])
  expect(names(await search('v1.'))).toEqual([])
})

test('each caller finds only what they may see [NAV-08]', async () => {
  const self = await product.signInAs({ roles: ['customer'], contactId: janesContact })
  expect(names(await search('8944', '&search_closed_records=true', self))).toEqual(['inventory: 8944-JANE'])
  expect((await search('miller', '', self)).body.data.map((hit: { id: number }) => hit.id)).toContain(janesService)
  expect(names(await search('hidden-miller', '', self))).toEqual([])
  const finance = await product.signInAs({ roles: ['Finance'] })
  expect(names(await search('miller', '', finance))).toEqual(['customer: Jane Miller'])
  expect((await search('8944', '', finance)).body.pagination.total_items).toBe(0)
  expect((await search('miller', '', product.nobody)).status).toBe(401)
})
