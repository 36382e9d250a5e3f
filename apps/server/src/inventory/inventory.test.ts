import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildNumber, buildSim, buildTemplate } from '../testing/build-inventory.ts'
import { type Client, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
let admin: Client
let serial = 0

beforeAll(async () => {
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    config: { inventory: { low_stock: { 'SIM Card': 1000, eSIM: 5 } } },
  })
  admin = product.admin
  await buildTemplate(admin, 'SIM Card')
  await buildTemplate(admin, 'Mobile Number')
  await buildTemplate(admin, 'WiFi Router CPE')
})
afterAll(() => product?.close())

const sim = (fields: Record<string, unknown> = {}) => buildSim(admin, ++serial, fields)
const get = (id: number, client = admin) => client.get(`/crm/inventory/inventory_id/${id}`)
const patch = (id: number, body: Record<string, unknown>, client = admin) =>
  client.patch(`/crm/inventory/inventory_id/${id}`, body)

async function customer(): Promise<{ id: number; client: Client }> {
  const { body } = await admin.put('/crm/customer/', {
    customer_name: 'Someone',
    contacts: [{ contact_firstname: 'A', contact_lastname: 'B', contact_types: 'Primary' }],
  })
  const client = await product.signInAs({ roles: ['customer'], contactId: body.contacts[0].contact_id })
  return { id: body.customer_id, client }
}

/** A service as provisioning would leave it behind. */
async function service(customerId: number): Promise<number> {
  const { body } = await admin.put('/crm/product/', {
    product_name: 'P',
    product_slug: `p-${++serial}`,
    category: 'standalone',
    service_type: 'mobile',
  })
  const now = product.platform.clock.now()
  const row = await product.platform.db
    .insertInto('customer_service')
    .values({
      customer_id: customerId,
      product_id: body.product_id,
      service_uuid: `uuid-${serial}`,
      created: now,
      last_modified: now,
    })
    .returning('service_id')
    .executeTakeFirstOrThrow()
  return row.service_id
}

const stored = (id: number) =>
  product.platform.db.selectFrom('inventory').selectAll().where('inventory_id', '=', id).executeTakeFirstOrThrow()

test('an item takes costs from its template unless it has its own, and keeps all of its fields [INV-04] [INV-08] [INV-21] [INV-36]', async () => {
  const plain = await sim()
  expect(plain).toMatchObject({ wholesale_cost: 2.5, retail_cost: 10, item_state: 'In Stock', customer_id: null })
  const own = await sim({
    retail_cost: '12.50',
    latitude: '-33.8688',
    longitude: 151.2093,
    plus_code: '4RRH+2C Sydney',
    management_url: 'LPA:1$smdp.example.com$ABC',
    config_content: 'hostname x',
    inventory_notes: 'shelf 3',
  })
  expect(own).toMatchObject({
    retail_cost: 12.5,
    latitude: -33.8688,
    plus_code: '4RRH+2C Sydney',
    management_url: 'LPA:1$smdp.example.com$ABC',
    config_content: 'hostname x',
  })
  const read = await admin.get(`/crm/inventory/${own.inventory_id}`)
  expect(read.body).toEqual(own)
})

test('bad items name the field and change nothing [INV-06] [INV-09] [INV-10]', async () => {
  const total = async () => (await admin.get('/crm/inventory/')).body.pagination.total_items
  const before = await total()
  const wrong: [Record<string, unknown>, string][] = [
    [{ item: 'SIM Card' }, 'itemtext1'],
    [{ item: 'SIM Card', itemtext1: ' ' }, 'itemtext1'],
    [{ item: 'sim card', itemtext1: 'x' }, 'item'],
    [{ itemtext1: 'x' }, 'item'],
    [{ inventory_template_id: 9999, itemtext1: 'x' }, 'inventory_template_id'],
    [{ item: 'SIM Card', itemtext1: 'x', item_state: 'Gone' }, 'item_state'],
    [{ item: 'SIM Card', itemtext1: 'x', customer_id: 99999 }, 'customer_id'],
    [{ item: 'SIM Card', itemtext1: 'x', service_id: 99999 }, 'service_id'],
    [{ item: 'SIM Card', itemtext1: 'x', latitude: 91 }, 'latitude'],
  ]
  for (const [body, field] of wrong) {
    const answer = await admin.put('/crm/inventory/', body)
    expect([answer.status, answer.body.field], JSON.stringify(body)).toEqual([400, field])
  }
  expect(await total()).toBe(before)
  const item = await sim()
  expect((await patch(item.inventory_id, { item_state: 'Gone' })).body.field).toBe('item_state')
  expect((await patch(999999, {})).status).toBe(404)
})

