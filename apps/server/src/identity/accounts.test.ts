import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProduct } from '../start-product.ts'
import { kindsSentTo, lastMailTo } from '../testing/read-outbox.ts'
import { createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

const NOW = '2025-01-10T10:00:00Z'
const PASSWORD = 'Correct-horse-2'
let product: TestProduct
let users = 0

beforeAll(async () => {
  product = await startTestProduct({ now: NOW })
})
afterAll(() => product?.close())

async function someone(roles = ['Support']) {
  const email = `someone${++users}@example.com`
  return { email, client: await product.signInAs({ roles, email }) }
}

const signUp = (email: string) => ({
  first_name: 'Carla',
  last_name: 'Green',
  email,
  password: 'Self-made-pass-1',
  phone_number: '+44 7700 900123',
})

function linkToken(body: string): string {
  return /\/verify-email\/([\w-]+)/.exec(body)?.[1] ?? ''
}

test('a customer signs up and gets the role customer, scoped to a customer of their own [USER-04] [SELF-25]', async () => {
  const email = 'carla@example.com'
  const made = await product.nobody.post('/auth/register', {
    ...signUp(email),
    roles: ['admin'],
    role: 'admin',
    contact_id: 1,
    customer_id: 1,
    deleted: true,
    email_verified: true,
  })
  expect(made.status).toBe(200)
  expect(made.body.roles).toEqual(['customer'])
  const { body } = await product.nobody.post('/crm/auth/login', { email, password: 'Self-made-pass-1' })
  const carla = createClient(product.url, body.token)
  expect((await carla.get(`/crm/customer/customer_id/${body.user.customer_id}`)).body).toMatchObject({
    customer_name: 'Carla Green',
    contacts: [{ contact_email: email, user_id: body.user.id }],
  })
  expect((await carla.get('/crm/customers')).body.pagination.total_items).toBe(1)
  expect((await carla.get('/crm/auth/me')).body.user.email_verified).toBe(false)
  expect((await lastMailTo(product, email, 'CustomerWelcome')).body).toContain(`${product.url}/login`)
})

test('two sign-ups of one address at once make one account and leave no half of another', async () => {
  const count = async () => (await product.admin.get('/crm/customers')).body.pagination.total_items
  const before = await count()
  const answers = await Promise.all(
    [1, 2].map(() => product.nobody.post('/crm/auth/register', signUp('twin@example.com'))),
  )
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400])
  expect(await count()).toBe(before + 1)
  const refused = await product.nobody.post('/crm/auth/register', { ...signUp('x@example.com'), password: 'weak' })
  expect([refused.status, refused.body.field]).toEqual([400, 'password'])
  const advert = { ...signUp('victim@example.com'), first_name: 'Win at http://spam.example' }
  expect((await product.nobody.post('/crm/auth/register', advert)).body.field).toBe('first_name')
  expect(await count()).toBe(before + 1)
})

test('a new account is verified by the mailed link or by the code, each once [AUTH-32]', async () => {
  for (const way of ['link', 'code'] as const) {
    const email = `verify-${way}@example.com`
    await product.nobody.post('/crm/auth/register', signUp(email))
    const mail = await lastMailTo(product, email, 'EmailVerification')
    const code = /Code: ([\w-]+)/.exec(mail.body)?.[1] ?? ''
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
    const use = () =>
      way === 'link'
        ? product.nobody.get(`/crm/auth/verify_email/${linkToken(mail.body)}`)
        : product.nobody.post('/crm/auth/verify_email', { code: code.toLowerCase().replaceAll('-', '') })
    expect((await use()).status).toBe(200)
    expect((await use()).status, 'used').toBe(400)
    const other =
      way === 'link'
        ? await product.nobody.post('/crm/auth/verify_email', { code })
        : await product.nobody.get(`/crm/auth/verify_email/${linkToken(mail.body)}`)
    expect(other.status, 'the other half of a used mail').toBe(400)
    const { body } = await product.nobody.post('/crm/auth/login', { email, password: 'Self-made-pass-1' })
    expect((await createClient(product.url, body.token).get('/crm/auth/me')).body.user.email_verified).toBe(true)
  }
})

