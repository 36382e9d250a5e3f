import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, openBrowser, signInAtProvider } from '../testing/sign-in-at-provider.ts'
import {
  CLIENT_ID,
  CLIENT_SECRET,
  type IdentityProvider,
  startIdentityProvider,
} from '../testing/start-identity-provider.ts'
import { type Client, createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { createUser } from './create-user.ts'

let idp: IdentityProvider
let product: TestProduct

beforeAll(async () => {
  idp = await startIdentityProvider()
  const company = { issuer: idp.issuer, client_id: CLIENT_ID, client_secret: CLIENT_SECRET, label: 'Company account' }
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    config: {
      auth: {
        oidc: {
          company,
          staff: { ...company, allowed_domains: ['example.com'], create_users_as: 'Support' },
          customers: { ...company, create_users_as: 'customer' },
          strong: { ...company, trusted_amr: ['mfa'] },
          elsewhere: { ...company, issuer: idp.issuer.replace('localhost', '127.0.0.1') },
          gone: { ...company, issuer: 'http://localhost:59999' },
        },
      },
    },
  })
  idp.open(['company', 'staff', 'customers', 'strong'].map((name) => `${product.url}/login/oidc/${name}`))
  for (const name of ['tess', 'fin', 'otto', 'rosa', 'lena', 'vera', 'ines']) await makeUser(`${name}@example.com`)
})
afterAll(async () => {
  await product?.close()
  await idp?.close()
})

async function makeUser(
  email: string,
  options: { emailVerified?: boolean; temporary?: boolean } = {},
): Promise<number> {
  const person = { username: email, email, password: 'Correct-horse-2', firstName: 'Test', lastName: 'User' }
  const id = await product.system.change((change) => createUser(change, { ...person, roles: ['Support'], ...options }))
  const [name = ''] = email.split('@')
  if (!idp.people.has(name)) idp.people.set(name, { email, email_verified: true })
  return id
}

type Begun = { browser: Browser; provider: string; url: URL }
// biome-ignore lint/suspicious/noExplicitAny: a test reads answers field by field; a wrong field fails it
type Ended = { status: number; body: any; response: Response }

async function begin(provider = 'company', body: unknown = {}, browser = openBrowser()): Promise<Begun> {
  const response = await post(browser, `/crm/auth/oidc/${provider}/start`, body)
  expect(response.status).toBe(200)
  return {
    browser,
    provider,
    url: new URL(((await response.json()) as { authorization_url: string }).authorization_url),
  }
}

/** What the provider sends the browser back with. */
async function atProvider({ browser, provider, url }: Begun, name: string): Promise<Record<string, string>> {
  const returnsTo = `${product.url}/login/oidc/${provider}`
  const back = await signInAtProvider(browser, { authorizationUrl: url.href, name, returnsTo })
  return Object.fromEntries(back.searchParams)
}

async function end({ browser, provider }: Pick<Begun, 'browser' | 'provider'>, answer: unknown): Promise<Ended> {
  const response = await post(browser, `/crm/auth/oidc/${provider}/callback`, answer)
  return { status: response.status, body: await response.json(), response }
}

async function signIn(provider: string, name: string, start: unknown = {}): Promise<Ended> {
  const begun = await begin(provider, start)
  return end(begun, await atProvider(begun, name))
}