test('labels give further field names, numbers a msisdn, and none hides a field of the item [INV-05]', async () => {
  const card = await sim()
  expect(card).toMatchObject({ iccid: card.itemtext1, imsi: card.itemtext2, ki: card.itemtext4, opc: card.itemtext5 })
  const number = await buildNumber(admin, ++serial)
  expect(number).toMatchObject({ msisdn: number.itemtext1, phone_number: number.itemtext1 })
  const template = await admin.put('/crm/inventory/item_template/', {
    item: 'Odd',
    wholesale_cost: 0,
    retail_cost: 0,
    itemtext1_label: 'City',
    itemtext2_label: 'City',
    itemtext3_label: 'Number of Ports!',
  })
  const { body: odd } = await admin.put('/crm/inventory/', {
    inventory_template_id: template.body.inventory_template_id,
    itemtext1: 'not the city',
    itemtext3: '4',
  })
  expect(odd).toMatchObject({ city: null, number_of_ports: '4', item: 'Odd' })
  expect(odd.msisdn).toBe(undefined)
})

test('secrets are sealed in the database and hidden from all but those who may change items [INV-20] [INV-39]', async () => {
  const { id, client } = await customer()
  const { body: router } = await admin.put('/crm/inventory/', {
    item: 'WiFi Router CPE',
    itemtext1: 'AA:BB',
    itemtext3: 'Network_7',
    itemtext4: 'sunny-day-42',
    management_password: 'Pa55-router',
    config_content: 'wlan-password: sunny-day-42\nadmin Pa55-router',
    inventory_notes: 'behind the door',
    customer_id: id,
  })
  const card = await sim({ customer_id: id })
  expect(router).toMatchObject({ psk: 'sunny-day-42', management_password: 'Pa55-router' })
  const rows = JSON.stringify([await stored(router.inventory_id), await stored(card.inventory_id)])
  for (const secret of ['sunny-day-42', 'Pa55-router', card.itemtext4, card.itemtext5, card.itemtext6])
    expect(rows).not.toContain(secret)
  const support = await product.signInAs({ roles: ['Support'] })
  const seen = await get(router.inventory_id, support)
  expect(seen.body).toMatchObject({ psk: '***', itemtext4: '***', management_password: '***', itemtext3: 'Network_7' })
  expect(seen.body.config_content).toBe('wlan-password: ***\nadmin ***')
  expect(seen.text).not.toContain('sunny-day-42')
  expect(seen.text).not.toContain('Pa55-router')
  const sims = await support.get(`/crm/inventory/?search=${card.itemtext1}`)
  expect(sims.body.data[0]).toMatchObject({ ki: '***', opc: '***', puk: '***', imsi: card.itemtext2 })
  const own = await get(router.inventory_id, client)
  expect(own.body.psk).toBe('sunny-day-42')
  for (const name of ['management_password', 'config_content', 'inventory_notes', 'wholesale_cost'])
    expect(Object.keys(own.body)).not.toContain(name)
  const ownCard = await get(card.inventory_id, client)
  expect(ownCard.body.iccid).toBe(card.itemtext1)
  for (const name of ['ki', 'opc', 'puk', 'itemtext4', 'itemtext5', 'itemtext6'])
    expect(Object.keys(ownCard.body)).not.toContain(name)
  await patch(router.inventory_id, { itemtext4: 'new-key-77', management_password: 'Pa66' })
  const log = await admin.get(`/crm/activity/customer_id/${id}?per_page=100`)
  expect(log.text).not.toMatch(/sunny-day|new-key-77|Pa55|Pa66/)
  const { body: entry } = await admin.get(`/crm/activity/activity_id/${log.body.data[0].activity_id}`)
  expect(entry.details.hidden_fields_changed).toEqual(expect.arrayContaining(['itemtext4', 'management_password']))
})