test('a new e-mail address counts only once its mail is answered, and the old one is told [USER-11]', async () => {
  const { email, client } = await someone()
  const changed = await client.patch('/crm/auth/me', { email: 'moved@example.com', phone_number: '+44 7700 900777' })
  expect(changed.body.user).toMatchObject({
    email,
    pending_email: 'moved@example.com',
    phone_number: '+44 7700 900777',
  })
  expect((await lastMailTo(product, email, 'SecurityAlert')).body).toContain('moved@example.com')
  const mail = await lastMailTo(product, 'moved@example.com', 'EmailVerification')
  expect(await kindsSentTo(product, email)).not.toContain('EmailVerification')
  expect((await product.nobody.get(`/auth/verify_email/${linkToken(mail.body)}`)).status).toBe(200)
  expect((await client.get('/crm/auth/me')).body.user).toMatchObject({
    email: 'moved@example.com',
    pending_email: null,
  })
  expect((await product.nobody.post('/crm/auth/login', { email, password: PASSWORD })).status).toBe(401)
  expect(
    (await product.nobody.post('/crm/auth/login', { email: 'moved@example.com', password: PASSWORD })).status,
  ).toBe(200)
})

test('a withdrawn or overtaken e-mail change no longer works', async () => {
  const { client } = await someone()
  await client.patch('/crm/auth/me', { email: 'first@example.com' })
  const first = await lastMailTo(product, 'first@example.com', 'EmailVerification')
  await client.patch('/crm/auth/me', { email: 'second@example.com' })
  expect((await product.nobody.get(`/crm/auth/verify_email/${linkToken(first.body)}`)).status).toBe(400)
  const taken = await someone()
  expect((await client.patch('/crm/auth/me', { email: taken.email })).body).toMatchObject({ field: 'email' })
})

test('a reset link that waits in the old mailbox dies with the change of the address [AUTH-24]', async () => {
  const { email, client } = await someone()
  await product.nobody.post('/crm/auth/forgot_password', { email })
  const asked = await lastMailTo(product, email, 'UserPasswordReset')
  const waiting = /\/reset-password\/([\w-]+)/.exec(asked.body)?.[1]
  await client.patch('/crm/auth/me', { email: `new-${email}` })
  const mail = await lastMailTo(product, `new-${email}`, 'EmailVerification')
  expect((await product.nobody.get(`/auth/verify_email/${linkToken(mail.body)}`)).status).toBe(200)
  const taken = await product.nobody.post('/crm/auth/reset_password', { token: waiting, new_password: 'Taken-over-9!' })
  expect([taken.status, taken.body.code]).toEqual([400, 'invalid_link'])
})

test('nobody makes more of themselves by their own profile', async () => {
  const { client } = await someone()
  const before = (await client.get('/crm/auth/me')).body
  const answer = await client.patch('/crm/auth/me', {
    first_name: 'Still',
    roles: ['admin'],
    role: 'admin',
    permissions: ['admin'],
    deleted: true,
    active: false,
    contact_id: 1,
    customer_id: 1,
    email_verified: false,
    login_count: 0,
    password_hash: 'x',
  })
  expect(answer.body).toEqual({ ...before, user: { ...before.user, first_name: 'Still' } })
})

test('own sessions are listed and ended, one or all others, and nobody else’s', async () => {
  const { email, client } = await someone()
  const stranger = await someone()
  const second = (await product.nobody.post('/crm/auth/login', { email, password: PASSWORD })).body
  const third = (await product.nobody.post('/crm/auth/login', { email, password: PASSWORD })).body
  const list = (await client.get('/crm/auth/sessions')).body
  expect(list.length).toBe(3)
  expect(list.filter((session: { current: boolean }) => session.current).length).toBe(1)
  const sessionOf = async (token: string) =>
    (await createClient(product.url, token).get('/crm/auth/sessions')).body.find(
      (session: { current: boolean }) => session.current,
    ).session_id
  const secondId = await sessionOf(second.token)
  expect((await stranger.client.delete(`/crm/auth/sessions/${secondId}`)).status).toBe(404)
  expect((await client.delete(`/crm/auth/sessions/${secondId}`)).status).toBe(200)
  expect((await createClient(product.url, second.token).get('/crm/auth/me')).status).toBe(401)
  expect((await client.delete('/crm/auth/sessions')).status).toBe(200)
  expect((await product.nobody.post('/crm/auth/refresh', { refresh_token: third.refresh_token })).status).toBe(401)
  expect((await client.get('/crm/auth/sessions')).body.length).toBe(1)
  expect((await stranger.client.get('/crm/auth/me')).status).toBe(200)
})

