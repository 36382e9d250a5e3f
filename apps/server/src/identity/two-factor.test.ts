import { afterAll, beforeAll, expect, test } from 'vitest'
import { lastMailTo } from '../testing/read-outbox.ts'
import {
  type Answer,
  type Client,
  createClient,
  startTestProduct,
  type TestProduct,
} from '../testing/start-test-product.ts'
import { otpauthUrl, stepOfCode, totpCode } from './totp.ts'

const NOW = '2025-01-10T10:00:00Z'
const PASSWORD = 'Correct-horse-2'
let product: TestProduct
let users = 0

beforeAll(async () => {
  product = await startTestProduct({ now: NOW })
})
afterAll(() => product?.close())

type Person = { id: number; email: string; client: Client }
type Enrolled = Person & { secret: string; codes: string[] }

async function someone(roles = ['Support'], on = product): Promise<Person> {
  const email = `someone${++users}@example.com`
  const client = await on.signInAs({ roles, email })
  return { id: (await client.get('/crm/auth/me')).body.user.id, email, client }
}

/** A person with the second factor on. Each step of the clock gives one more code that was not used yet. */
async function enrolled(roles?: string[]): Promise<Enrolled> {
  const person = await someone(roles)
  const { body } = await person.client.post(`/2fa/enable/user/${person.id}`, { password: PASSWORD })
  const verified = await person.client.post(`/2fa/verify-setup/user/${person.id}`, { code: code(body.totp_secret) })
  expect(verified.body).toEqual({ verified: true })
  return { ...person, secret: body.totp_secret, codes: body.backup_codes }
}

/** The code of the app, so many steps from now. */
function code(secret: string, steps = 0): string {
  return totpCode(secret, new Date(product.platform.clock.now().getTime() + steps * 30_000))
}

function wrongCode(secret: string): string {
  const near = [-2, -1, 0, 1, 2].map((steps) => code(secret, steps))
  const machine = [-1, 0, 1].map((steps) => totpCode(secret, new Date(Date.now() + steps * 30_000)))
  for (let guess = 0; ; guess++) {
    const text = String(guess).padStart(6, '0')
    if (![...near, ...machine].includes(text)) return text
  }
}

function login(email: string): Promise<Answer> {
  return product.nobody.post('/crm/auth/login', { email, password: PASSWORD })
}

async function challengeOf(email: string): Promise<string> {
  return (await login(email)).body.challenge_token
}

function verify(id: number, body: Record<string, unknown>, headers?: Record<string, string>): Promise<Answer> {
  return product.nobody.post(`/2fa/verify/user/${id}`, body, headers)
}

test('codes are those of RFC 6238’s published vectors, and change every 30 seconds [TFA-08]', () => {
  // Appendix B, SHA-1; the published eight digits end in the six that apps show.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  const vectors: [seconds: number, eight: string][] = [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ]
  for (const [seconds, eight] of vectors) {
    const at = new Date(seconds * 1000)
    expect(totpCode(secret, at)).toBe(eight.slice(2))
    expect(stepOfCode(secret, eight.slice(2), at)).toBe(Math.floor(seconds / 30))
  }
  const shown = totpCode(secret, new Date(1_000_000_000_000))
  const step = Math.floor(1_000_000_000 / 30)
  const accepted = [-2, -1, 0, 1, 2].map((away) =>
    stepOfCode(secret, shown, new Date(1_000_000_000_000 + away * 30_000)),
  )
  expect(accepted).toEqual([undefined, step, step, step, undefined])
})

test('the provisioning URI has the form of the guide [TFA-04]', () => {
  expect(otpauthUrl('JBSWY3DPEHPK3PXP', 'user@example.com')).toBe(
    'otpauth://totp/OmniCRM:user@example.com?secret=JBSWY3DPEHPK3PXP&issuer=OmniCRM',
  )
  expect(new URL(otpauthUrl('X', 'a&issuer=Evil?x@example.com')).searchParams.getAll('issuer')).toEqual(['OmniCRM'])
})

