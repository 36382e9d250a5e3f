import { hash as bcrypt } from '@node-rs/bcrypt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kindsSentTo, lastMailTo, mailsTo, untilQueueIsEmpty } from '../testing/read-outbox.ts'
import { type Answer, createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

const NOW = '2025-01-10T10:00:00Z'
const OLD = 'Correct-horse-2'
let product: TestProduct
let users = 0

beforeAll(async () => {
  product = await startTestProduct({ now: NOW })
})
afterAll(() => product?.close())

/** A user nobody else in this file uses, and their address. */
async function someone(roles = ['Support']) {
  const email = `someone${++users}@example.com`
  return { email, client: await product.signInAs({ roles, email }) }
}

function login(email: string, password: string): Promise<Answer> {
  return product.nobody.post('/crm/auth/login', { email, password })
}

function tokenIn(mail: { body: string }, page: string): string {
  return new RegExp(`/${page}/([\\w-]+)`).exec(mail.body)?.[1] ?? ''
}

async function resetTokenFor(email: string): Promise<string> {
  await product.nobody.post('/auth/forgot_password', { email })
  return tokenIn(await lastMailTo(product, email, 'UserPasswordReset'), 'reset-password')
}

test('a reset link comes by mail, works once, and the new password works at once [AUTH-22] [AUTH-27]', async () => {
  const { email, client } = await someone()
  const asked = await product.nobody.post('/auth/forgot_password', { email: ` ${email.toUpperCase()} ` })
  expect([asked.status, asked.body]).toEqual([200, { message: 'Reset instructions have been sent to your email' }])
  const mail = await lastMailTo(product, email, 'UserPasswordReset')
  expect(mail.body).toContain(`${product.url}/reset-password/`)
  const token = tokenIn(mail, 'reset-password')
  const chosen = { token, new_password: 'New-password-1' }
  const twice = await Promise.all([1, 2].map(() => product.nobody.post('/crm/auth/reset_password', chosen)))
  expect(twice.map((answer) => answer.status).sort()).toEqual([200, 400])
  expect(twice.find((answer) => answer.status === 200)?.body.message).toBe('Password has been reset successfully')
  expect((await login(email, OLD)).status).toBe(401)
  expect((await login(email, 'New-password-1')).status).toBe(200)
  expect((await client.get('/crm/auth/me')).status, 'sessions from before are over').toBe(401)
  expect((await lastMailTo(product, email, 'UserPasswordResetSuccess')).body).toContain('127.0.0.1')
})

test('a reset link stops working after an hour [AUTH-24]', async () => {
  const { email } = await someone()
  const token = await resetTokenFor(email)
  await product.platform.clock.set(new Date('2025-01-10T11:02:00Z'))
  const late = await product.nobody.post('/auth/reset_password', { token, new_password: 'New-password-1' })
  await product.platform.clock.set(new Date(NOW))
  expect([late.status, late.body.code]).toEqual([400, 'invalid_link'])
  expect((await login(email, OLD)).status).toBe(200)
})

test('one used link spends the others of the same account, and a made-up one opens nothing', async () => {
  const { email } = await someone()
  const first = await resetTokenFor(email)
  await product.nobody.post('/auth/forgot_password', { email })
  const mails = await mailsTo(product, { to: email, kind: 'UserPasswordReset', count: 2 })
  const second = tokenIn(mails[1]!, 'reset-password')
  expect(second).not.toBe(first)
  const reset = (token: string) =>
    product.nobody.post('/auth/reset_password', { token, new_password: 'New-password-1' })
  expect((await reset('x'.repeat(43))).status).toBe(400)
  expect((await reset(second)).status).toBe(200)
  expect((await reset(first)).status).toBe(400)
})

test('an unknown address is answered like a known one, and nothing is sent [AUTH-23]', async () => {
  const { email } = await someone()
  const known = await product.nobody.post('/crm/auth/forgot_password', { email })
  const unknown = await product.nobody.post('/crm/auth/forgot_password', { email: 'stranger@example.com' })
  const outside = (answer: Answer) => [
    answer.status,
    answer.text,
    [...answer.headers].filter(([name]) => !['x-request-id', 'date'].includes(name)),
  ]
  expect(outside(unknown)).toEqual(outside(known))
  await lastMailTo(product, email, 'UserPasswordReset')
  await untilQueueIsEmpty(product)
  expect(await kindsSentTo(product, 'stranger@example.com')).toEqual([])
})

test('nobody can fill a mailbox with reset mails', async () => {
  const { email } = await someone()
  for (let i = 0; i < 8; i++) await product.nobody.post('/crm/auth/forgot_password', { email })
  await untilQueueIsEmpty(product)
  expect((await kindsSentTo(product, email)).filter((kind) => kind === 'UserPasswordReset').length).toBe(5)
})

test('a wrong pair takes the same time and is locked alike with and without an account [AUTH-02]', async () => {
  const { email } = await someone()
  const times = { known: [] as number[], unknown: [] as number[] }
  const statuses = { known: [] as string[], unknown: [] as string[] }
  for (let i = 0; i < 7; i++) {
    for (const [kind, address] of [
      ['known', email],
      ['unknown', 'guessed@example.com'],
    ] as const) {
      const begin = performance.now()
      const answer = await login(address, 'Wrong-guess-1')
      times[kind].push(performance.now() - begin)
      statuses[kind].push(`${answer.status} ${answer.body.code} ${answer.body.message}`)
    }
  }
  expect(statuses.unknown).toEqual(statuses.known)
  expect(statuses.known.slice(4)).toEqual([
    '401 unauthenticated Invalid email or password',
    expect.stringMatching(/^403 account_locked/),
    expect.stringMatching(/^403 account_locked/),
  ])
  const median = (list: number[]) => list.toSorted((a, b) => a - b)[3]!
  // Without the same hash work an unknown address would be answered some twenty times faster.
  expect(median(times.unknown)).toBeGreaterThan(median(times.known) / 4)
})

test('a lockout mails a reset link and a security notice, and the link opens the account [AUTH-16] [AUTH-17]', async () => {
  const { email } = await someone()
  for (let i = 0; i < 5; i++) await login(email, 'Wrong-guess-1')
  expect((await lastMailTo(product, email, 'AccountLocked')).body).toContain('2025-01-10 10:30 UTC')
  const token = tokenIn(await lastMailTo(product, email, 'UserPasswordReset'), 'reset-password')
  expect((await login(email, OLD)).status).toBe(403)
  await product.nobody.post('/crm/auth/reset_password', { token, new_password: 'New-password-1' })
  expect((await login(email, 'New-password-1')).status).toBe(200)
})

test('guesses sent all at once get no further than five, and lock once [AUTH-15]', async () => {
  const { email } = await someone()
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => login(email, `Wrong-guess-${i}`)))
  expect(answers.filter((answer) => answer.status === 401).length).toBe(5)
  expect(answers.filter((answer) => answer.status === 403).length).toBe(7)
  expect((await kindsSentTo(product, email)).filter((kind) => kind === 'AccountLocked').length).toBe(1)
})