test('a new label keeps the data, sealed or opened as the label now asks [INV-05] [INV-20] [INV-35]', async () => {
  const { body: template } = await admin.put('/crm/inventory/item_template/', {
    item: 'Relabelled',
    wholesale_cost: 1,
    retail_cost: 2,
  })
  expect(template).toMatchObject({ itemtext1_label: 'Model Number', itemtext2_label: 'Serial Number' })
  const { body: item } = await admin.put('/crm/inventory/', {
    item: 'Relabelled',
    itemtext1: 'a',
    itemtext2: 'open text',
  })
  const relabel = (label: string) =>
    admin.patch(`/crm/inventory/item_template/${template.inventory_template_id}`, { itemtext2_label: label })
  expect((await relabel('Ki')).status).toBe(200)
  expect((await stored(item.inventory_id)).itemtext2).not.toContain('open text')
  expect((await get(item.inventory_id)).body).toMatchObject({ ki: 'open text', itemtext2: 'open text' })
  await relabel('OPc')
  expect((await get(item.inventory_id)).body).toMatchObject({ opc: 'open text' })
  await relabel('Colour')
  expect((await stored(item.inventory_id)).itemtext2).toBe('open text')
  expect((await get(item.inventory_id)).body).toMatchObject({ colour: 'open text' })
})

test('renaming a template renames its items; names are unique and a used template stays [INV-01] [INV-02] [INV-06] [INV-35]', async () => {
  const make = (item: string) =>
    admin.put('/crm/inventory/item_template/', { item, wholesale_cost: 1, retail_cost: 2, icon: 'fa-x' })
  const { body: template } = await make('Old name')
  expect((await make('Old name')).status).toBe(409)
  expect((await make('old name')).status).toBe(200)
  expect((await admin.put('/crm/inventory/item_template/', { item: 'No costs' })).body.field).toBe('wholesale_cost')
  const { body: item } = await admin.put('/crm/inventory/', { item: 'Old name', itemtext1: 'x' })
  const path = `/crm/inventory/item_template/${template.inventory_template_id}`
  expect((await admin.patch(path, { item: 'SIM Card' })).status).toBe(409)
  expect((await admin.patch(path, { item: 'New name' })).body.item).toBe('New name')
  expect((await get(item.inventory_id)).body.item).toBe('New name')
  expect(await admin.delete(path)).toMatchObject({ status: 409, body: { code: 'template_in_use' } })
  await admin.delete(`/crm/inventory/inventory_id/${item.inventory_id}`)
  expect((await admin.delete(path)).status).toBe(200)
  expect((await admin.get(path)).status).toBe(404)
})

test('templates need their permissions, and customers see no wholesale cost [INV-35] [INV-39]', async () => {
  const { client } = await customer()
  const list = await client.get('/crm/inventory/item_template/')
  expect(list.status).toBe(200)
  for (const row of list.body) expect(Object.keys(row)).not.toContain('wholesale_cost')
  const support = await product.signInAs({ roles: ['Support'] })
  expect((await support.get('/crm/inventory/item_template/')).body[0].wholesale_cost).toBeTypeOf('number')
  expect((await support.put('/crm/inventory/item_template/', { item: 'x' })).status).toBe(403)
  expect((await client.patch('/crm/inventory/item_template/1', { item: 'x' })).status).toBe(403)
})