test('the second factor is off until a user turns it on with password and first code [TFA-01] [TFA-03] [TFA-07] [TFA-16]', async () => {
  const { id, email, client } = await someone()
  expect((await client.get('/crm/auth/me')).body.user.is_2fa_enabled).toBe(false)
  const wrong = await client.post(`/2fa/enable/user/${id}`, { password: 'wrong' })
  expect([wrong.status, wrong.body.field]).toEqual([400, 'password'])
  expect((await client.post(`/2fa/enable/user/${id}`, {})).status).toBe(400)
  const { body } = await client.post(`/2fa/enable/user/${id}`, { password: PASSWORD })
  expect(body.qr_code_url).toBe(`otpauth://totp/OmniCRM:${email}?secret=${body.totp_secret}&issuer=OmniCRM`)
  expect(body.backup_codes.length).toBe(10)
  for (const backup of body.backup_codes) expect(backup).toMatch(/^\d{8}$/)
  expect((await login(email)).body.token, 'not active before a first code').toBeTruthy()
  const refused = await client.post(`/2fa/verify-setup/user/${id}`, { code: wrongCode(body.totp_secret) })
  expect([refused.status, refused.body.field]).toEqual([400, 'code'])
  expect((await login(email)).body.token).toBeTruthy()
  expect((await client.post(`/2fa/verify-setup/user/${id}`, { code: code(body.totp_secret) })).status).toBe(200)
  expect((await client.get('/crm/auth/me')).body.user.is_2fa_enabled).toBe(true)
  expect((await login(email)).body).toMatchObject({ requires_2fa: true, user_id: id })
  expect((await lastMailTo(product, email, 'SecurityAlert')).body).toContain('turned on')
  expect((await client.post(`/2fa/enable/user/${id}`, { password: PASSWORD })).status, 'no second one beside it').toBe(
    409,
  )
})

test('a right password yields no token, and the challenge with a code does [TFA-09] [TFA-11]', async () => {
  const { id, email, secret } = await enrolled()
  const asked = await login(email)
  expect(Object.keys(asked.body).sort()).toEqual(['challenge_token', 'methods', 'requires_2fa', 'user_id'])
  const cookies = asked.headers.getSetCookie()
  expect(cookies.find((cookie) => cookie.startsWith('challenge_token='))).toMatch(/HttpOnly/)
  expect(cookies.some((cookie) => cookie.startsWith('refresh_token='))).toBe(false)
  const answer = await verify(id, { code: code(secret, 1), challenge_token: asked.body.challenge_token })
  expect(answer.status, answer.text).toBe(200)
  expect(answer.body).toMatchObject({ roles: ['Support'], user: { email }, force_change: false, enrol_2fa: false })
  expect(answer.body.token).toBe(answer.body.access_token)
  expect((await createClient(product.url, answer.body.token).get('/crm/customers')).status).toBe(200)
  expect(answer.headers.getSetCookie().find((cookie) => cookie.startsWith('refresh_token='))).toMatch(/HttpOnly/)
})

test('a code alone never signs anyone in: no challenge, another user’s, a used or an old one [TFA-11]', async () => {
  const anna = await enrolled()
  const bert = await enrolled()
  const refused = async (body: Record<string, unknown>, id = anna.id) => (await verify(id, body)).status
  const good = () => code(anna.secret, 1)
  expect(await refused({ code: good() })).toBe(401)
  expect(await refused({ code: good(), challenge_token: 'x'.repeat(43) })).toBe(401)
  expect(await refused({ code: good(), challenge_token: await challengeOf(bert.email) })).toBe(401)
  const annas = await challengeOf(anna.email)
  expect(await refused({ code: code(bert.secret, 1), challenge_token: annas }, bert.id)).toBe(401)
  const twice = await Promise.all([1, 2].map(() => verify(anna.id, { code: good(), challenge_token: annas })))
  expect(twice.map((answer) => answer.status).sort()).toEqual([200, 401])
  expect(await refused({ code: anna.codes[0], challenge_token: annas }), 'single use').toBe(401)
  const late = await challengeOf(anna.email)
  await product.platform.clock.set(new Date(product.platform.clock.now().getTime() + 5 * 60_000))
  expect(await refused({ code: code(anna.secret), challenge_token: late }), 'five minutes').toBe(401)
  expect(await refused({ code: code(anna.secret), challenge_token: await challengeOf(anna.email) })).toBe(200)
  await product.platform.clock.set(new Date(NOW))
})

