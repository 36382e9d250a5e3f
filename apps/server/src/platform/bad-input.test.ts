import { randomUUID } from 'node:crypto'
import { get } from 'node:http'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fingerprint } from '../testing/fingerprint.ts'
import { lastMailTo } from '../testing/read-outbox.ts'
import { ADMIN, createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct()
})
afterAll(() => product?.close())

type Sent = { status: number; text: string; headers: Headers }

async function send(
  method: string,
  path: string,
  options: { headers?: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> } = {},
): Promise<Sent> {
  const response = await fetch(product.url + path, { method, headers: options.headers, body: options.body })
  return { status: response.status, text: await response.text(), headers: response.headers }
}

const json = (token?: string): Record<string, string> => ({
  'content-type': 'application/json',
  ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
})

const cookiesOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

async function forgedTokens(): Promise<Record<string, string>> {
  const [, payload = '', signature = ''] = product.admin.token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const sign = (changes: Record<string, unknown>, secret = product.platform.config.jwt_secret): Promise<string> =>
    new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret))
  const userId = String(claims.sub)
  return {
    'alg none': `${encode({ alg: 'none' })}.${payload}.`,
    'alg none, signature kept': `${encode({ alg: 'none' })}.${payload}.${signature}`,
    'no signature': `${encode({ alg: 'HS256' })}.${payload}.`,
    'other key': await sign({}, 'another secret '.repeat(6)),
    expired: await sign({ exp: 1 }),
    'other audience': await sign({ aud: 'somebody else' }),
    'no audience': await sign({ aud: undefined }),
    'another user’s name on a session': await sign({ sub: String(Number(userId) + 1) }),
    'a session that never was': await sign({ jti: randomUUID() }),
    'an access token as a job’s': await sign({ kind: 'job' }),
    'an unknown kind': await sign({ kind: 'admin' }),
    'not a token': 'aaa.bbb.ccc',
  }
}

test('forged, expired and foreign tokens are refused on a write, which leaves no trace [AUTH-14]', async () => {
  const before = await fingerprint(product)
  for (const [name, token] of Object.entries(await forgedTokens())) {
    const body = JSON.stringify({ customer_name: 'Forged' })
    const answer = await send('PUT', '/crm/customer/', { headers: json(token), body })
    expect(answer.status, name).toBe(401)
    expect(answer.headers.get('www-authenticate'), name).toBe('Bearer')
  }
  expect(await fingerprint(product)).toBe(before)
})

test('a sign-in takes over nothing that the browser already had: tokens and cookies are new each time', async () => {
  const planted = { refresh_token: 'planted-by-somebody-else', csrf_token: 'planted', challenge_token: 'planted' }
  const cookie = Object.entries(planted)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  const signIn = () => send('POST', '/crm/auth/login', { headers: { ...json(), cookie }, body: JSON.stringify(ADMIN) })
  const [first, second] = [await signIn(), await signIn()]
  const values = [first, second].map(({ headers }) => cookiesOf(headers))
  for (const value of values) expect(value).not.toContain('planted')
  expect(values[0]).not.toBe(values[1])
  const tokens = [first, second].map(({ text }) => JSON.parse(text) as { token: string; refresh_token: string })
  expect(new Set(tokens.flatMap(({ token, refresh_token }) => [token, refresh_token])).size).toBe(4)
})

test('another site can make a browser send its cookies, and reaches nothing with them', async () => {
  const login = await send('POST', '/crm/auth/login', { headers: json(), body: JSON.stringify(ADMIN) })
  const cookie = cookiesOf(login.headers)
  const before = await fingerprint(product)
  const forms = { 'content-type': 'application/x-www-form-urlencoded' }
  const attempts: [string, string, Record<string, string>, string?][] = [
    ['POST', '/crm/auth/refresh', {}],
    ['POST', '/crm/auth/logout', {}],
    ['POST', '/crm/auth/logout', { 'x-csrf-token': '' }],
    ['POST', '/crm/auth/refresh', { 'x-csrf-token': 'guessed' }],
    ['POST', '/crm/auth/refresh', forms, 'x=1'],
    ['PUT', '/crm/customer/', { 'content-type': 'application/json' }, '{"customer_name":"Forged"}'],
    ['POST', '/crm/auth/change_password', { 'content-type': 'text/plain' }, '{"current_password":"x"}'],
    ['DELETE', '/crm/auth/sessions', {}],
  ]
  for (const [method, path, headers, body] of attempts) {
    const answer = await send(method, path, { headers: { cookie, origin: 'https://evil.example', ...headers }, body })
    expect([401, 403, 415], `${method} ${path}: ${answer.text}`).toContain(answer.status)
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  }
  expect(await fingerprint(product)).toBe(before)
})