test('log-out works with the access token alone [AUTH-34]', async () => {
  const { client } = await someone()
  expect((await client.post('/crm/auth/logout')).status).toBe(200)
  expect((await client.get('/crm/auth/me')).status).toBe(401)
})

test('"remember me" lasts 30 days of disuse, and no longer [AUTH-08]', async () => {
  const { email } = await someone()
  const login = { email, password: PASSWORD, remember_me: true }
  const remembered = (await product.nobody.post('/crm/auth/login', login)).body
  await product.platform.clock.set(new Date('2025-02-09T09:00:00Z'))
  const next = await product.nobody.post('/crm/auth/refresh', { refresh_token: remembered.refresh_token })
  expect(next.status).toBe(200)
  await product.platform.clock.set(new Date('2025-02-09T11:00:00Z'))
  const late = await product.nobody.post('/crm/auth/refresh', { refresh_token: next.body.refresh_token })
  await product.platform.clock.set(new Date(NOW))
  expect(late.status).toBe(401)
})

test('the configuration decides on lockout, policy, unknown addresses and sign-up [AUTH-18] [AUTH-23]', async () => {
  const strict = await startTestProduct({
    now: NOW,
    config: {
      auth: {
        lockout_attempts: 2,
        lockout_minutes: 5,
        reveal_unknown_email: true,
        password_policy: 'nist',
        password_history: 0,
        self_signup: false,
      },
      rate_limit: { login_per_minute: 0, public_per_minute: 4 },
    },
  })
  try {
    const user = await strict.signInAs({ roles: ['Support'], email: 'strict@example.com' })
    const change = (password: string) =>
      user.post('/crm/auth/change_password', { current_password: PASSWORD, new_password: password })
    expect((await change('short')).body.message).toContain('at least 15')
    expect((await change('passwordpassword')).body.message).toContain('tried first')
    expect((await change(PASSWORD)).status, 'no history, and long enough').toBe(200)
    const login = (password: string) => strict.nobody.post('/crm/auth/login', { email: 'strict@example.com', password })
    expect([(await login('x')).status, (await login('x')).status, (await login(PASSWORD)).status]).toEqual([
      401, 401, 403,
    ])
    await strict.platform.clock.set(new Date('2025-01-10T10:06:00Z'))
    expect((await login(PASSWORD)).status).toBe(200)
    const unknown = await strict.nobody.post('/crm/auth/forgot_password', { email: 'stranger@example.com' })
    expect([unknown.status, unknown.body.message]).toEqual([404, 'No account found with that email address'])
    expect((await strict.nobody.post('/crm/auth/register', signUp('x@example.com'))).status).toBe(404)
    const guesses = []
    for (let i = 0; i < 6; i++)
      guesses.push((await strict.nobody.post('/crm/auth/verify_email', { code: `AAAA-AAAA-AAA${i}` })).status)
    expect(guesses, 'guessing beyond the limit').toEqual([400, 400, 400, 400, 429, 429])
  } finally {
    await strict.close()
  }
})

test('another jwt_secret ends every session [AUTH-13]', async () => {
  const first = await startTestProduct({ now: NOW })
  const session = (
    await first.nobody.post('/crm/auth/login', { email: 'ada@example.com', password: 'Correct-horse-1' })
  ).body
  const { settings, config, databaseUrl, log } = first.platform
  await first.stop()
  const again = await startProduct({
    settings: { ...settings, port: 0, ocsPort: 0 },
    config: { ...config, jwt_secret: 'another secret that nobody knows '.repeat(3) },
    databaseUrl,
    log,
  })
  try {
    expect((await createClient(again.url, session.token).get('/crm/auth/me')).status).toBe(401)
    const refreshed = await createClient(again.url, '').post('/crm/auth/refresh', {
      refresh_token: session.refresh_token,
    })
    expect(refreshed.status).toBe(401)
  } finally {
    await again.stop()
    await first.close()
  }
})
