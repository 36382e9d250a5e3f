import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lastMailTo, mailsTo } from '../testing/read-outbox.ts'
import { createAuthenticator, type Deviation, type SoftwareAuthenticator } from '../testing/software-authenticator.ts'
import {
  type Answer,
  type Client,
  createClient,
  startTestProduct,
  type TestProduct,
} from '../testing/start-test-product.ts'
import { passkeyParty } from './passkey-party.ts'
import { totpCode } from './totp.ts'

const NOW = '2025-01-10T10:00:00Z'
const PASSWORD = 'Correct-horse-2'
let product: TestProduct
let users = 0

beforeAll(async () => {
  product = await startTestProduct({ now: NOW })
})
afterAll(() => product?.close())

type Person = { id: number; email: string; client: Client; on: TestProduct }
type Holder = Person & { device: SoftwareAuthenticator; passkeyId: number; codes: string[] }

async function someone(roles = ['Support'], on = product): Promise<Person> {
  const email = `holder${++users}@example.com`
  const client = await on.signInAs({ roles, email })
  return { id: (await client.get('/crm/auth/me')).body.user.id, email, client, on }
}

function newDevice(on = product, counts = true): SoftwareAuthenticator {
  return createAuthenticator({ origin: passkeyParty(on.platform).origin, counts })
}

async function add(
  person: Person,
  device: SoftwareAuthenticator,
  name = 'Laptop',
  deviation?: Deviation,
): Promise<Answer> {
  const options = (await person.client.post('/crm/2fa/passkeys/begin', { password: PASSWORD })).body
  return person.client.post('/crm/2fa/passkeys', { name, credential: device.create(options, deviation) })
}

async function holder(roles?: string[], on = product, counts = true): Promise<Holder> {
  const person = await someone(roles, on)
  const device = newDevice(on, counts)
  const { body, text } = await add(person, device)
  expect(body.backup_codes, text).toHaveLength(10)
  return { ...person, device, passkeyId: body.passkey.passkey_id, codes: body.backup_codes }
}

function login({ email, on }: Person): Promise<Answer> {
  return on.nobody.post('/crm/auth/login', { email, password: PASSWORD })
}

async function challengeOf(person: Person): Promise<string> {
  return (await login(person)).body.challenge_token
}

function ask({ id, on }: Person, challenge: string | undefined): Promise<Answer> {
  return on.nobody.post(`/crm/2fa/ask-passkey/user/${id}`, { challenge_token: challenge })
}

function show({ id, on }: Person, challenge: string | undefined, credential: unknown): Promise<Answer> {
  return on.nobody.post(`/crm/2fa/verify-passkey/user/${id}`, { challenge_token: challenge, credential })
}

/** Password, question, answer. */
async function signIn(person: Person, device: SoftwareAuthenticator, deviation?: Deviation): Promise<Answer> {
  const challenge = await challengeOf(person)
  return show(person, challenge, device.answer((await ask(person, challenge)).body, deviation))
}

/** Everything that a refused answer must leave as it was: the passkeys, and that nobody came in. */
async function standing({ id, on }: Person): Promise<unknown> {
  const { db } = on.platform
  const passkeys = await db.selectFrom('passkey').selectAll().where('user_id', '=', id).orderBy('passkey_id').execute()
  const sessions = await db.selectFrom('user_session').select('session_id').where('user_id', '=', id).execute()
  const user = await db.selectFrom('crm_user').select('login_count').where('id', '=', id).executeTakeFirst()
  return { passkeys, sessions: sessions.length, user }
}

async function logOf({ id, on }: Person): Promise<string[]> {
  const { db } = on.platform
  const rows = await db.selectFrom('customer_activity').select('activity').where('entity_id', '=', id).execute()
  return rows.map(({ activity }) => activity)
}