test('fields that nobody may set are left aside: of a sign-up, a user, a customer and a contact', async () => {
  const signUp = await product.nobody.post('/crm/auth/register', {
    first_name: 'Mia',
    last_name: 'Ray',
    email: 'mia@example.com',
    password: 'Correct-horse-9',
    roles: ['admin'],
    role: 'admin',
    permissions: ['admin'],
    customer_id: 1,
    contact_id: 1,
    email_verified: true,
    id: 1,
  })
  expect(signUp.body).toMatchObject({ roles: ['customer'] })
  const mine = await product.nobody.post('/crm/auth/login', { email: 'mia@example.com', password: 'Correct-horse-9' })
  const client = createClient(product.url, mine.body.token)
  expect((await client.get('/crm/auth/me')).body).toMatchObject({
    roles: ['customer'],
    user: { email_verified: false },
  })

  const made = await product.admin.put('/crm/customer/', {
    customer_name: 'Made',
    customer_id: 999_999,
    deleted: true,
    created: '2001-01-01T00:00:00Z',
  })
  expect(made.body.customer_id).not.toBe(999_999)
  const { customer_id: id } = made.body
  const patched = await product.admin.patch(`/crm/customer/customer_id/${id}`, {
    customer_name: 'Renamed',
    customer_id: 1,
    created: '2001-01-01T00:00:00Z',
  })
  expect(patched.body).toMatchObject({ customer_id: id, customer_name: 'Renamed', created: made.body.created })

  const own = mine.body.user
  const contact = `/crm/contact/contact_id/${own.contact_id}`
  await client.patch(contact, { contact_phone: '+441234567', customer_id: id, contact_id: 1, contact_types: 'Primary' })
  expect((await product.admin.get(contact)).body).toMatchObject({ customer_id: own.customer_id })
})

test('headers that speak for somebody else change neither address, method, path nor the links in mails', async () => {
  await product.signInAs({ roles: ['Support'], email: 'poisoned@example.com' })
  const spoofed = {
    'x-forwarded-for': '198.51.100.7',
    'x-real-ip': '198.51.100.7',
    forwarded: 'for=198.51.100.7;host=evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    host: 'evil.example',
  }
  const body = JSON.stringify({ email: 'poisoned@example.com' })
  expect((await send('POST', '/crm/auth/forgot_password', { headers: { ...json(), ...spoofed }, body })).status).toBe(
    200,
  )
  const mail = await lastMailTo(product, 'poisoned@example.com', 'UserPasswordReset')
  expect(mail.body).toContain(`${product.url}/reset-password/`)
  expect(mail.body + mail.html).not.toContain('evil.example')

  const wrong = JSON.stringify({ email: 'poisoned@example.com', password: 'wrong' })
  await send('POST', '/crm/auth/login', { headers: { ...json(), ...spoofed }, body: wrong })
  const { ip_address } = await product.platform.db
    .selectFrom('customer_activity')
    .select('ip_address')
    .where('activity', 'like', 'Sign-in refused: wrong password%')
    .orderBy('activity_id', 'desc')
    .executeTakeFirstOrThrow()
  expect(ip_address).toMatch(/127\.0\.0\.1|::1/)

  const before = await fingerprint(product)
  const override = { 'x-http-method-override': 'DELETE', 'x-original-url': '/crm/auth/sessions', 'x-rewrite-url': '/x' }
  const overridden = await send('GET', '/crm/auth/me', { headers: { ...json(product.admin.token), ...override } })
  expect(JSON.parse(overridden.text)).toMatchObject({ user: { email: ADMIN.email } })
  expect(await fingerprint(product)).toBe(before)
})