function post(browser: Browser, path: string, body: unknown): Promise<Response> {
  return browser.fetch(product.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

function sessionsOf(email: string): Promise<{ session_id: string }[]> {
  return product.platform.db
    .selectFrom('user_session as s')
    .innerJoin('crm_user as u', 'u.id', 's.user_id')
    .select('s.session_id')
    .where('u.email', '=', email)
    .execute()
}

const as = (ended: Ended): Client => createClient(product.url, ended.body.token)

test('a provider of the configuration signs an existing user in, as a password does: session, cookies, activity', async () => {
  const begun = await begin('company', { remember_me: true, next: '/customers?page=2' })
  expect(Object.fromEntries(begun.url.searchParams)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    scope: 'openid email profile',
    redirect_uri: `${product.url}/login/oidc/company`,
  })
  const ended = await end(begun, await atProvider(begun, 'tess'))
  expect(ended.status).toBe(200)
  expect(ended.body).toMatchObject({
    roles: ['Support'],
    next: '/customers?page=2',
    user: { email: 'tess@example.com' },
  })
  const cookies = ended.response.headers.getSetCookie()
  expect(cookies.find((line) => line.startsWith('refresh_token='))).toMatch(/Max-Age=2592000.*HttpOnly.*SameSite=Lax/)
  expect(cookies.find((line) => line.startsWith('oidc_sign_in='))).toMatch(/1970/)
  const me = await as(ended).get('/crm/auth/me')
  expect(me.body.user.last_login).toMatch(/^2025-01-10T/)
  expect((await as(ended).get('/crm/auth/sessions')).body).toHaveLength(1)
  const csrf = begun.browser.cookies(product.url).get('csrf_token') ?? ''
  const refreshed = await begun.browser.fetch(`${product.url}/crm/auth/refresh`, {
    method: 'POST',
    headers: { 'x-csrf-token': csrf },
  })
  expect(refreshed.status).toBe(200)
  const written = await product.platform.db
    .selectFrom('customer_activity')
    .select('activity')
    .where('entity', '=', 'user')
    .where('entity_id', '=', me.body.user.id)
    .orderBy('activity_id')
    .execute()
  expect(written.map((row) => row.activity).slice(-2)).toEqual([
    'Linked to Company account',
    'Signed in with Company account',
  ])
})

test('the browser is held by an HTTP-only cookie that no other site can make it send', async () => {
  const response = await post(openBrowser(), '/crm/auth/oidc/company/start', {})
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith('oidc_sign_in='))
  expect(cookie).toMatch(/Max-Age=600; Path=\/; HttpOnly; SameSite=Strict$/)
})

test('once linked, the person is known by the provider’s own name for them, whatever the address becomes', async () => {
  expect((await signIn('company', 'fin')).status).toBe(200)
  idp.people.set('fin', { email: 'tess@example.com', email_verified: true })
  expect((await signIn('company', 'fin')).body.user.email).toBe('fin@example.com')
  idp.people.set('fin', { email: 'fin@example.com', email_verified: true })
})

test('a wrong state, another browser, another provider and an expired sign-in open nothing', async () => {
  const before = await sessionsOf('otto@example.com')
  const begun = await begin()
  const answer = await atProvider(begun, 'otto')
  const refusals = [
    await end(begun, { ...answer, state: 'x'.repeat(43) }),
    await end({ browser: openBrowser(), provider: 'company' }, answer),
    await end({ browser: begun.browser, provider: 'strong' }, answer),
  ]
  await product.platform.clock.set(new Date('2025-01-10T10:11:00Z'))
  refusals.push(await end(begun, answer))
  await product.platform.clock.set(new Date('2025-01-10T10:00:00Z'))
  for (const { status, body } of refusals) {
    expect(status).toBe(401)
    expect(body.message).toBe('This sign-in is not valid or has expired; start again')
    expect(body).not.toHaveProperty('token')
  }
  expect(await sessionsOf('otto@example.com')).toEqual(before)
})

test('an attacker’s own answer does not sign a victim’s browser in (no fixation)', async () => {
  const attacker = await begin()
  const answer = await atProvider(attacker, 'otto')
  const victim = await begin()
  expect((await end(victim, answer)).status).toBe(401)
  expect(victim.browser.cookies(product.url).has('refresh_token')).toBe(false)
})

test('an answer works once, and its code not in another sign-in of the same browser', async () => {
  const begun = await begin()
  const answer = await atProvider(begun, 'rosa')
  const both = await Promise.all([end(begun, answer), end(begun, answer)])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
  expect(await sessionsOf('rosa@example.com')).toHaveLength(1)
  const first = await begin()
  const unused = await atProvider(first, 'rosa')
  const second = await begin('company', {}, first.browser)
  const injected = { ...unused, state: second.url.searchParams.get('state') }
  expect((await end(second, injected)).status).toBe(401)
  expect(await sessionsOf('rosa@example.com')).toHaveLength(1)
})