test('giving an item sets customer, service, state and date of sale; releasing clears them [INV-16] [INV-29] [INV-37] [INV-38]', async () => {
  const { id } = await customer()
  const serviceId = await service(id)
  const { inventory_id: item } = await sim()
  const given = await patch(item, { service_id: serviceId })
  expect(given.body).toMatchObject({ customer_id: id, service_id: serviceId, item_state: 'Assigned' })
  expect(given.body.sold_date).toMatch(/^2025-01-10/)
  const again = await patch(item, { service_id: serviceId, customer_id: id })
  expect(again.status).toBe(200)
  const released = await patch(item, { customer_id: null })
  expect(released.body).toMatchObject({ customer_id: null, service_id: null, item_state: 'Used' })
  const refurbished = await patch(item, { item_state: 'New', item_location: 'Shop 2' })
  expect(refurbished.body.item_state).toBe('New')
  const sold = await patch(item, { customer_id: id, item_state: 'In Use' })
  expect(sold.body).toMatchObject({ customer_id: id, service_id: null, item_state: 'In Use' })
  const history = await admin.get(`/crm/inventory/inventory_id/${item}/history`)
  expect(
    history.body.map((row: Record<string, unknown>) => [
      row.item_state,
      row.item_location,
      row.customer_id,
      row.service_id,
    ]),
  ).toEqual([
    ['In Use', 'Shop 2', id, null],
    ['New', 'Shop 2', null, null],
    ['Used', 'Warehouse A', null, null],
    ['Assigned', 'Warehouse A', id, serviceId],
    ['In Stock', 'Warehouse A', null, null],
  ])
  expect(history.body[0].user_id).toBeTypeOf('number')
})

test('an item that somebody has goes to nobody else until it is released [INV-31]', async () => {
  const [one, two] = [await customer(), await customer()]
  const [first, second] = [await service(one.id), await service(two.id)]
  const { inventory_id: item } = await sim()
  await patch(item, { customer_id: one.id, service_id: first })
  const other = await patch(item, { customer_id: two.id, service_id: second })
  expect(other).toMatchObject({ status: 409, body: { code: 'item_assigned' } })
  expect(other.body.message).toContain(`service ${first}`)
  expect((await patch(item, { customer_id: two.id })).status).toBe(409)
  expect((await patch(item, { service_id: await service(one.id) })).status).toBe(409)
  expect((await patch(item, { customer_id: two.id, service_id: first })).body.field).toBe('customer_id')
  expect((await admin.delete(`/crm/inventory/inventory_id/${item}`)).status).toBe(409)
  await patch(item, { customer_id: null, service_id: null, item_state: 'In Stock' })
  expect((await patch(item, { customer_id: two.id, service_id: second })).status).toBe(200)
})

