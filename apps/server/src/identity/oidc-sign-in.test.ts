import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ProviderSignIns, startProviderSignIns } from '../testing/provider-sign-ins.ts'

let signIns: ProviderSignIns
beforeAll(async () => {
  signIns = await startProviderSignIns()
  for (const name of ['tess', 'fin', 'lena', 'vera', 'ines']) await signIns.makeUser(`${name}@example.com`)
})
afterAll(() => signIns?.close())

test('a provider of the configuration signs an existing user in, as a password does: session, cookies, activity', async () => {
  const { product, begin, atProvider, end, as } = signIns
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

test('once linked, the person is known by the provider’s own name for them, whatever the address becomes', async () => {
  const { idp, signIn } = signIns
  expect((await signIn('company', 'fin')).status).toBe(200)
  idp.people.set('fin', { email: 'tess@example.com', email_verified: true })
  expect((await signIn('company', 'fin')).body.user.email).toBe('fin@example.com')
  idp.people.set('fin', { email: 'fin@example.com', email_verified: true })
})

test('an address that the provider, or the account here, has not verified links nothing', async () => {
  const { product, idp, makeUser, signIn } = signIns
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
  const { product, idp, makeUser, signIn, as, sessionsOf } = signIns
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
  const { product, idp, begin, atProvider, end, signIn } = signIns
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
  const { idp, signIn, as } = signIns
  idp.people.set('cleo', { email: 'cleo@example.net', email_verified: true, given_name: 'Cleo', family_name: 'Day' })
  const ended = await signIn('customers', 'cleo')
  expect(ended.body).toMatchObject({ roles: ['customer'], user: { first_name: 'Cleo', last_name: 'Day' } })
  expect(ended.body.user.customer_id).toBeGreaterThan(0)
  expect((await as(ended).get('/crm/customers')).body.pagination.total_items).toBe(1)
})

test('the user’s own second factor is still asked for, unless the configuration trusts the provider’s [TFA-11]', async () => {
  const { product, idp, signIn } = signIns
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
  const { product, makeUser, signIn, as } = signIns
  await makeUser('temp@example.com', { temporary: true })
  const ended = await signIn('company', 'temp')
  expect(ended.body.force_change).toBe(true)
  expect((await as(ended).get('/crm/customers')).status).toBe(403)
  const credentials = { email: 'temp@example.com', password: 'Correct-horse-2' }
  expect((await product.nobody.post('/crm/auth/login', credentials)).status).toBe(200)
})
