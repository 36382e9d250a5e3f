import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ProviderSignIns, startProviderSignIns } from '../testing/provider-sign-ins.ts'
import { openBrowser } from '../testing/sign-in-at-provider.ts'
import { CLIENT_SECRET } from '../testing/start-identity-provider.ts'

let signIns: ProviderSignIns
beforeAll(async () => {
  signIns = await startProviderSignIns()
  for (const name of ['otto', 'rosa']) await signIns.makeUser(`${name}@example.com`)
})
afterAll(() => signIns?.close())

test('the browser is held by an HTTP-only cookie that no other site can make it send', async () => {
  const { post } = signIns
  const response = await post(openBrowser(), '/crm/auth/oidc/company/start', {})
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith('oidc_sign_in='))
  expect(cookie).toMatch(/Max-Age=600; Path=\/; HttpOnly; SameSite=Strict$/)
})

test('a wrong state, another browser, another provider and an expired sign-in open nothing', async () => {
  const { product, begin, atProvider, end, sessionsOf } = signIns
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
  const { product, begin, atProvider, end } = signIns
  const attacker = await begin()
  const answer = await atProvider(attacker, 'otto')
  const victim = await begin()
  expect((await end(victim, answer)).status).toBe(401)
  expect(victim.browser.cookies(product.url).has('refresh_token')).toBe(false)
})

test('an answer works once, and its code not in another sign-in of the same browser', async () => {
  const { begin, atProvider, end, sessionsOf } = signIns
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
  const { idp, begin, atProvider, end, sessionsOf } = signIns
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
  const { post } = signIns
  const start = (name: string) => post(openBrowser(), `/crm/auth/oidc/${name}/start`, {})
  expect((await start('elsewhere')).status).toBe(502)
  expect((await start('gone')).status).toBe(502)
  expect((await start('nobody')).status).toBe(404)
})

test('whoever turns back at the provider is not signed in', async () => {
  const { begin, atProvider, end } = signIns
  const begun = await begin()
  const answer = await atProvider(begun, 'nobody of this name')
  expect(answer.error).toBe('access_denied')
  expect((await end(begun, answer)).status).toBe(401)
})

test.each([
  'https://evil.example.com',
  '//evil.example.com',
  '/\\evil.example.com',
  '/\t/evil.example.com',
  'javascript:alert(1)',
  'customers',
])('the page to return to is one of ours: %j is refused', async (next) => {
  const { post } = signIns
  const response = await post(openBrowser(), '/crm/auth/oidc/company/start', { next })
  expect(response.status).toBe(400)
  expect(((await response.json()) as { field: string }).field).toBe('next')
})

test('secrets of the provider and of the sign-in appear in no answer and are not kept readably', async () => {
  const { product, begin } = signIns
  const begun = await begin()
  const rows = await product.platform.db.selectFrom('oidc_flow').selectAll().execute()
  const kept = JSON.stringify(rows)
  expect(kept).not.toContain(begun.url.searchParams.get('state'))
  expect(kept).not.toContain(begun.browser.cookies(product.url).get('oidc_sign_in'))
  expect((await product.nobody.get('/crm/ui_config')).text).not.toContain(CLIENT_SECRET)
})