test('given to two services at once, an item goes to one [INV-31]', async () => {
  const [one, two] = [await customer(), await customer()]
  const [first, second] = [await service(one.id), await service(two.id)]
  for (let round = 0; round < 5; round++) {
    const { inventory_id: item } = await sim()
    const answers = await Promise.all([
      patch(item, { customer_id: one.id, service_id: first }),
      patch(item, { customer_id: two.id, service_id: second }),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  }
})

test('the picker offers free items of exactly the template, to whom it is open [INV-07]', async () => {
  const { id, client } = await customer()
  const { inventory_id: free } = await sim({ item_location: 'Shop 9' })
  const { inventory_id: taken } = await sim({ item_location: 'Shop 9', customer_id: id })
  const { inventory_id: used } = await sim({ item_location: 'Shop 9', item_state: 'Used' })
  const offered = async (query: string, by = admin) =>
    (await by.get(`/crm/inventory/available?${query}`)).body.map((row: { inventory_id: number }) => row.inventory_id)
  expect(await offered('item=SIM%20Card&item_location=Shop%209')).toEqual([free])
  expect(await offered('item=SIM%20Card')).not.toContain(taken)
  expect(await offered('item=SIM%20Card')).not.toContain(used)
  expect(await offered('item=sim%20card')).toEqual([])
  expect(await offered('item=SIM%20Card&item_location=Shop%209', client)).toEqual([free])
  await admin.put('/crm/inventory/', { item: 'WiFi Router CPE', itemtext1: 'CC' })
  expect(await offered('item=WiFi%20Router%20CPE')).toHaveLength(1)
  expect(await offered('item=WiFi%20Router%20CPE', client)).toEqual([])
})

test('customers see only their own items; lists by customer and service hold what is theirs [INV-17] [INV-34] [INV-39]', async () => {
  const [one, two] = [await customer(), await customer()]
  const serviceId = await service(one.id)
  const { inventory_id: own } = await sim({ service_id: serviceId })
  const { inventory_id: foreign } = await sim({ customer_id: two.id })
  const { inventory_id: stock } = await sim()
  expect((await get(own, one.client)).status).toBe(200)
  expect((await get(foreign, one.client)).status).toBe(403)
  expect((await get(stock, one.client)).status).toBe(403)
  const list = await one.client.get('/crm/inventory/')
  expect(list.body.data.map((row: { inventory_id: number }) => row.inventory_id)).toEqual([own])
  expect((await one.client.get(`/crm/inventory/customer_id/${two.id}`)).status).toBe(403)
  expect((await one.client.get(`/crm/inventory/customer_id/${one.id}`)).body.data).toHaveLength(1)
  expect((await two.client.get(`/crm/inventory/service_id/${serviceId}`)).body.data).toEqual([])
  const ofService = await admin.get(`/crm/inventory/service_id/${serviceId}`)
  expect(ofService.body.data[0]).toMatchObject({ inventory_id: own, customer_id: one.id, item_state: 'Assigned' })
  for (const refused of [
    await patch(own, { item_state: 'Lost' }, one.client),
    await one.client.put('/crm/inventory/', { item: 'SIM Card', itemtext1: 'x' }),
    await one.client.delete(`/crm/inventory/inventory_id/${own}`),
    await one.client.get('/crm/inventory/export'),
    await one.client.get('/crm/inventory/stock'),
    await one.client.get(`/crm/inventory/inventory_id/${own}/history`),
  ])
    expect(refused.status).toBe(403)
  const support = await product.signInAs({ roles: ['Support'] })
  expect((await patch(own, { item_state: 'Lost' }, support)).status).toBe(403)
  expect((await product.nobody.get('/crm/inventory/')).status).toBe(401)
})

test('the list searches, filters by type, state, place and holder, also by none [INV-13] [INV-33]', async () => {
  const { inventory_id: lost } = await sim({ item_state: 'Lost', item_location: 'Van 3' })
  const list = async (filters: unknown, more = '') =>
    (
      await admin.get(`/crm/inventory/?per_page=1000&filters=${encodeURIComponent(JSON.stringify(filters))}${more}`)
    ).body.data.map((row: { inventory_id: number }) => row.inventory_id)
  expect(await list({ item_state: ['Lost', 'Stolen'], item_location: ['Van 3'] })).toEqual([lost])
  expect(await list({ customer_id: [null] })).toContain(lost)
  expect(await list({ service_id: [null, 1] }, `&search=${serial}`)).toContain(lost)
  expect(await list({ item: ['Mobile Number'] })).not.toContain(lost)
})

test('Lost leaves an audit entry and Stolen a security report [INV-11] [INV-12] [INV-33]', async () => {
  const { id } = await customer()
  const { inventory_id: item } = await sim({ customer_id: id })
  await patch(item, { item_state: 'Lost' })
  await patch(item, { item_state: 'Stolen' })
  const { body } = await admin.get(`/crm/activity/customer_id/${id}?per_page=100`)
  const entries = body.data.map((entry: { activity: string }) => entry.activity)
  expect(entries.filter((text: string) => text.startsWith('Audit: SIM Card'))).toHaveLength(1)
  expect(entries.filter((text: string) => text.startsWith('Security report: SIM Card'))).toHaveLength(1)
})

test('stock is counted by type, place and state, and low stock is marked [INV-15] [INV-28]', async () => {
  const { inventory_id: item } = await sim({ item_location: 'Depot 7' })
  await sim({ item_location: 'Depot 7' })
  const count = async (place: string) =>
    (await admin.get(`/crm/inventory/stock?item=SIM%20Card&item_location=${encodeURIComponent(place)}`)).body
  expect(await count('Depot 7')).toEqual([
    { item: 'SIM Card', item_location: 'Depot 7', item_state: 'In Stock', count: 2, low: true },
  ])
  await patch(item, { item_location: 'Store 8' })
  expect((await count('Depot 7'))[0].count).toBe(1)
  expect((await count('Store 8'))[0].count).toBe(1)
  const all = (await admin.get('/crm/inventory/stock')).body
  expect(all).toContainEqual({ item: 'eSIM', item_location: null, item_state: 'New', count: 0, low: true })
  const routers = all.filter((row: { item: string }) => row.item === 'WiFi Router CPE')
  for (const row of routers) expect(row.low).toBe(false)
})

test('a file loads its good rows and tells the line of each bad one, and an export loads again [INV-14]', async () => {
  const csv = [
    'item,iccid,itemtext2,Ki,item_location,item_state,retail_cost',
    'SIM Card,8944000000000000001,234330000000001,AABB,Depot 20,In Transit,',
    'SIM Card,,234330000000002,AABB,Depot 20,In Transit,',
    'Unknown,8944000000000000003,,,Depot 20,,',
    '',
    'SIM Card,8944000000000000004,234330000000004,AABB,Depot 20,Nowhere,',
    'SIM Card,8944000000000000005,"quoted, with comma",AABB,Depot 20,,3.50',
    'SIM Card,8944000000000000006',
  ].join('\n')
  const loaded = await admin.put('/crm/inventory/batch', { csv })
  expect(loaded.body).toMatchObject({ created: 2, failed: 4 })
  expect(loaded.body.errors.map((error: { line: number }) => error.line)).toEqual([3, 4, 6, 8])
  expect(loaded.body.errors[0].message).toContain('itemtext1')
  const filter = encodeURIComponent('{"item_location":["Depot 20"]}')
  const { body: list } = await admin.get(`/crm/inventory/?filters=${filter}&sort=inventory_id&order=asc`)
  expect(list.data).toMatchObject([
    { iccid: '8944000000000000001', ki: 'AABB', item_state: 'In Transit', retail_cost: 10 },
    { itemtext2: 'quoted, with comma', item_state: 'New', retail_cost: 3.5 },
  ])
  expect((await stored(list.data[0].inventory_id)).itemtext4).not.toBe('AABB')
  const history = await admin.get(`/crm/inventory/inventory_id/${list.data[0].inventory_id}/history`)
  expect(history.body).toHaveLength(1)
  await patch(list.data[0].inventory_id, { inventory_notes: '=SUM(A1)' })
  const exported = await admin.get(`/crm/inventory/export?filters=${filter}`)
  expect(exported.headers.get('content-type')).toContain('text/csv')
  expect(exported.text).toContain("'=SUM(A1)")
  const again = await admin.put('/crm/inventory/batch', { csv: exported.text.replaceAll('Depot 20', 'Depot 21') })
  expect(again.body, again.text).toMatchObject({ created: 2, failed: 0 })
  const copy = await admin.get(
    `/crm/inventory/?filters=${encodeURIComponent('{"item_location":["Depot 21"]}')}&search=000001`,
  )
  expect(copy.body.data[0]).toMatchObject({ ki: 'AABB', inventory_notes: '=SUM(A1)' })
  const support = await product.signInAs({ roles: ['Support'] })
  expect((await support.get(`/crm/inventory/export?filters=${filter}`)).text).not.toContain('AABB')
})

test('items load as a list too, a thousand at once, and a broken file changes nothing [INV-14]', async () => {
  const rows = Array.from({ length: 1000 }, (_, index) => ({
    item: 'Mobile Number',
    itemtext1: `4477010${10000 + index}`,
  }))
  const loaded = await admin.put('/crm/inventory/batch', [...rows, { item: 'Mobile Number' }])
  expect(loaded.body).toMatchObject({ created: 1000, failed: 1, errors: [{ line: 1001 }] })
  const broken = await admin.put('/crm/inventory/batch', { csv: 'item,itemtext1\n"SIM Card,1' })
  expect(broken).toMatchObject({ status: 400, body: { field: 'csv' } })
})

test('a released number is offered again when its grace period is over, not before [INV-30]', async () => {
  const { id } = await customer()
  const { inventory_id: number } = await buildNumber(admin, ++serial, { customer_id: id })
  const { inventory_id: card } = await sim({ customer_id: id })
  await patch(number, { customer_id: null })
  await patch(card, { customer_id: null })
  const runJob = () => admin.post('/crm/scheduled_job/offer-released-numbers/run')
  const state = async (item: number) => (await get(item)).body.item_state
  await product.setClock('2025-02-09T09:00:00Z')
  await runJob()
  expect(await state(number)).toBe('Used')
  await product.setClock('2025-02-10T09:00:00Z')
  expect(await state(number)).toBe('Available')
  expect(await state(card)).toBe('Used')
  const history = await admin.get(`/crm/inventory/inventory_id/${number}/history`)
  expect(history.body).toHaveLength(3)
})

test('an address is offered the services of the homes passed around it, its neighbours further off none [INV-24] [INV-25]', async () => {
  await admin.put('/crm/inventory/item_template/', {
    item: 'Home Passed',
    wholesale_cost: 0,
    retail_cost: 0,
    itemtext1_label: 'Address',
    itemtext2_label: 'Service Type',
  })
  const home = (fields: Record<string, unknown>) => admin.put('/crm/inventory/', { item: 'Home Passed', ...fields })
  // 0.0002 degrees of latitude are 22 metres, 0.001 are 111.
  const { body: near } = await home({ itemtext1: '1', itemtext2: 'internet, iptv', latitude: 51.5002, longitude: -0.1 })
  const { body: nearer } = await home({ itemtext1: '2', itemtext2: 'internet', latitude: 51.5001, longitude: -0.1 })
  await home({ itemtext1: '3', itemtext2: 'voip', latitude: 51.5, longitude: -0.1, item_state: 'Decommissioned' })
  await home({ itemtext1: '4', itemtext2: 'mobile', latitude: 51.501, longitude: -0.1 })
  const at = async (query: string, client = admin) => client.get(`/crm/inventory/qualification?${query}`)
  const found = await at('latitude=51.5&longitude=-0.1')
  expect(found.body).toEqual([
    { service_type: 'internet', inventory_id: nearer.inventory_id, distance_km: 0.011 },
    { service_type: 'iptv', inventory_id: near.inventory_id, distance_km: 0.022 },
  ])
  expect((await at('latitude=51.5&longitude=-0.102')).body).toEqual([])
  const { body: own } = await admin.put('/crm/customer/', {
    customer_name: 'At home',
    contacts: [{ contact_firstname: 'A', contact_lastname: 'B', contact_types: 'Primary' }],
    sites: [{ site_name: 'Home', latitude: 51.5, longitude: -0.1 }],
  })
  const client = await product.signInAs({ roles: ['customer'], contactId: own.contacts[0].contact_id })
  expect((await at(`site_id=${own.sites[0].site_id}`, client)).body).toHaveLength(2)
  expect((await at(`site_id=${own.sites[0].site_id}`, (await customer()).client)).status).toBe(403)
  expect((await at('latitude=51.5')).body.field).toBe('longitude')
  expect((await at('latitude=95&longitude=0')).status).toBe(400)
})