test('the challenge cookie works only with the CSRF token', async () => {
  const { id, email, secret } = await enrolled()
  const asked = await login(email)
  const cookie = asked.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ')
  const csrf = /csrf_token=([^;]+)/.exec(cookie)?.[1] ?? ''
  const body = { code: code(secret, 1) }
  expect((await verify(id, body, { cookie })).status).toBe(403)
  expect((await verify(id, body, { cookie, 'x-csrf-token': csrf })).status).toBe(200)
})

test('a code is accepted once, in its step and one on either side [TFA-08]', async () => {
  const { id, email, secret } = await enrolled()
  const attempt = async (steps: number) =>
    (await verify(id, { code: code(secret, steps), challenge_token: await challengeOf(email) })).status
  expect(await attempt(0), 'spent by the set-up').toBe(401)
  expect(await attempt(1)).toBe(200)
  expect(await attempt(1)).toBe(401)
  expect(await attempt(-1)).toBe(200)
  expect(await attempt(2)).toBe(401)
  const parallel = await enrolled()
  const tokens = await Promise.all([1, 2, 3].map(() => challengeOf(parallel.email)))
  const same = code(parallel.secret, 1)
  const answers = await Promise.all(tokens.map((token) => verify(parallel.id, { code: same, challenge_token: token })))
  expect(answers.map((answer) => answer.status).sort(), 'at once, by three challenges').toEqual([200, 401, 401])
})

test('a backup code works once, in any spelling, and is not stored readably [TFA-13] [TFA-17]', async () => {
  const { id, email, codes, secret } = await enrolled()
  const [first = '', second = ''] = codes
  const use = async (typed: string) =>
    (await verify(id, { code: typed, challenge_token: await challengeOf(email) })).status
  expect(await use(`${first.slice(0, 4)} ${first.slice(4)}`)).toBe(200)
  expect(await use(first)).toBe(401)
  const token = await Promise.all([1, 2].map(() => challengeOf(email)))
  const both = await Promise.all(token.map((challenge) => verify(id, { code: second, challenge_token: challenge })))
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 401])
  const rows = await product.platform.db.selectFrom('backup_code').selectAll().where('user_id', '=', id).execute()
  const user = await product.platform.db.selectFrom('crm_user').selectAll().where('id', '=', id).executeTakeFirst()
  const stored = JSON.stringify([rows, user])
  for (const plain of [...codes, secret]) expect(stored).not.toContain(plain)
  const log = await product.platform.db.selectFrom('customer_activity').selectAll().execute()
  for (const plain of [...codes, secret]) expect(JSON.stringify(log)).not.toContain(plain)
})

test('five wrong codes end the challenge; new challenges do not give endless guesses [TFA-11]', async () => {
  const { id, email, secret, codes } = await enrolled()
  const wrong = wrongCode(secret)
  const challenge = await challengeOf(email)
  for (let i = 0; i < 5; i++) expect((await verify(id, { code: wrong, challenge_token: challenge })).status).toBe(401)
  expect((await verify(id, { code: codes[0], challenge_token: challenge })).status).toBe(401)
  const next = await challengeOf(email)
  for (let i = 0; i < 5; i++) await verify(id, { code: wrong, challenge_token: next })
  expect((await login(email)).body.code).toBe('account_locked')
  expect((await lastMailTo(product, email, 'AccountLocked')).status).toBe('sent')
})

test('a new password ends the challenges of the old one', async () => {
  const { id, email, secret, client } = await enrolled()
  const challenge = await challengeOf(email)
  await client.post('/crm/auth/change_password', { current_password: PASSWORD, new_password: 'New-password-1' })
  expect((await verify(id, { code: code(secret, 1), challenge_token: challenge })).status).toBe(401)
})