test('failed sign-ins are on record with the address they came from [AUTH-19]', async () => {
  const { email } = await someone()
  await login(email, 'Wrong-guess-1')
  const entry = await product.platform.db
    .selectFrom('customer_activity')
    .selectAll()
    .orderBy('activity_id', 'desc')
    .executeTakeFirstOrThrow()
  expect(entry).toMatchObject({ activity: 'Sign-in refused: wrong password', ip_address: '127.0.0.1' })
})

test('a new password needs length, both cases, a digit and a special character [AUTH-25]', async () => {
  const { client } = await someone()
  const attempt = (password: string) =>
    client.post('/auth/change_password', { current_password: OLD, new_password: password })
  for (const weak of ['Sh0rt!a', 'no-upper-1', 'NO-LOWER-1', 'No-digits-here', 'NoSpecial1']) {
    const answer = await attempt(weak)
    expect([answer.status, answer.body.field], weak).toEqual([400, 'new_password'])
  }
  expect((await attempt('Good-enough-1')).status).toBe(200)
})

test('changing the password takes the present one, ends the other sessions and is told by mail [AUTH-29]', async () => {
  const { email, client } = await someone()
  const other = (await login(email, OLD)).body
  const wrong = await client.post('/crm/auth/change_password', {
    current_password: 'x',
    new_password: 'New-password-1',
  })
  expect([wrong.status, wrong.body.field]).toEqual([400, 'current_password'])
  const right = { current_password: OLD, new_password: 'New-password-1' }
  expect((await client.post('/crm/auth/change_password', right)).status).toBe(200)
  expect((await client.get('/crm/auth/me')).status).toBe(200)
  expect((await createClient(product.url, other.token).get('/crm/auth/me')).status).toBe(401)
  expect((await product.nobody.post('/crm/auth/refresh', { refresh_token: other.refresh_token })).status).toBe(401)
  expect((await lastMailTo(product, email, 'UserPasswordChange')).body).toContain('By: Self')
})

test('a stolen session cannot guess the password by changing it', async () => {
  const { client } = await someone()
  const guess = (password: string) =>
    client.post('/crm/auth/change_password', { current_password: password, new_password: 'New-password-1' })
  for (let i = 0; i < 5; i++) expect((await guess(`Guess-${i}`)).status).toBe(400)
  expect((await guess(OLD)).status).toBe(403)
})

test('the last five passwords are refused, the sixth may come back [AUTH-31]', async () => {
  const { client } = await someone()
  let current = OLD
  const change = async (next: string) => {
    const answer = await client.post('/crm/auth/change_password', { current_password: current, new_password: next })
    if (answer.status === 200) current = next
    return answer
  }
  for (const next of ['Password-nr-2', 'Password-nr-3', 'Password-nr-4', 'Password-nr-5'])
    expect((await change(next)).status).toBe(200)
  for (const used of [OLD, 'Password-nr-3', 'Password-nr-5'])
    expect((await change(used)).body).toMatchObject({ code: 'password_reused', field: 'new_password' })
  expect((await change('Password-nr-6')).status).toBe(200)
  expect((await change(OLD)).status).toBe(200)
})

