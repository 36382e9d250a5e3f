import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Context, createContext } from '../platform/context.ts'
import type { Actor, JobGrant } from '../platform/guard/actor.ts'
import { buildNumber, buildSim, buildTemplate } from '../testing/build-inventory.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { itemsOfService, nextFreeItem, releaseItemsOfService, releaseReservations, reserveItems } from './index.ts'
import { presentItem } from './present.ts'
import { findItem } from './tables.ts'
import { updateItem } from './update-item.ts'

let product: TestProduct
let customerId = 0
let otherCustomerId = 0
let serviceId = 0
let serial = 0

beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
  await buildTemplate(product.admin, 'SIM Card')
  await buildTemplate(product.admin, 'Mobile Number')
  await buildTemplate(product.admin, 'WiFi Router CPE')
  const make = async () => (await product.admin.put('/crm/customer/', { customer_name: 'Jane' })).body.customer_id
  customerId = await make()
  otherCustomerId = await make()
  const { body } = await product.admin.put('/crm/product/', {
    product_name: 'P',
    product_slug: 'p',
    category: 'standalone',
    service_type: 'mobile',
  })
  serviceId = await service(customerId, body.product_id)
})
afterAll(() => product?.close())

async function service(owner: number, productId = 1): Promise<number> {
  const now = product.platform.clock.now()
  const row = await product.platform.db
    .insertInto('customer_service')
    .values({
      customer_id: owner,
      product_id: productId,
      service_uuid: `uuid-${++serial}`,
      created: now,
      last_modified: now,
    })
    .returning('service_id')
    .executeTakeFirstOrThrow()
  return row.service_id
}

/** A running job, as provisioning makes it in the transaction of the order. */
async function job(owner = customerId): Promise<number> {
  const now = product.platform.clock.now()
  const user = await product.platform.db.selectFrom('crm_user').select('id').executeTakeFirstOrThrow()
  const row = await product.platform.db
    .insertInto('provision')
    .values({
      customer_id: owner,
      provisioning_play: 'play_psim_only',
      variables_encrypted: '',
      initiating_user: user.id,
      initiated_by: `user:${user.id}`,
      created: now,
      last_modified: now,
    })
    .returning('provision_id')
    .executeTakeFirstOrThrow()
  return row.provision_id
}

/** The token of a job that a customer started: it reaches its customer and what the job has reserved. */
function tokenOf(provisionId: number, owner = customerId, ofService: number | null = null): Context {
  const grant: JobGrant = { provisionId, customerId: owner, serviceId: ofService }
  const actor: Actor = {
    userId: null,
    initiatedBy: 'user:1',
    roles: [],
    permissions: new Set(),
    customerId: owner,
    sessionId: null,
    job: grant,
  }
  return createContext(product.platform, {
    actor,
    scope: { all: false, customerId: owner, provisionId },
    requestId: 'test',
  })
}

const until = () => new Date(product.platform.clock.now().getTime() + 3_600_000)
const reserve = (provisionId: number, items: Record<string, number>, context = product.system) =>
  context.change((change) => reserveItems(change, { provisionId, customerId, items, until: until() }))
const sim = async () => (await buildSim(product.admin, ++serial)).inventory_id
const read = async (id: number) => (await product.admin.get(`/crm/inventory/inventory_id/${id}`)).body

test('a chosen item is held for its job, and a second job is told which one has it [PLAN-07]', async () => {
  const [first, second] = [await job(), await job()]
  const item = await sim()
  await reserve(first, { 'SIM Card': item })
  await reserve(first, { 'SIM Card': item })
  expect(await read(item)).toMatchObject({ reserved_by_provision_id: first, item_state: 'In Stock', customer_id: null })
  await expect(reserve(second, { 'SIM Card': item })).rejects.toMatchObject({
    status: 409,
    code: 'item_reserved',
    message: expect.stringContaining(`job ${first}`),
  })
  const picker = await product.admin.get('/crm/inventory/available?item=SIM%20Card')
  expect(picker.body.map((row: { inventory_id: number }) => row.inventory_id)).not.toContain(item)
  expect((await product.admin.delete(`/crm/inventory/inventory_id/${item}`)).status).toBe(409)
  const taken = await product.admin.patch(`/crm/inventory/inventory_id/${item}`, { customer_id: otherCustomerId })
  expect(taken).toMatchObject({ status: 409, body: { code: 'item_reserved' } })
})