test('new backup codes replace the old ones, made by the user or an administrator and nobody else [TFA-15]', async () => {
  const { id, email, client, codes } = await enrolled()
  const fresh = (await client.post(`/2fa/backup-codes/regenerate/user/${id}`)).body.backup_codes
  expect(fresh.length).toBe(10)
  const use = async (typed: string) =>
    (await verify(id, { code: typed, challenge_token: await challengeOf(email) })).status
  expect(await use(codes[0]!)).toBe(401)
  expect(await use(fresh[0])).toBe(200)
  expect((await product.admin.post(`/crm/2fa/backup-codes/regenerate/user/${id}`)).status).toBe(200)
  expect(await use(fresh[1])).toBe(401)
  const stranger = await someone()
  expect((await stranger.client.post(`/2fa/backup-codes/regenerate/user/${id}`)).status).toBe(403)
  expect((await stranger.client.post(`/2fa/enable/user/${id}`, { password: PASSWORD })).status).toBe(403)
  expect((await stranger.client.post(`/2fa/verify-setup/user/${id}`, { code: '123456' })).status).toBe(403)
  expect((await stranger.client.post(`/2fa/backup-codes/regenerate/user/${stranger.id}`)).status, 'off').toBe(409)
})

test('an administrator resets the second factor, and the password alone signs in again [TFA-18] [TFA-20]', async () => {
  const { id, email, client } = await enrolled()
  const pending = await challengeOf(email)
  expect((await client.post(`/2fa/admin/disable/user/${id}`)).status).toBe(403)
  expect((await product.admin.post(`/2fa/admin/disable/user/${id}`)).status).toBe(200)
  expect((await login(email)).body.token).toBeTruthy()
  expect((await verify(id, { code: '123456', challenge_token: pending })).status).toBe(401)
  const row = await product.platform.db.selectFrom('crm_user').selectAll().where('id', '=', id).executeTakeFirst()
  expect(row).toMatchObject({ is_2fa_enabled: false, totp_secret: null })
  expect(await product.platform.db.selectFrom('backup_code').where('user_id', '=', id).selectAll().execute()).toEqual(
    [],
  )
  const entry = await product.platform.db
    .selectFrom('customer_activity')
    .selectAll()
    .where('entity_id', '=', id)
    .where('activity', 'like', 'Reset two-factor authentication%')
    .executeTakeFirst()
  expect(entry?.initiated_by).toMatch(/^user:/)
})

test('clearing totp_secret in the database lets the password sign in, when no administrator is left to do it', async () => {
  const { id, email } = await enrolled()
  await product.platform.db.updateTable('crm_user').set({ totp_secret: null }).where('id', '=', id).execute()
  const signedIn = await login(email)
  const client = createClient(product.url, signedIn.body.token)
  expect((await client.get('/crm/auth/me')).body.user.is_2fa_enabled).toBe(false)
  expect((await client.post(`/2fa/enable/user/${id}`, { password: PASSWORD })).status).toBe(200)
})

test('an administrator starts the enrolment of somebody else without their password [TFA-24]', async () => {
  const { id, email } = await someone()
  const { body } = await product.admin.post(`/crm/2fa/enable/user/${id}`)
  expect((await product.admin.post(`/crm/2fa/verify-setup/user/${id}`, { code: code(body.totp_secret) })).status).toBe(
    200,
  )
  expect((await login(email)).body.requires_2fa).toBe(true)
  const me = (await product.admin.get('/crm/auth/me')).body.user.id
  expect((await product.admin.post(`/crm/2fa/enable/user/${me}`)).body.field, 'for oneself it takes it').toBe(
    'password',
  )
})

