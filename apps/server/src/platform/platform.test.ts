import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMIN, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-31T10:00:00Z' })
})
afterAll(() => product?.close())

test('health answers ok to anyone [OPS-03]', async () => {
  const answer = await product.nobody.get('/crm/health')
  expect([answer.status, answer.body]).toEqual([200, { status: 'ok' }])
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})

test('the API page lists the endpoints with a way to authorize [OPS-02]', async () => {
  const page = await product.nobody.get('/crm/docs/')
  expect(page.status).toBe(200)
  const { body } = await product.nobody.get('/crm/docs/json')
  expect(body.paths['/crm/customer/customer_id/{customer_id}'].get.description).toContain('view_customer')
  expect(body.components.securitySchemes.bearer.scheme).toBe('bearer')
})

test('every route refuses a caller without credentials unless it is declared public', async () => {
  const { body } = await product.nobody.get('/crm/docs/json')
  const open = new Set([
    '/crm/health',
    '/crm/ui_config',
    '/crm/auth/login',
    '/crm/auth/refresh',
    '/crm/auth/logout',
    '/crm/auth/forgot_password',
    '/crm/auth/reset_password',
    '/crm/auth/register',
    '/crm/auth/verify_email',
    '/crm/auth/verify_email/{token}',
    '/crm/auth/oidc/{provider}/start',
    '/crm/auth/oidc/{provider}/callback',
    '/crm/2fa/verify/user/{user_id}',
    '/crm/2fa/reset-for-new-device/user/{user_id}',
    '/crm/2fa/ask-passkey/user/{user_id}',
    '/crm/2fa/verify-passkey/user/{user_id}',
  ])
  for (const [route, methods] of Object.entries<Record<string, unknown>>(body.paths)) {
    for (const method of Object.keys(methods)) {
      if (open.has(route.replace(/\/$/, ''))) continue
      const response = await fetch(product.url + route.replaceAll(/\{[^}]+\}/g, '1'), { method: method.toUpperCase() })
      expect(response.status, `${method} ${route}`).toBe(401)
    }
  }
})

test('every route refuses a user without any permission unless any signed-in caller may', async () => {
  await product.platform.db.insertInto('role').values({ name: 'nothing', description: null }).execute()
  const user = await product.signInAs({ roles: ['nothing'] })
  const { body } = await product.nobody.get('/crm/docs/json')
  for (const [route, methods] of Object.entries<Record<string, { description: string }>>(body.paths)) {
    for (const [method, entry] of Object.entries(methods)) {
      if (!entry.description.includes('Permission')) continue
      const response = await fetch(product.url + route.replaceAll(/\{[^}]+\}/g, '1'), {
        method: method.toUpperCase(),
        headers: { authorization: `Bearer ${user.token}` },
      })
      expect(response.status, `${method} ${route}`).toBe(403)
    }
  }
})

test('an unknown address and a broken body are told in a sentence', async () => {
  expect((await product.admin.get('/crm/nothing')).body).toMatchObject({ code: 'not_found' })
  const response = await fetch(`${product.url}/crm/customer/`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${product.admin.token}` },
    body: '{"customer_name":',
  })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ message: 'The body is not valid JSON' })
})

test('the clock is set and advanced by the calendar, and only by an administrator', async () => {
  const signedIn = (await product.nobody.post('/crm/auth/login', ADMIN)).body
  const advanced = await product.admin.put('/crm/clock', { advance: 'P1M' })
  expect(advanced.body.now.slice(0, 10)).toBe('2025-02-28')
  const refreshed = await product.nobody.post('/crm/auth/refresh', { refresh_token: signedIn.refresh_token })
  expect(refreshed.status, 'setting the clock signs nobody out').toBe(200)
  product.admin.token = refreshed.body.token
  const support = await product.signInAs({ roles: ['Support'] })
  expect((await support.put('/crm/clock', { advance: 'P1D' })).status).toBe(403)
  expect((await product.admin.put('/crm/clock', { advance: 'soon' })).body.field).toBe('advance')
  expect((await product.admin.put('/crm/clock', {})).status).toBe(400)
})

test('what the web app is told holds no secret [CONF-12]', async () => {
  const { body, text } = await product.nobody.get('/crm/ui_config')
  expect(body).toMatchObject({ currency: 'GBP', currency_decimals: 2 })
  expect(text).not.toContain(product.platform.config.jwt_secret.slice(0, 12))
})

test('lists refuse unknown sorts and filters by name, and never overlap pages [OPS-05]', async () => {
  for (let i = 0; i < 23; i++) await product.admin.put('/crm/customer/', { customer_name: 'Same Name' })
  const pages = await Promise.all(
    [1, 2, 3].map((page) =>
      product.admin.get(`/crm/customers?page=${page}&sort=customer_name&order=asc&search=same%20name`),
    ),
  )
  const ids = pages.flatMap((page) => page.body.data.map((row: { customer_id: number }) => row.customer_id))
  expect(new Set(ids).size).toBe(23)
  expect(pages[2]?.body.pagination).toEqual({ current_page: 3, per_page: 10, total_pages: 3, total_items: 23 })
  expect((await product.admin.get('/crm/customers?sort=password')).body).toMatchObject({ field: 'sort' })
  expect((await product.admin.get('/crm/customers?filters=%7B%22x%22%3A%5B1%5D%7D')).body).toMatchObject({
    field: 'filters',
  })
  expect((await product.admin.get('/crm/customers?filters=nonsense')).status).toBe(400)
  expect((await product.admin.get('/crm/customers?search=%25')).body.pagination.total_items).toBe(0)
})

test('the activity log cannot be altered, not even in the database [ACT-03]', async () => {
  await expect(product.platform.db.deleteFrom('customer_activity').execute()).rejects.toThrow()
  await expect(product.platform.db.updateTable('customer_activity').set({ activity: 'x' }).execute()).rejects.toThrow()
})
