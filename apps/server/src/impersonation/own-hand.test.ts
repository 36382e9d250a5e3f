import { afterAll, beforeAll, expect, test } from 'vitest'
import { totpCode } from '../identity/totp.ts'
import { type Client, createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
let sam: Client
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
  await makeRole('Senior_Support', ['can_impersonate'])
  await makeRole('Key keeper', ['manage_api_keys', 'view_customer', 'view_product'])
  sam = await product.signInAs({ roles: ['Senior_Support'] })
})
afterAll(() => product?.close())

async function makeRole(name: string, permissions: string[]): Promise<void> {
  const { body: role } = await product.admin.post('/auth/roles', { name })
  const known: { id: number; name: string }[] = (await product.admin.get('/auth/permissions')).body
  const ids = known.filter((permission) => permissions.includes(permission.name)).map(({ id }) => id)
  await product.admin.post(`/auth/roles/${role.id}/permissions`, { permission_ids: ids })
}

async function actAs(user: Client): Promise<Client> {
  const { id } = (await user.get('/auth/me')).body.user
  return createClient(product.url, (await sam.post('/auth/impersonate', { user_id: id })).body.access_token)
}

test('staff who act as a user do not move their second factor, not even with a backup code [IMP-16]', async () => {
  const user = await product.signInAs({ roles: ['Support'] })
  const { id } = (await user.get('/auth/me')).body.user
  const { body: begun } = await user.post(`/2fa/enable/user/${id}`, { password: 'Correct-horse-2' })
  await user.post(`/2fa/verify-setup/user/${id}`, { code: totpCode(begun.totp_secret, product.platform.clock.now()) })
  const acting = await actAs(user)
  const moved = await acting.post(`/2fa/reset-for-new-device/user/${id}`, { backup_code: begun.backup_codes[0] })
  expect([moved.status, moved.body.code]).toEqual([403, 'impersonating'])
  // Over means over, on public routes too.
  await sam.post('/crm/auth/logout')
  const late = await acting.post(`/2fa/reset-for-new-device/user/${id}`, { backup_code: begun.backup_codes[0] })
  expect(late.status).toBe(401)
  sam = await product.signInAs({ roles: ['Senior_Support'] })
  const own = await user.post(`/2fa/reset-for-new-device/user/${id}`, { backup_code: begun.backup_codes[0] })
  expect(own.status, 'the code was not spent').toBe(200)
})

test('staff who act as a keeper of keys leave nothing behind in a key [IMP-16]', async () => {
  const keeper = await product.signInAs({ roles: ['Key keeper'] })
  const key = (await product.admin.post('/crm/api-keys', { name: 'Known to Sam', permissions: ['view_product'] })).body
  const acting = await actAs(keeper)
  const widened = await acting.patch(`/crm/api-keys/${key.api_key_id}`, { permissions: ['view_customer'] })
  expect([widened.status, widened.body.code]).toEqual([403, 'impersonating'])
  expect((await acting.get(`/crm/api-keys/${key.api_key_id}`)).body.permissions).toEqual(['view_product'])
})