test('a new device takes over with the challenge and a backup code, and the old one is out [TFA-21]', async () => {
  const { id, email, secret, codes } = await enrolled()
  const challenge = await challengeOf(email)
  const move = (body: Record<string, unknown>, user = id) =>
    product.nobody.post(`/2fa/reset-for-new-device/user/${user}`, body)
  const stranger = await enrolled()
  expect((await move({ backup_code: codes[0] })).status).toBe(401)
  expect((await move({ backup_code: codes[0], challenge_token: await challengeOf(stranger.email) })).status).toBe(401)
  expect((await move({ backup_code: '00000000', challenge_token: challenge })).status).toBe(401)
  expect((await move({ backup_code: code(secret, 1), challenge_token: challenge })).status, 'no app code').toBe(401)
  const moved = await move({ backup_code: codes[0], challenge_token: challenge })
  expect(moved.status, moved.text).toBe(200)
  expect(moved.body.totp_secret).not.toBe(secret)
  expect(moved.body.backup_codes.length).toBe(10)
  expect((await move({ backup_code: codes[1], challenge_token: challenge })).status, 'old codes').toBe(401)
  expect((await verify(id, { code: code(secret, 1), challenge_token: challenge })).status, 'old device').toBe(401)
  expect((await verify(id, { code: code(moved.body.totp_secret), challenge_token: challenge })).status).toBe(200)
  expect((await lastMailTo(product, email, 'SecurityAlert')).status).toBe('sent')
})

test('the signed-in user moves to a new device too, but nobody else does it for them [TFA-21]', async () => {
  const { id, client, codes } = await enrolled()
  const stranger = await someone(['admin'])
  const body = { backup_code: codes[0] }
  expect((await stranger.client.post(`/2fa/reset-for-new-device/user/${id}`, body)).status).toBe(403)
  const moved = await client.post(`/2fa/reset-for-new-device/user/${id}`, body)
  expect(moved.body.backup_codes.length).toBe(10)
  expect((await client.post(`/2fa/reset-for-new-device/user/${id}`, body)).status).toBe(401)
})

test('a temporary password is spent by the whole sign-in, not by its first half [USER-20]', async () => {
  const { id, email, secret, codes } = await enrolled()
  const { temporary_password: password } = (await product.admin.post(`/auth/users/${id}/admin_reset_password`)).body
  const half = () => product.nobody.post('/crm/auth/login', { email, password })
  const [first, second] = [(await half()).body.challenge_token, (await half()).body.challenge_token]
  const signedIn = await verify(id, { code: code(secret, 1), challenge_token: first })
  expect(signedIn.body.force_change).toBe(true)
  expect((await verify(id, { code: codes[0], challenge_token: second })).status).toBe(403)
})

test('the configuration makes a role set it up first, and nothing else is open until then [TFA-02] [TFA-22]', async () => {
  const strict = await startTestProduct({ now: NOW, config: { auth: { require_2fa: ['support'] } } })
  try {
    const other = await someone(['Finance'], strict)
    expect((await other.client.get('/crm/auth/me')).body.enrol_2fa).toBe(false)
    const { id, email, client } = await someone(['Support'], strict)
    const signedIn = (await strict.nobody.post('/crm/auth/login', { email, password: PASSWORD })).body
    expect(signedIn.enrol_2fa).toBe(true)
    const held = await client.get('/crm/customers')
    expect([held.status, held.body.code]).toEqual([403, 'enrol_2fa'])
    expect((await client.patch('/crm/auth/me', { first_name: 'x' })).status).toBe(403)
    const { body } = await client.post(`/2fa/enable/user/${id}`, { password: PASSWORD })
    const first = totpCode(body.totp_secret, strict.platform.clock.now())
    expect((await client.post(`/2fa/verify-setup/user/${id}`, { code: first })).status).toBe(200)
    expect((await client.get('/crm/customers')).status).toBe(200)
    strict.platform.config.auth.require_2fa = 'all'
    expect((await other.client.get('/crm/customers')).body.code).toBe('enrol_2fa')
    expect((await strict.admin.post(`/2fa/enable/user/${other.id}`)).status, 'own duty first').toBe(403)
  } finally {
    await strict.close()
  }
})

test('only app, passkeys and backup codes are second factors: there is no SMS [TFA-25]', async () => {
  const { body } = await product.nobody.get('/crm/docs/json')
  const routes = Object.keys(body.paths).filter((route) => route.startsWith('/crm/2fa/'))
  expect(routes.length).toBe(11)
  expect(routes.filter((route) => /sms|phone/i.test(route))).toEqual([])
})