test('a passkey is added with the password, is asked for from then on, and signs in', async () => {
  const person = await someone()
  const wrong = await person.client.post('/crm/2fa/passkeys/begin', { password: 'wrong' })
  expect([wrong.status, wrong.body.field]).toEqual([400, 'password'])
  const { rpId } = passkeyParty(product.platform)
  const begun = (await person.client.post('/crm/2fa/passkeys/begin', { password: PASSWORD })).body
  expect(begun).toMatchObject({ rp: { id: rpId }, user: { name: person.email }, attestation: 'none' })
  expect(begun.authenticatorSelection.userVerification).toBe('preferred')
  expect((await login(person)).body.token, 'not before it is added').toBeTruthy()
  const device = newDevice()
  const { body } = await person.client.post('/crm/2fa/passkeys', { name: ' Laptop ', credential: device.create(begun) })
  expect(body.passkey).toMatchObject({ name: 'Laptop', last_used: null, synced: false })
  expect(body.backup_codes).toHaveLength(10)
  expect((await person.client.get('/crm/auth/me')).body.user).toMatchObject({ is_2fa_enabled: true, has_totp: false })
  const asked = (await login(person)).body
  expect(asked).toEqual({
    requires_2fa: true,
    user_id: person.id,
    methods: ['passkey', 'backup_code'],
    challenge_token: expect.any(String),
  })
  const question = (await ask(person, asked.challenge_token)).body
  expect(question).toMatchObject({ rpId, userVerification: 'preferred', allowCredentials: [{ type: 'public-key' }] })
  const answer = await show(person, asked.challenge_token, device.answer(question))
  expect(answer.status, answer.text).toBe(200)
  expect(answer.body).toMatchObject({ roles: ['Support'], user: { email: person.email }, enrol_2fa: false })
  expect(answer.headers.getSetCookie().find((cookie) => cookie.startsWith('refresh_token='))).toMatch(/HttpOnly/)
  const signedIn = createClient(product.url, answer.body.token)
  expect((await signedIn.get('/crm/2fa/passkeys')).body).toMatchObject([
    { name: 'Laptop', last_used: expect.stringMatching(/^2025-01-10T10:/) },
  ])
  expect(await logOf(person)).toContain(`Added the passkey “Laptop” of user ${person.email}`)
  expect((await lastMailTo(product, person.email, 'SecurityAlert')).body).toContain('“Laptop” has been added')
})

test('backup codes of a passkey sign in once and can be made anew', async () => {
  const person = await holder()
  const use = async (code: string | undefined) =>
    (await product.nobody.post(`/2fa/verify/user/${person.id}`, { code, challenge_token: await challengeOf(person) }))
      .status
  expect(await use(person.codes[0])).toBe(200)
  expect(await use(person.codes[0])).toBe(401)
  expect((await person.client.post(`/2fa/backup-codes/regenerate/user/${person.id}`)).body.backup_codes).toHaveLength(
    10,
  )
  expect(await use(person.codes[1])).toBe(401)
})

test('several passkeys, each with its name: listed, renamed and removed by their owner alone', async () => {
  const person = await holder()
  const second = newDevice()
  const added = await add(person, second, 'Phone')
  expect(added.body.backup_codes, 'the first codes stay').toBe(null)
  const phone = added.body.passkey.passkey_id
  const stranger = await someone(['admin'])
  expect((await stranger.client.get('/crm/2fa/passkeys')).body).toEqual([])
  expect((await stranger.client.patch(`/crm/2fa/passkeys/${phone}`, { name: 'Mine' })).status).toBe(404)
  expect((await stranger.client.delete(`/crm/2fa/passkeys/${phone}`, { password: PASSWORD })).status).toBe(404)
  expect((await person.client.patch(`/crm/2fa/passkeys/${phone}`, { name: '' })).status).toBe(400)
  expect((await person.client.patch(`/crm/2fa/passkeys/${phone}`, { name: 'Old phone' })).body.name).toBe('Old phone')
  expect((await signIn(person, second)).status).toBe(200)
  expect((await signIn(person, person.device)).status).toBe(200)
  expect((await person.client.delete(`/crm/2fa/passkeys/${phone}`, { password: 'wrong' })).body.field).toBe('password')
  expect((await person.client.delete(`/crm/2fa/passkeys/${phone}`, { password: PASSWORD })).status).toBe(200)
  expect((await person.client.get('/crm/2fa/passkeys')).body.map(({ name }: { name: string }) => name)).toEqual([
    'Laptop',
  ])
  expect((await signIn(person, second)).status).toBe(401)
  expect(await logOf(person)).toEqual(
    expect.arrayContaining([
      `Renamed the passkey “Phone” of user ${person.email} to “Old phone”`,
      `Removed the passkey “Old phone” of user ${person.email}`,
    ]),
  )
  expect((await lastMailTo(product, person.email, 'SecurityAlert')).body).toContain('“Old phone” has been removed')
  expect((await product.nobody.get('/crm/2fa/passkeys')).status).toBe(401)
})