test('a token made for another nonce, and an answer of another issuer, are refused', async () => {
  const begun = await begin()
  begun.url.searchParams.set('nonce', 'made-by-somebody-else')
  expect((await end(begun, await atProvider(begun, 'otto'))).status).toBe(401)
  const other = await begin()
  const answer = await atProvider(other, 'otto')
  expect(answer.iss).toBe(idp.issuer)
  expect((await end(other, { ...answer, iss: 'https://evil.example.com' })).status).toBe(401)
  const silent = await begin()
  const { iss: _left, ...without } = await atProvider(silent, 'otto')
  expect((await end(silent, without)).status).toBe(401)
  expect(await sessionsOf('otto@example.com')).toEqual([])
})

test('a provider that calls itself otherwise, or does not answer, is a 502; an unknown one a 404', async () => {
  const start = (name: string) => post(openBrowser(), `/crm/auth/oidc/${name}/start`, {})
  expect((await start('elsewhere')).status).toBe(502)
  expect((await start('gone')).status).toBe(502)
  expect((await start('nobody')).status).toBe(404)
})

test('whoever turns back at the provider is not signed in', async () => {
  const begun = await begin()
  const answer = await atProvider(begun, 'nobody of this name')
  expect(answer.error).toBe('access_denied')
  expect((await end(begun, answer)).status).toBe(401)
})

test('an address that the provider, or the account here, has not verified links nothing', async () => {
  idp.people.set('mallory', { email: 'vera@example.com', email_verified: false })
  const unverified = await signIn('company', 'mallory')
  expect([unverified.status, unverified.body.code]).toEqual([403, 'email_not_verified'])
  idp.people.set('mute', {})
  expect((await signIn('company', 'mute')).body.code).toBe('email_not_verified')
  await makeUser('early@example.com', { emailVerified: false })
  const early = await signIn('company', 'early')
  expect([early.status, early.body.code]).toEqual([403, 'email_not_verified'])
  const links = await product.platform.db.selectFrom('user_oidc_login').select('subject').execute()
  expect(links.filter(({ subject }) => ['mallory', 'mute', 'early'].includes(subject))).toEqual([])
})

test('an unknown, a deleted, an inactive and a locked user are turned away, on record [AUTH-19]', async () => {
  idp.people.set('stranger', { email: 'stranger@example.com', email_verified: true })
  const unknown = await signIn('company', 'stranger')
  expect([unknown.status, unknown.body.code]).toEqual([403, 'no_account'])
  const id = await makeUser('leaver@example.com')
  const first = await signIn('company', 'leaver')
  expect(first.status).toBe(200)
  expect((await product.admin.delete(`/auth/users/${id}`)).status).toBe(200)
  expect((await as(first).get('/crm/auth/me')).status).toBe(401)
  expect((await signIn('company', 'leaver')).status).toBe(403)
  const update = (set: object, email: string) =>
    product.platform.db.updateTable('crm_user').set(set).where('email', '=', email).execute()
  await update({ active: false }, 'lena@example.com')
  expect((await signIn('company', 'lena')).status).toBe(403)
  await update({ active: true, locked_until: new Date('2025-01-10T10:30:00Z') }, 'lena@example.com')
  expect((await signIn('company', 'lena')).body.code).toBe('account_locked')
  expect(await sessionsOf('lena@example.com')).toEqual([])
  const refusals = await product.platform.db
    .selectFrom('customer_activity')
    .select('activity')
    .where('activity', 'like', 'Sign-in with Company account refused%')
    .execute()
  expect(refusals.length).toBeGreaterThanOrEqual(4)
})

