import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  add,
  ask,
  challengeOf,
  holder,
  login,
  logOf,
  newDevice,
  PASSWORD,
  show,
  signInWith,
  someone,
  standing,
} from '../testing/passkey-holders.ts'
import { lastMailTo, mailsTo } from '../testing/read-outbox.ts'
import type { Deviation } from '../testing/software-authenticator.ts'
import { type Client, createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { passkeyParty } from './passkey-party.ts'
import { totpCode } from './totp.ts'

const NOW = '2025-01-10T10:00:00Z'
let product: TestProduct

beforeAll(async () => {
  product = await startTestProduct({ now: NOW })
})
afterAll(() => product?.close())

test('a passkey is added with the password, is asked for from then on, and signs in', async () => {
  const person = await someone(product)
  const wrong = await person.client.post('/crm/2fa/passkeys/begin', { password: 'wrong' })
  expect([wrong.status, wrong.body.field]).toEqual([400, 'password'])
  const { rpId } = passkeyParty(product.platform)
  const begun = (await person.client.post('/crm/2fa/passkeys/begin', { password: PASSWORD })).body
  expect(begun).toMatchObject({ rp: { id: rpId }, user: { name: person.email }, attestation: 'none' })
  expect(begun.authenticatorSelection.userVerification).toBe('preferred')
  expect((await login(person)).body.token, 'not before it is added').toBeTruthy()
  const device = newDevice(product)
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
  const person = await holder(product)
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
  const person = await holder(product)
  const second = newDevice(product)
  const added = await add(person, second, 'Phone')
  expect(added.body.backup_codes, 'the first codes stay').toBe(null)
  const phone = added.body.passkey.passkey_id
  const stranger = await someone(product, ['admin'])
  expect((await stranger.client.get('/crm/2fa/passkeys')).body).toEqual([])
  expect((await stranger.client.patch(`/crm/2fa/passkeys/${phone}`, { name: 'Mine' })).status).toBe(404)
  expect((await stranger.client.delete(`/crm/2fa/passkeys/${phone}`, { password: PASSWORD })).status).toBe(404)
  expect((await person.client.patch(`/crm/2fa/passkeys/${phone}`, { name: '' })).status).toBe(400)
  expect((await person.client.patch(`/crm/2fa/passkeys/${phone}`, { name: 'Old phone' })).body.name).toBe('Old phone')
  expect((await signInWith(person, second)).status).toBe(200)
  expect((await signInWith(person, person.device)).status).toBe(200)
  expect((await person.client.delete(`/crm/2fa/passkeys/${phone}`, { password: 'wrong' })).body.field).toBe('password')
  expect((await person.client.delete(`/crm/2fa/passkeys/${phone}`, { password: PASSWORD })).status).toBe(200)
  expect((await person.client.get('/crm/2fa/passkeys')).body.map(({ name }: { name: string }) => name)).toEqual([
    'Laptop',
  ])
  expect((await signInWith(person, second)).status).toBe(401)
  expect(await logOf(person)).toEqual(
    expect.arrayContaining([
      `Renamed the passkey “Phone” of user ${person.email} to “Old phone”`,
      `Removed the passkey “Old phone” of user ${person.email}`,
    ]),
  )
  const mails = await mailsTo(product, { to: person.email, kind: 'SecurityAlert', count: 3 })
  expect(mails.at(-1)?.body).toContain('“Old phone” has been removed')
  expect((await product.nobody.get('/crm/2fa/passkeys')).status).toBe(401)
})

test('a new passkey must answer what was asked, in this session, once, within five minutes', async () => {
  const person = await someone(product)
  const refused = async (deviation: Deviation) => {
    const answer = await add(person, newDevice(product), 'Bad', deviation)
    expect([answer.status, answer.body.field]).toEqual([400, 'credential'])
  }
  await refused({ origin: 'https://omnicrm.example.net' })
  await refused({ rpId: 'example.net' })
  await refused({ challenge: randomBytes(32).toString('base64url') })
  const begin = async () => (await person.client.post('/crm/2fa/passkeys/begin', { password: PASSWORD })).body
  const save = (client: Client, credential: unknown) => client.post('/crm/2fa/passkeys', { name: 'Laptop', credential })
  const credential = newDevice(product).create(await begin())
  const elsewhere = createClient(product.url, (await login(person)).body.token)
  expect((await save(elsewhere, credential)).status, 'another session').toBe(409)
  const stranger = await someone(product)
  expect((await save(stranger.client, credential)).status, 'another user').toBe(409)
  await product.platform.clock.set(new Date(product.platform.clock.now().getTime() + 5 * 60_000))
  expect((await save(person.client, credential)).status, 'too late').toBe(409)
  await product.platform.clock.set(new Date(NOW))
  expect(await standing(person)).toMatchObject({ passkeys: [] })
  const device = newDevice(product)
  const good = device.create(await begin())
  const both = await Promise.all([1, 2].map(() => save(person.client, good)))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect((await login(person)).body.requires_2fa).toBe(true)
})

test('a passkey belongs to one user: its id alone opens nothing, and nobody adds it a second time', async () => {
  const anna = await holder(product)
  const bert = await holder(product)
  const { db } = product.platform
  const idOf = (passkeyId: number) =>
    db.selectFrom('passkey').select('credential_id').where('passkey_id', '=', passkeyId).executeTakeFirstOrThrow()
  const rename = (passkeyId: number, id: string) =>
    db.updateTable('passkey').set({ credential_id: id }).where('passkey_id', '=', passkeyId).execute()
  const { credential_id: annas } = await idOf(anna.passkeyId)
  await rename(anna.passkeyId, 'moved')
  await rename(bert.passkeyId, annas)
  expect((await signInWith(bert, anna.device)).status).toBe(401)
  const options = (await bert.client.post('/crm/2fa/passkeys/begin', { password: PASSWORD })).body
  const credential = newDevice(product).create(options)
  await rename(anna.passkeyId, credential.id)
  const again = await bert.client.post('/crm/2fa/passkeys', { name: 'Laptop', credential })
  expect([again.status, again.body.code]).toEqual([409, 'passkey_known'])
})

test('an administrator’s reset takes the passkeys too; the password alone signs in [TFA-18] [TFA-20]', async () => {
  const person = await holder(product)
  const challenge = await challengeOf(person)
  const answer = person.device.answer((await ask(person, challenge)).body)
  expect((await product.admin.post(`/2fa/admin/disable/user/${person.id}`)).status).toBe(200)
  expect((await show(person, challenge, answer)).status).toBe(401)
  expect((await login(person)).body.token).toBeTruthy()
  expect(await standing(person)).toMatchObject({ passkeys: [] })
  expect(await logOf(person)).toContain(`Reset two-factor authentication of user ${person.email}`)
})

test('an app and passkeys stand side by side, and either is enough', async () => {
  const person = await holder(product)
  const admin = await product.admin.post(`/2fa/enable/user/${person.id}`)
  expect(admin.status, 'an administrator adds nothing to what is on').toBe(409)
  const { body } = await person.client.post(`/2fa/enable/user/${person.id}`, { password: PASSWORD })
  const code = (steps: number) =>
    totpCode(body.totp_secret, new Date(product.platform.clock.now().getTime() + steps * 30_000))
  expect((await person.client.post(`/2fa/verify-setup/user/${person.id}`, { code: code(0) })).status).toBe(200)
  const mails = await mailsTo(product, { to: person.email, kind: 'SecurityAlert', count: 2 })
  expect(mails.at(-1)?.body).toContain('An authenticator app has been added')
  expect((await login(person)).body.methods).toEqual(['passkey', 'totp', 'backup_code'])
  expect((await signInWith(person, person.device)).status).toBe(200)
  const challenge = await challengeOf(person)
  const byCode = await product.nobody.post(`/2fa/verify/user/${person.id}`, {
    code: code(1),
    challenge_token: challenge,
  })
  expect(byCode.status).toBe(200)
  await person.client.delete(`/crm/2fa/passkeys/${person.passkeyId}`, { password: PASSWORD })
  expect((await login(person)).body.methods).toEqual(['totp', 'backup_code'])
  expect((await add(person, newDevice(product))).body.backup_codes).toBe(null)
})

test('without enforcement, removing the last passkey turns the second factor off, and says so by mail', async () => {
  const person = await holder(product)
  expect((await person.client.delete(`/crm/2fa/passkeys/${person.passkeyId}`, { password: PASSWORD })).status).toBe(200)
  expect((await login(person)).body.token).toBeTruthy()
  expect((await person.client.get('/crm/auth/me')).body.user.is_2fa_enabled).toBe(false)
  const mails = await mailsTo(product, { to: person.email, kind: 'SecurityAlert', count: 2 })
  expect(mails.at(-1)?.body).toContain('Two-factor authentication is off')
})

test('where a role asks for a second factor, a passkey is one, and the last is not removed [TFA-02]', async () => {
  const strict = await startTestProduct({ now: NOW, config: { auth: { require_2fa: ['Support'] } } })
  try {
    const person = await someone(strict)
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
  const person = await holder(product)
  const { db } = product.platform
  await db.updateTable('crm_user').set({ is_2fa_enabled: false }).where('id', '=', person.id).execute()
  expect((await login(person)).body.token).toBeTruthy()
  const device = newDevice(product)
  expect((await add(person, device)).body.backup_codes).toHaveLength(10)
  expect((await signInWith(person, person.device)).status).toBe(401)
  expect((await signInWith(person, device)).status).toBe(200)
})

test('staff who act as a user neither add nor remove their passkeys', async () => {
  const person = await holder(product)
  const { body } = await product.admin.post('/auth/impersonate', { user_id: person.id })
  const acting = createClient(product.url, body.access_token)
  expect((await acting.post('/crm/2fa/passkeys/begin', { password: PASSWORD })).status).toBe(403)
  expect((await acting.delete(`/crm/2fa/passkeys/${person.passkeyId}`, { password: PASSWORD })).status).toBe(403)
})