test('an answer that is not the passkey’s to this question at this address is refused and changes nothing', async () => {
  const anna = await holder()
  const bert = await holder()
  const before = await standing(anna)
  const refused = async (answer: Answer, code = 'wrong_passkey') =>
    expect([answer.status, answer.body.code]).toEqual([401, code])
  await refused(await signIn(anna, anna.device, { origin: 'https://omnicrm.example.net' }))
  await refused(await signIn(anna, anna.device, { rpId: 'example.net' }))
  await refused(await signIn(anna, anna.device, { challenge: randomBytes(32).toString('base64url') }))
  await refused(await signIn(anna, bert.device))
  const challenge = await challengeOf(anna)
  const fresh = () => challengeOf(anna)
  const tampered = anna.device.answer((await ask(anna, challenge)).body)
  const signature = Buffer.from(tampered.response.signature, 'base64url')
  signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1
  tampered.response.signature = signature.toString('base64url')
  await refused(await show(anna, challenge, tampered))
  const data = await fresh()
  const moved = anna.device.answer((await ask(anna, data)).body)
  const bytes = Buffer.from(moved.response.authenticatorData, 'base64url')
  bytes.writeUInt32BE(9999, 33)
  moved.response.authenticatorData = bytes.toString('base64url')
  await refused(await show(anna, data, moved))
  expect(await standing(anna)).toEqual(before)
  // Not asked at all, asked with nothing, with another user's challenge, and under another user's name.
  await refused(await ask(anna, undefined), 'unauthenticated')
  await refused(await ask(anna, await challengeOf(bert)), 'unauthenticated')
  const berts = await challengeOf(bert)
  const answer = anna.device.answer((await ask(anna, await fresh())).body)
  await refused(await show(anna, berts, answer), 'unauthenticated')
  await refused(await show(bert, berts, answer))
  await refused(await show(anna, undefined, answer), 'unauthenticated')
  expect(await standing(anna)).toEqual(before)
  expect((await show(anna, await fresh(), { id: 'x' })).status).toBe(400)
})

test('the user that a passkey names must be the one who signs in', async () => {
  const person = await holder()
  expect((await signIn(person, person.device, { userHandle: randomBytes(32).toString('base64url') })).status).toBe(401)
  expect((await signIn(person, person.device, { userHandle: null })).status, 'older ones name nobody').toBe(200)
})

test('a question takes one answer: neither a replay nor a second try with it signs in', async () => {
  const person = await holder()
  const challenge = await challengeOf(person)
  const answer = person.device.answer((await ask(person, challenge)).body)
  const twice = await Promise.all([1, 2].map(() => show(person, challenge, answer)))
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 401])
  const before = await standing(person)
  expect((await show(person, challenge, answer)).status).toBe(401)
  const next = await challengeOf(person)
  await ask(person, next)
  expect((await show(person, next, answer)).status, 'an old answer to a new question').toBe(401)
  const question = (await ask(person, next)).body
  const late = person.device.answer(question)
  expect((await show(person, next, person.device.answer(question, { origin: 'https://example.net' }))).status).toBe(401)
  expect((await show(person, next, late)).status, 'the question is spent').toBe(401)
  const first = (await ask(person, next)).body
  await ask(person, next)
  expect((await show(person, next, person.device.answer(first))).status, 'a newer question is out').toBe(401)
  expect(await standing(person)).toEqual(before)
})

test('a challenge lives five minutes', async () => {
  const person = await holder()
  const challenge = await challengeOf(person)
  const answer = person.device.answer((await ask(person, challenge)).body)
  const before = await standing(person)
  await product.platform.clock.set(new Date(product.platform.clock.now().getTime() + 5 * 60_000))
  expect((await show(person, challenge, answer)).status).toBe(401)
  expect((await ask(person, challenge)).status).toBe(401)
  await product.platform.clock.set(new Date(NOW))
  expect(await standing(person)).toEqual(before)
})

test('wrong answers end the challenge and lock the account as wrong codes do', async () => {
  const person = await holder()
  for (let challenges = 0; challenges < 2; challenges++) {
    const challenge = await challengeOf(person)
    for (let tries = 0; tries < 5; tries++) expect((await show(person, challenge, answerOf(person))).status).toBe(401)
    expect((await ask(person, challenge)).status).toBe(401)
  }
  expect((await login(person)).body.code).toBe('account_locked')
})