test('an imported bcrypt hash works and is renewed at login [AUTH-30]', async () => {
  const { email } = await someone()
  const users = product.platform.db.updateTable('crm_user').where('email', '=', email)
  await users.set({ password_hash: await bcrypt('Imported-pass-1', { cost: 4 }) }).execute()
  expect((await login(email, 'Wrong-guess-1')).status).toBe(401)
  const together = await Promise.all([1, 2].map(() => login(email, 'Imported-pass-1')))
  expect(together.map((answer) => answer.status)).toEqual([200, 200])
  const { password_hash: stored } = await product.platform.db
    .selectFrom('crm_user')
    .select('password_hash')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  expect(stored).toMatch(/^\$argon2id\$/)
  expect((await login(email, 'Imported-pass-1')).status).toBe(200)
})

test('a forced change cannot be walked around: nothing else is open until it is done [USER-19]', async () => {
  const { email, client } = await someone(['admin'])
  await product.platform.db.updateTable('crm_user').set({ force_change: true }).where('email', '=', email).execute()
  const signedIn = await login(email, OLD)
  expect(signedIn.body.force_change).toBe(true)
  const { body: api } = await product.nobody.get('/crm/docs/json')
  const closed: string[] = []
  for (const [route, methods] of Object.entries<Record<string, { description: string }>>(api.paths)) {
    for (const [method, entry] of Object.entries(methods)) {
      if (/^(AUTH-3|AUTH-6|AUTH-9)\./.test(entry.description) || entry.description.includes('Public.')) continue
      const response = await fetch(product.url + route.replaceAll(/\{[^}]+\}/g, '1'), {
        method: method.toUpperCase(),
        headers: { authorization: `Bearer ${signedIn.body.token}` },
      })
      expect(response.status, `${method} ${route}`).toBe(403)
      expect(await response.json()).toMatchObject({ code: 'change_password' })
      closed.push(route)
    }
  }
  expect(closed.length).toBeGreaterThan(50)
  const socket = new WebSocket(`${product.url.replace('http', 'ws')}/crm/live`)
  const answer = await new Promise<string>((resolve) => {
    socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', token: signedIn.body.token }))
    socket.onmessage = (message) => resolve(String(message.data))
  })
  socket.close()
  expect(answer).toContain('change_password')
  const refreshed = (await product.nobody.post('/crm/auth/refresh', { refresh_token: signedIn.body.refresh_token }))
    .body
  const held = createClient(product.url, refreshed.token)
  expect((await held.get('/crm/customers')).status).toBe(403)
  expect((await held.get('/crm/auth/me')).body.force_change).toBe(true)
  expect((await client.get('/crm/customers')).status, 'sessions from before too').toBe(403)
  const change = { current_password: OLD, new_password: 'New-password-1' }
  expect((await held.post('/crm/auth/change_password', change)).status).toBe(200)
  expect((await held.get('/crm/customers')).status).toBe(200)
})

test('a login from a new device is told by mail, one from a known device is not [AUTH-33]', async () => {
  const { email } = await someone()
  const from = (headers: Record<string, string>) =>
    product.nobody.post('/crm/auth/login', { email, password: OLD }, headers)
  await from({ 'user-agent': 'node' })
  expect(await kindsSentTo(product, email)).toEqual([])
  const phone = await from({ 'user-agent': '<b>Phone</b>' })
  const alert = await lastMailTo(product, email, 'SecurityAlert')
  expect(alert.html).toContain('&lt;b&gt;Phone&lt;/b&gt;')
  const cookie = phone.headers.getSetCookie().find((text) => text.startsWith('device='))
  expect(cookie).toMatch(/HttpOnly/)
  await from({ 'user-agent': 'Phone, next version', cookie: cookie?.split(';')[0] ?? '' })
  expect(await kindsSentTo(product, email)).toEqual(['SecurityAlert'])
  await from({ 'user-agent': 'Phone, next version', cookie: `device=${'x'.repeat(24)}` })
  expect(await kindsSentTo(product, email)).toEqual(['SecurityAlert'])
})

test('logins are counted and the last one is kept [AUTH-35]', async () => {
  const { email } = await someone()
  await product.platform.clock.set(new Date('2025-01-10T10:05:00Z'))
  await login(email, OLD)
  const row = await product.platform.db
    .selectFrom('crm_user')
    .select(['login_count', 'last_login'])
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  await product.platform.clock.set(new Date(NOW))
  expect(row.login_count).toBe(2)
  expect(row.last_login?.toISOString()).toMatch(/^2025-01-10T10:05/)
})
