import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
let customerId: number
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
  customerId = (await product.admin.put('/crm/customer/', { customer_name: 'Doe Ltd' })).body.customer_id
})
afterAll(() => product?.close())

/** Somebody with these permissions and no others. */
async function holderOf(name: string, permissions: string[]): Promise<Client> {
  const { body: role } = await product.admin.post('/auth/roles', { name })
  const known: { id: number; name: string }[] = (await product.admin.get('/auth/permissions')).body
  const ids = known.filter((permission) => permissions.includes(permission.name)).map(({ id }) => id)
  await product.admin.post(`/auth/roles/${role.id}/permissions`, { permission_ids: ids })
  return product.signInAs({ roles: [name] })
}

test('who makes a key for a customer must reach there what the key reaches [KEY-07] [KEY-17]', async () => {
  const keeper = await holderOf('Keeper', ['manage_api_keys'])
  const make = (by: Client, values: Record<string, unknown>) =>
    by.post('/crm/api-keys', { name: 'Theirs', customer_id: customerId, read_only: true, ...values })
  const everything = await make(keeper, { permissions: [] })
  expect([everything.status, everything.body.code]).toEqual([403, 'forbidden'])
  expect((await make(keeper, { permissions: ['view_own_customer'] })).status).toBe(403)

  const viewer = await holderOf('Viewer', ['manage_api_keys', 'view_customer', 'view_provision'])
  const reading = await make(viewer, { permissions: ['view_own_customer'] })
  expect(reading.status, reading.text).toBe(200)
  const mine = (path: string, method = 'GET') =>
    fetch(product.url + path, { method, headers: { 'x-api-key': reading.body.api_key } })
  expect((await mine(`/crm/customer/customer_id/${customerId}`)).status).toBe(200)
  const more = { permissions: ['view_own_customer', 'view_own_customer_invoice'] }
  expect((await viewer.patch(`/crm/api-keys/${reading.body.api_key_id}`, more)).status, 'widening it later').toBe(403)
  // A key that orders does more than one that looks at orders.
  expect((await make(viewer, { permissions: ['view_own_provision'] })).status).toBe(200)
  expect((await make(viewer, { permissions: ['view_own_provision'], read_only: false })).status).toBe(403)

  const ordering = await make(product.admin, { permissions: ['view_own_provision'], read_only: false })
  expect((await viewer.post(`/crm/api-keys/${ordering.body.api_key_id}/regenerate`)).status, 'taking it over').toBe(403)
  expect((await product.admin.post(`/crm/api-keys/${ordering.body.api_key_id}/regenerate`)).status).toBe(200)
})

test('an own-scope permission of one’s own opens no other customer by a key', async () => {
  const owner = await holderOf('Own keeper', ['manage_api_keys', 'view_own_customer'])
  const key = { name: 'Across', customer_id: customerId, permissions: ['view_own_customer'], read_only: true }
  expect((await owner.post('/crm/api-keys', key)).status).toBe(403)
})