function answerOf({ device }: Holder): unknown {
  const question = {
    challenge: 'x',
    rpId: 'localhost',
    timeout: 1,
    allowCredentials: [],
    userVerification: 'preferred' as const,
  }
  return device.answer(question)
}

test('a copied authenticator gives itself away by its count: refused, noted, and its owner told', async () => {
  const person = await holder()
  const copy = person.device.copy()
  expect((await signIn(person, person.device)).status).toBe(200)
  const before = await standing(person)
  expect((await signIn(person, copy)).status).toBe(401)
  expect(await standing(person)).toEqual(before)
  expect(await logOf(person)).toContain(
    `Sign-in refused: the passkey “Laptop” of user ${person.email} seems to have been copied`,
  )
  expect((await lastMailTo(product, person.email, 'SecurityAlert')).body).toContain('seems to have been copied')
  expect((await signIn(person, person.device)).status, 'the true one goes on').toBe(200)
  const uncounted = await holder(undefined, product, false)
  for (let times = 0; times < 2; times++) expect((await signIn(uncounted, uncounted.device)).status).toBe(200)
})

test('a new passkey must answer what was asked, in this session, once, within five minutes', async () => {
  const person = await someone()
  const refused = async (deviation: Deviation) => {
    const answer = await add(person, newDevice(), 'Bad', deviation)
    expect([answer.status, answer.body.field]).toEqual([400, 'credential'])
  }
  await refused({ origin: 'https://omnicrm.example.net' })
  await refused({ rpId: 'example.net' })
  await refused({ challenge: randomBytes(32).toString('base64url') })
  const begin = async () => (await person.client.post('/crm/2fa/passkeys/begin', { password: PASSWORD })).body
  const save = (client: Client, credential: unknown) => client.post('/crm/2fa/passkeys', { name: 'Laptop', credential })
  const credential = newDevice().create(await begin())
  const elsewhere = createClient(product.url, (await login(person)).body.token)
  expect((await save(elsewhere, credential)).status, 'another session').toBe(409)
  const stranger = await someone()
  expect((await save(stranger.client, credential)).status, 'another user').toBe(409)
  await product.platform.clock.set(new Date(product.platform.clock.now().getTime() + 5 * 60_000))
  expect((await save(person.client, credential)).status, 'too late').toBe(409)
  await product.platform.clock.set(new Date(NOW))
  expect(await standing(person)).toMatchObject({ passkeys: [] })
  const device = newDevice()
  const good = device.create(await begin())
  const both = await Promise.all([1, 2].map(() => save(person.client, good)))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect((await login(person)).body.requires_2fa).toBe(true)
})

test('a passkey belongs to one user: its id alone opens nothing, and nobody adds it a second time', async () => {
  const anna = await holder()
  const bert = await holder()
  const { db } = product.platform
  const idOf = (passkeyId: number) =>
    db.selectFrom('passkey').select('credential_id').where('passkey_id', '=', passkeyId).executeTakeFirstOrThrow()
  const rename = (passkeyId: number, id: string) =>
    db.updateTable('passkey').set({ credential_id: id }).where('passkey_id', '=', passkeyId).execute()
  const { credential_id: annas } = await idOf(anna.passkeyId)
  await rename(anna.passkeyId, 'moved')
  await rename(bert.passkeyId, annas)
  expect((await signIn(bert, anna.device)).status).toBe(401)
  const options = (await bert.client.post('/crm/2fa/passkeys/begin', { password: PASSWORD })).body
  const credential = newDevice().create(options)
  await rename(anna.passkeyId, credential.id)
  const again = await bert.client.post('/crm/2fa/passkeys', { name: 'Laptop', credential })
  expect([again.status, again.body.code]).toEqual([409, 'passkey_known'])
})

test('an administrator’s reset takes the passkeys too; the password alone signs in [TFA-18] [TFA-20]', async () => {
  const person = await holder()
  const challenge = await challengeOf(person)
  const answer = person.device.answer((await ask(person, challenge)).body)
  expect((await product.admin.post(`/2fa/admin/disable/user/${person.id}`)).status).toBe(200)
  expect((await show(person, challenge, answer)).status).toBe(401)
  expect((await login(person)).body.token).toBeTruthy()
  expect(await standing(person)).toMatchObject({ passkeys: [] })
  expect(await logOf(person)).toContain(`Reset two-factor authentication of user ${person.email}`)
})