test('of two jobs that want the same items at once, one gets all of them and the other none [PLAN-07]', async () => {
  for (let round = 0; round < 10; round++) {
    const card = await sim()
    const number = (await buildNumber(product.admin, ++serial)).inventory_id
    const jobs = [await job(), await job()]
    const results = await Promise.allSettled([
      reserve(jobs[0]!, { 'SIM Card': card, 'Mobile Number': number }),
      reserve(jobs[1]!, { 'Mobile Number': number, 'SIM Card': card }),
    ])
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    const winner = jobs[results.findIndex((result) => result.status === 'fulfilled')]
    expect([(await read(card)).reserved_by_provision_id, (await read(number)).reserved_by_provision_id]).toEqual([
      winner,
      winner,
    ])
  }
})

test('one item that is not to be had leaves all others alone [PLAN-07]', async () => {
  const provisionId = await job()
  const [free, assigned] = [
    await sim(),
    (await buildNumber(product.admin, ++serial, { service_id: serviceId })).inventory_id,
  ]
  await expect(reserve(provisionId, { 'SIM Card': free, 'Mobile Number': assigned })).rejects.toMatchObject({
    status: 409,
    message: expect.stringContaining(`service ${serviceId}`),
  })
  expect((await read(free)).reserved_by_provision_id).toBe(null)
})

test('only free items of the right template are reserved, and customers choose only what is open to them [INV-06] [INV-07]', async () => {
  const provisionId = await job()
  const item = await sim()
  await expect(reserve(provisionId, { 'Mobile Number': item })).rejects.toMatchObject({
    status: 400,
    field: 'Mobile Number',
  })
  await expect(reserve(provisionId, { 'SIM Card': 999_999 })).rejects.toMatchObject({ status: 400 })
  const lost = (await buildSim(product.admin, ++serial, { item_state: 'Lost' })).inventory_id
  await expect(reserve(provisionId, { 'SIM Card': lost })).rejects.toMatchObject({ status: 409, code: 'item_not_free' })
  const { body: router } = await product.admin.put('/crm/inventory/', { item: 'WiFi Router CPE', itemtext1: 'AA' })
  const customer = createContext(product.platform, {
    actor: { ...tokenOf(provisionId).actor, job: null },
    scope: { all: false, customerId, provisionId: null },
    requestId: 'test',
  })
  await expect(reserve(provisionId, { 'WiFi Router CPE': router.inventory_id }, customer)).rejects.toMatchObject({
    status: 403,
  })
  await reserve(provisionId, { 'SIM Card': item }, customer)
})

test('the job turns its reservation into an assignment, and what it does not assign is freed [INV-16] [PLAN-07]', async () => {
  const provisionId = await job()
  const [card, spare] = [await sim(), (await buildNumber(product.admin, ++serial)).inventory_id]
  await reserve(provisionId, { 'SIM Card': card, 'Mobile Number': spare })
  const token = tokenOf(provisionId)
  await token.change((change) =>
    updateItem(change, card, { customer_id: customerId, service_id: serviceId, item_state: 'Assigned' }),
  )
  const assigned = await read(card)
  expect(assigned).toMatchObject({
    customer_id: customerId,
    service_id: serviceId,
    item_state: 'Assigned',
    reserved_by_provision_id: null,
    reserved_until: null,
  })
  expect(assigned.sold_date).not.toBe(null)
  await product.system.change((change) => releaseReservations(change, provisionId))
  await product.system.change((change) => releaseReservations(change, provisionId))
  expect(await read(spare)).toMatchObject({ reserved_by_provision_id: null, item_state: 'In Stock' })
  expect((await read(card)).service_id).toBe(serviceId)
  const second = await job()
  await reserve(second, { 'Mobile Number': spare })
})