test('oversize and malformed requests are refused in a sentence, never by a failure of ours, and change nothing', async () => {
  const before = await fingerprint(product)
  const { token } = product.admin
  const named = (name: string): string => `{"customer_name":${name}}`
  const bodies: Record<string, [string | Uint8Array<ArrayBuffer>, number[]]> = {
    'twenty-one megabytes': [named(`"${'x'.repeat(21 * 1024 * 1024)}"`), [413]],
    'a name of a megabyte': [named(`"${'x'.repeat(1024 * 1024)}"`), [400]],
    'half of an object': ['{"customer_name":"x"', [400]],
    'a text': ['"customer"', [400]],
    'a list': ['[]', [400]],
    null: ['null', [400]],
    'no text': [named('{"toString":"x"}'), [400]],
    'a NUL character': [named('"a\\u0000b"'), [400]],
    'half of a surrogate pair': [named('"a\\ud800b"'), [400]],
    'broken UTF-8': [Uint8Array.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]), [400]],
    'a prototype': ['{"__proto__":{"admin":true},"customer_name":"x"}', [400]],
    'a constructor': ['{"constructor":{"prototype":{"admin":true}},"customer_name":"x"}', [400]],
    'a very deep list': [named('['.repeat(100_000) + ']'.repeat(100_000)), [400]],
  }
  for (const [name, [body, allowed]] of Object.entries(bodies)) {
    const answer = await send('PUT', '/crm/customer/', { headers: json(token), body })
    expect(allowed, `${name}: ${answer.status} ${answer.text.slice(0, 200)}`).toContain(answer.status)
    expect(JSON.parse(answer.text).message, name).toBeTypeOf('string')
  }
  const xml = { ...json(token), 'content-type': 'application/xml' }
  expect((await send('PUT', '/crm/customer/', { headers: xml, body: '<a/>' })).status).toBe(415)
  expect(await fingerprint(product)).toBe(before)
})

test.each([
  '/crm/customer/customer_id/1%00',
  '/crm/customer/customer_id/99999999999999999999',
  '/crm/customer/customer_id/1e3',
  '/crm/customer/customer_id/-1',
  "/crm/customer/customer_id/1'%20or%201=1",
  '/crm/customer/customer_id/%ff',
  '/crm/customers?search=%00',
  '/crm/customers?search=%27%3B%20drop%20table%20customer%3B--',
  '/crm/customers?page=-1',
  '/crm/customers?per_page=100000000',
  '/crm/customers?filters=%7B%22customer_status%22%3A%5B%22%5Cu0000%22%5D%7D',
  '/crm/customers?filters=%7B%22__proto__%22%3A%5B1%5D%7D',
  '/crm/customers?sort=password_hash',
  '/crm/../../etc/passwd',
  '/crm/docs/..%2f..%2f..%2fetc%2fpasswd',
  '/assets/..%2f..%2f..%2fpackage.json',
])('a strange address fails by none of our faults and gives nothing away: %s', async (path) => {
  const answer = await send('GET', path, { headers: json(product.admin.token) })
  expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(500)
  expect(answer.text).not.toMatch(/root:x:|"workspaces"|at .+\.ts:\d+|select .+ from/i)
})

test('an answer says nothing of what it is made with, and may be framed and cached by nobody', async () => {
  const { headers } = await send('GET', '/crm/auth/me', { headers: json(product.admin.token) })
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('server')).toBeNull()
  for (const part of ["frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"])
    expect(headers.get('content-security-policy')).toContain(part)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('cache-control')).toBe('no-store')
})

test('a page of another site opens no live connection', async () => {
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.from('sixteen bytes ok').toString('base64'),
  }
  const open = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve) => {
      const request = get(`${product.url}/crm/live`, { headers: { ...upgrade, ...headers } })
      request.on('upgrade', (answer, socket) => {
        socket.destroy()
        resolve(answer.statusCode)
      })
      request.on('response', (answer) => resolve(answer.resume().statusCode))
      // Refused, the connection may close before its answer is out.
      request.on('error', () => resolve(undefined))
    })
  expect(await open({ origin: product.url })).toBe(101)
  expect(await open({})).toBe(101)
  expect(await open({ origin: 'https://evil.example' })).not.toBe(101)
  expect(await open({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).not.toBe(101)
})