test('an app and passkeys stand side by side, and either is enough', async () => {
  const person = await holder()
  const admin = await product.admin.post(`/2fa/enable/user/${person.id}`)
  expect(admin.status, 'an administrator adds nothing to what is on').toBe(409)
  const { body } = await person.client.post(`/2fa/enable/user/${person.id}`, { password: PASSWORD })
  const code = (steps: number) =>
    totpCode(body.totp_secret, new Date(product.platform.clock.now().getTime() + steps * 30_000))
  expect((await person.client.post(`/2fa/verify-setup/user/${person.id}`, { code: code(0) })).status).toBe(200)
  expect((await login(person)).body.methods).toEqual(['passkey', 'totp', 'backup_code'])
  expect((await signIn(person, person.device)).status).toBe(200)
  const challenge = await challengeOf(person)
  const byCode = await product.nobody.post(`/2fa/verify/user/${person.id}`, {
    code: code(1),
    challenge_token: challenge,
  })
  expect(byCode.status).toBe(200)
  await person.client.delete(`/crm/2fa/passkeys/${person.passkeyId}`, { password: PASSWORD })
  expect((await login(person)).body.methods).toEqual(['totp', 'backup_code'])
  expect((await add(person, newDevice())).body.backup_codes).toBe(null)
})

test('without enforcement, removing the last passkey turns the second factor off, and says so by mail', async () => {
  const person = await holder()
  expect((await person.client.delete(`/crm/2fa/passkeys/${person.passkeyId}`, { password: PASSWORD })).status).toBe(200)
  expect((await login(person)).body.token).toBeTruthy()
  expect((await person.client.get('/crm/auth/me')).body.user.is_2fa_enabled).toBe(false)
  const mails = await mailsTo(product, { to: person.email, kind: 'SecurityAlert', count: 2 })
  expect(mails.at(-1)?.body).toContain('Two-factor authentication is off')
})

test('where a role asks for a second factor, a passkey is one, and the last is not removed [TFA-02]', async () => {
  const strict = await startTestProduct({ now: NOW, config: { auth: { require_2fa: ['Support'] } } })
  try {
    const person = await someone(['Support'], strict)
    expect((await person.client.get('/crm/customers')).body.code).toBe('enrol_2fa')
    const device = newDevice(strict)
    const first = (await add(person, device)).body.passkey.passkey_id
    expect((await person.client.get('/crm/customers')).status).toBe(200)
    const remove = (id: number) => person.client.delete(`/crm/2fa/passkeys/${id}`, { password: PASSWORD })
    expect((await remove(first)).body.code).toBe('last_second_factor')
    expect((await login(person)).body.requires_2fa).toBe(true)
    const second = (await add(person, newDevice(strict), 'Key ring')).body.passkey.passkey_id
    const both = await Promise.all([remove(first), remove(second)])
    expect(both.map(({ status }) => status).sort(), 'both at once').toEqual([200, 409])
    await strict.admin.post(`/2fa/admin/disable/user/${person.id}`)
    expect((await person.client.get('/crm/customers')).body.code, 'back to enrolment').toBe('enrol_2fa')
  } finally {
    await strict.close()
  }
})

test('what was left by hand in the database does not come back with a new second factor', async () => {
  const person = await holder()
  const { db } = product.platform
  await db.updateTable('crm_user').set({ is_2fa_enabled: false }).where('id', '=', person.id).execute()
  expect((await login(person)).body.token).toBeTruthy()
  const device = newDevice()
  expect((await add(person, device)).body.backup_codes).toHaveLength(10)
  expect((await signIn(person, person.device)).status).toBe(401)
  expect((await signIn(person, device)).status).toBe(200)
})

test('staff who act as a user neither add nor remove their passkeys', async () => {
  const person = await holder()
  const { body } = await product.admin.post('/auth/impersonate', { user_id: person.id })
  const acting = createClient(product.url, body.access_token)
  expect((await acting.post('/crm/2fa/passkeys/begin', { password: PASSWORD })).status).toBe(403)
  expect((await acting.delete(`/crm/2fa/passkeys/${person.passkeyId}`, { password: PASSWORD })).status).toBe(403)
})