test('a job changes only items of its customer and those that it has reserved, and sets no costs [INV-39]', async () => {
  const provisionId = await job()
  const token = tokenOf(provisionId)
  const change = (id: number, patch: Parameters<typeof updateItem>[2]) =>
    token.change((inside) => updateItem(inside, id, patch))
  const foreign = (await buildSim(product.admin, ++serial, { customer_id: otherCustomerId })).inventory_id
  const stock = await sim()
  await expect(change(foreign, { item_state: 'Lost' })).rejects.toMatchObject({ status: 403 })
  await expect(change(stock, { customer_id: customerId })).rejects.toMatchObject({ status: 403 })
  const reserved = await sim()
  await reserve(provisionId, { 'SIM Card': reserved })
  await expect(change(reserved, { customer_id: otherCustomerId })).rejects.toMatchObject({ status: 403 })
  await expect(change(reserved, { retail_cost: '0' })).rejects.toMatchObject({ status: 403 })
  await change(reserved, { itemtext3: 'eSIM' })
  expect((await read(reserved)).itemtext3).toBe('eSIM')
  const own = (await buildSim(product.admin, ++serial, { customer_id: customerId })).inventory_id
  await change(own, { customer_id: null, service_id: null, item_state: 'Used' })
  expect(await read(own)).toMatchObject({ customer_id: null, item_state: 'Used' })
})

test('a job reads the secrets of the items it is about, and of no others [INV-20]', async () => {
  const provisionId = await job()
  const reserved = await sim()
  await reserve(provisionId, { 'SIM Card': reserved })
  const own = tokenOf(provisionId)
  const row = await findItem(own, reserved)
  expect(presentItem(own, row!)).toMatchObject({ ki: (await read(reserved)).ki })
  // Started by somebody who may look at all items: the job sees the others as its initiator does.
  const staff = createContext(product.platform, {
    actor: { ...own.actor, permissions: new Set(['view_inventory']) },
    requestId: 'test',
  })
  const other = await findItem(staff, await sim())
  expect(presentItem(staff, other!)).toMatchObject({ ki: '***' })
  expect(presentItem(staff, row!)).toMatchObject({ ki: (await read(reserved)).ki })
})

test('a reservation that has run out holds nobody up, and its late job finds the item gone [PLAN-07]', async () => {
  const [first, second] = [await job(), await job()]
  const item = await sim()
  await reserve(first, { 'SIM Card': item })
  await product.setClock('2025-01-10T12:30:00Z')
  const picker = await product.admin.get('/crm/inventory/available?item=SIM%20Card')
  expect(picker.body.map((row: { inventory_id: number }) => row.inventory_id)).toContain(item)
  await reserve(second, { 'SIM Card': item })
  const late = tokenOf(first).change((change) => updateItem(change, item, { customer_id: customerId }))
  await expect(late).rejects.toMatchObject({ status: 403 })
  await product.system.change((change) => releaseReservations(change, first))
  expect((await read(item)).reserved_by_provision_id).toBe(second)
})

test('jobs that ask for the next free item at once get different ones [PLAN-24]', async () => {
  const cards = await Promise.all([sim(), sim(), sim()])
  await product.platform.db
    .updateTable('inventory')
    .set({ item_state: 'Used' })
    .where('inventory_id', 'not in', cards)
    .execute()
  const jobs = [await job(), await job(), await job(), await job()]
  const got = await Promise.all(
    jobs.map((provisionId) =>
      product.system.change(async (change) => {
        const id = await nextFreeItem(change, 'SIM Card')
        if (id === undefined) return undefined
        await reserveItems(change, { provisionId, customerId, items: { 'SIM Card': id }, until: until() })
        return id
      }),
    ),
  )
  const taken = got.filter((id) => id !== undefined)
  expect(new Set(taken).size).toBe(taken.length)
  expect(taken.length).toBeGreaterThanOrEqual(3)
  expect(taken.every((id) => cards.includes(id))).toBe(true)
})

test('ending a service takes all of its items back, once [INV-38]', async () => {
  const ended = await service(customerId)
  const cards = [
    (await buildSim(product.admin, ++serial, { service_id: ended })).inventory_id,
    (await buildNumber(product.admin, ++serial, { service_id: ended })).inventory_id,
  ]
  expect((await itemsOfService(product.system, ended)).map((item) => item.inventory_id)).toEqual(cards)
  const release = () => product.system.change((change) => releaseItemsOfService(change, ended, 'Used'))
  expect(await release()).toEqual(cards)
  expect(await release()).toEqual([])
  for (const id of cards)
    expect(await read(id)).toMatchObject({ customer_id: null, service_id: null, item_state: 'Used' })
  const history = await product.admin.get(`/crm/inventory/inventory_id/${cards[0]}/history`)
  expect(history.body).toHaveLength(2)
  await expect(
    product.system.change((change) => releaseItemsOfService(change, ended, 'Nowhere')),
  ).rejects.toMatchObject({ status: 400 })
})