test('first sign-ins make users where the configuration says so: of the allowed domains, with its role, once', async () => {
  idp.people.set('nora', {
    email: 'nora@example.com',
    email_verified: true,
    given_name: 'Nora',
    family_name: '<b>Ek</b>',
  })
  const browsers = await Promise.all([begin('staff'), begin('staff')])
  const answers = await Promise.all(browsers.map((begun) => atProvider(begun, 'nora')))
  const ended = await Promise.all(browsers.map((begun, at) => end(begun, answers[at])))
  for (const { status, body } of ended) {
    expect(status).toBe(200)
    expect(body).toMatchObject({
      roles: ['Support'],
      user: { first_name: 'Nora', last_name: 'b Ek  b', customer_id: null },
    })
  }
  expect(ended[0]?.body.user.id).toBe(ended[1]?.body.user.id)
  idp.people.set('oscar', { email: 'oscar@example.com.evil.net', email_verified: true })
  idp.people.set('olga', { email: 'olga@example.com', email_verified: false })
  for (const name of ['oscar', 'olga']) expect((await signIn('staff', name)).body.code).toBe('domain_not_allowed')
  const password = await product.nobody.post('/crm/auth/login', { email: 'nora@example.com', password: '' })
  expect(password.status).toBe(400)
})

test('a customer who comes by a provider gets a customer of their own', async () => {
  idp.people.set('cleo', { email: 'cleo@example.net', email_verified: true, given_name: 'Cleo', family_name: 'Day' })
  const ended = await signIn('customers', 'cleo')
  expect(ended.body).toMatchObject({ roles: ['customer'], user: { first_name: 'Cleo', last_name: 'Day' } })
  expect(ended.body.user.customer_id).toBeGreaterThan(0)
  expect((await as(ended).get('/crm/customers')).body.pagination.total_items).toBe(1)
})

test('the user’s own second factor is still asked for, unless the configuration trusts the provider’s [TFA-11]', async () => {
  await product.platform.db
    .updateTable('crm_user')
    .set({ is_2fa_enabled: true, totp_secret: product.platform.seal.close('JBSWY3DPEHPK3PXP') })
    .where('email', '=', 'ines@example.com')
    .execute()
  const asked = await signIn('company', 'ines', { next: '/orders' })
  expect(asked.body).toMatchObject({ requires_2fa: true, next: '/orders' })
  expect(asked.body).not.toHaveProperty('token')
  expect((await signIn('strong', 'ines')).body.requires_2fa).toBe(true)
  idp.people.set('ines', { ...idp.people.get('ines'), amr: ['pwd', 'mfa'] })
  expect((await signIn('company', 'ines')).body.requires_2fa).toBe(true)
  expect((await signIn('strong', 'ines')).body.token).toBeTypeOf('string')
})

test('a temporary password stays unspent by a sign-in with a provider, and must still be changed [USER-20]', async () => {
  await makeUser('temp@example.com', { temporary: true })
  const ended = await signIn('company', 'temp')
  expect(ended.body.force_change).toBe(true)
  expect((await as(ended).get('/crm/customers')).status).toBe(403)
  const credentials = { email: 'temp@example.com', password: 'Correct-horse-2' }
  expect((await product.nobody.post('/crm/auth/login', credentials)).status).toBe(200)
})

test.each([
  'https://evil.example.com',
  '//evil.example.com',
  '/\\evil.example.com',
  '/\t/evil.example.com',
  'javascript:alert(1)',
  'customers',
])('the page to return to is one of ours: %j is refused', async (next) => {
  const response = await post(openBrowser(), '/crm/auth/oidc/company/start', { next })
  expect(response.status).toBe(400)
  expect(((await response.json()) as { field: string }).field).toBe('next')
})

test('secrets of the provider and of the sign-in appear in no answer and are not kept readably', async () => {
  const begun = await begin()
  const rows = await product.platform.db.selectFrom('oidc_flow').selectAll().execute()
  const kept = JSON.stringify(rows)
  expect(kept).not.toContain(begun.url.searchParams.get('state'))
  expect(kept).not.toContain(begun.browser.cookies(product.url).get('oidc_sign_in'))
  expect((await product.nobody.get('/crm/ui_config')).text).not.toContain(CLIENT_SECRET)
})
