import http from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMIN, createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
})
afterAll(() => product?.close())

test('login answers tokens, roles, permissions and the user [AUTH-01]', async () => {
  const answer = await product.nobody.post('/auth/login', ADMIN)
  expect(answer.status).toBe(200)
  expect(answer.body).toMatchObject({
    roles: ['admin'],
    permissions: ['admin'],
    user: { email: ADMIN.email, customer_id: null },
  })
  expect(answer.body.token).toBe(answer.body.access_token)
  const me = await createClient(product.url, answer.body.token).get('/crm/auth/me')
  expect(me.body.user.email).toBe(ADMIN.email)
})

test('a wrong pair is refused in one and the same way, and issues no token [AUTH-02]', async () => {
  const wrong = await product.nobody.post('/crm/auth/login', { ...ADMIN, password: 'wrong' })
  const unknown = await product.nobody.post('/crm/auth/login', { ...ADMIN, email: 'nobody@example.com' })
  for (const answer of [wrong, unknown]) {
    expect(answer.status).toBe(401)
    expect(answer.body.message).toBe('Invalid email or password')
    expect(answer.body).not.toHaveProperty('token')
  }
})

test('session cookies are HTTP-only, Lax, and not Secure on plain-HTTP localhost, but anywhere else [AUTH-09]', async () => {
  const answer = await product.nobody.post('/crm/auth/login', { ...ADMIN, remember_me: true })
  const cookies = answer.headers.getSetCookie()
  const refresh = cookies.find((cookie) => cookie.startsWith('refresh_token='))
  expect(refresh).toMatch(/HttpOnly/)
  expect(refresh).toMatch(/SameSite=Lax/)
  expect(refresh).not.toMatch(/Secure/)
  expect(refresh).toMatch(/Max-Age=2592000/)
  // `fetch` writes its own Host.
  const elsewhere = await new Promise<string[]>((resolve, reject) => {
    const request = http.request(`${product.url}/crm/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', host: 'crm.example.com' },
    })
    request.on('response', (response) => resolve(response.resume().headers['set-cookie'] ?? []))
    request.on('error', reject)
    request.end(JSON.stringify(ADMIN))
  })
  expect(elsewhere.map((cookie) => cookie.split('=')[0]).sort()).toEqual(['csrf_token', 'device', 'refresh_token'])
  for (const cookie of elsewhere) {
    expect(cookie).toMatch(/; Secure/)
    expect(/HttpOnly/.test(cookie), cookie).toBe(!cookie.startsWith('csrf_token'))
  }
})

test('refresh replaces both tokens, and a spent one ends the session [AUTH-12]', async () => {
  const login = (await product.nobody.post('/crm/auth/login', ADMIN)).body
  const next = await product.nobody.post('/crm/auth/refresh', { refresh_token: login.refresh_token })
  expect(next.status).toBe(200)
  expect(next.body.refresh_token).not.toBe(login.refresh_token)
  const replay = await product.nobody.post('/crm/auth/refresh', { refresh_token: login.refresh_token })
  expect(replay.status).toBe(401)
  expect((await product.nobody.post('/crm/auth/refresh', { refresh_token: next.body.refresh_token })).status).toBe(401)
  expect((await createClient(product.url, next.body.token).get('/crm/auth/me')).status).toBe(401)
})

test('two refreshes of one token at once: at most one pair, never two living sessions [AUTH-12]', async () => {
  const login = (await product.nobody.post('/crm/auth/login', ADMIN)).body
  const refresh = () => product.nobody.post('/crm/auth/refresh', { refresh_token: login.refresh_token })
  const statuses = (await Promise.all([refresh(), refresh()])).map((answer) => answer.status).sort()
  expect(statuses).toEqual([200, 401])
})

test('a cookie alone refreshes only with the CSRF token', async () => {
  const login = await product.nobody.post('/crm/auth/login', ADMIN)
  const cookies = login.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
  const csrf = /csrf_token=([^;]+)/.exec(cookies)?.[1] ?? ''
  expect((await product.nobody.post('/crm/auth/refresh', undefined, { cookie: cookies })).status).toBe(403)
  expect(
    (
      await product.nobody.post('/crm/auth/refresh', undefined, {
        cookie: cookies,
        'x-csrf-token': 'x'.repeat(csrf.length),
      })
    ).status,
  ).toBe(403)
  expect(
    (await product.nobody.post('/crm/auth/refresh', undefined, { cookie: cookies, 'x-csrf-token': csrf })).status,
  ).toBe(200)
})

test('log-out ends the session at once [AUTH-34]', async () => {
  const login = (await product.nobody.post('/crm/auth/login', ADMIN)).body
  expect((await product.nobody.post('/crm/auth/logout', { refresh_token: login.refresh_token })).status).toBe(200)
  expect((await createClient(product.url, login.token).get('/crm/auth/me')).status).toBe(401)
})

test('five wrong passwords lock the account for half an hour, even for the right one [AUTH-15]', async () => {
  await product.signInAs({ roles: ['Support'], email: 'locked@example.com' })
  const attempt = (password: string) =>
    product.nobody.post('/crm/auth/login', { email: 'locked@example.com', password })
  for (let i = 0; i < 5; i++) expect((await attempt('wrong')).status).toBe(401)
  expect((await attempt('Correct-horse-2')).status).toBe(403)
  await product.platform.clock.set(new Date('2025-01-10T10:31:00Z'))
  expect((await attempt('Correct-horse-2')).status).toBe(200)
  await product.platform.clock.set(new Date('2025-01-10T10:00:00Z'))
})

test('a session without "remember me" ends after an hour without use [AUTH-10]', async () => {
  const login = (await product.nobody.post('/crm/auth/login', ADMIN)).body
  await product.platform.clock.set(new Date('2025-01-10T11:30:00Z'))
  expect((await product.nobody.post('/crm/auth/refresh', { refresh_token: login.refresh_token })).status).toBe(401)
  await product.platform.clock.set(new Date('2025-01-10T10:00:00Z'))
})

test('passwords are stored as argon2id only [AUTH-30]', async () => {
  const rows = await product.platform.db.selectFrom('crm_user').select('password_hash').execute()
  for (const row of rows) expect(row.password_hash).toMatch(/^\$argon2id\$/)
})

test('support may look but not create; credentials without the permission are denied [AUTH-14]', async () => {
  const support = await product.signInAs({ roles: ['Support'] })
  expect((await support.get('/crm/customers')).status).toBe(200)
  expect((await support.put('/crm/customer/', { customer_name: 'X' })).status).toBe(403)
  expect((await createClient(product.url, 'garbage').get('/crm/customers')).status).toBe(401)
})
