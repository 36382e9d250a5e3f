import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  ask,
  challengeOf,
  type Holder,
  holder,
  login,
  logOf,
  show,
  signInWith,
  standing,
} from '../testing/passkey-holders.ts'
import { mailsTo } from '../testing/read-outbox.ts'
import { type Answer, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

const NOW = '2025-01-10T10:00:00Z'
let product: TestProduct

beforeAll(async () => {
  product = await startTestProduct({ now: NOW })
})
afterAll(() => product?.close())

test('an answer that is not the passkey’s to this question at this address is refused and changes nothing', async () => {
  const anna = await holder(product)
  const bert = await holder(product)
  const before = await standing(anna)
  const refused = async (answer: Answer, code = 'wrong_passkey') =>
    expect([answer.status, answer.body.code]).toEqual([401, code])
  await refused(await signInWith(anna, anna.device, { origin: 'https://omnicrm.example.net' }))
  await refused(await signInWith(anna, anna.device, { rpId: 'example.net' }))
  await refused(await signInWith(anna, anna.device, { challenge: randomBytes(32).toString('base64url') }))
  await refused(await signInWith(anna, bert.device))
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
  const person = await holder(product)
  expect((await signInWith(person, person.device, { userHandle: randomBytes(32).toString('base64url') })).status).toBe(
    401,
  )
  expect((await signInWith(person, person.device, { userHandle: null })).status, 'older ones name nobody').toBe(200)
})

test('a question takes one answer: neither a replay nor a second try with it signs in', async () => {
  const person = await holder(product)
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
  const person = await holder(product)
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
  const person = await holder(product)
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
  const person = await holder(product)
  const copy = person.device.copy()
  expect((await signInWith(person, person.device)).status).toBe(200)
  const before = await standing(person)
  expect((await signInWith(person, copy)).status).toBe(401)
  expect(await standing(person)).toEqual(before)
  expect(await logOf(person)).toContain(
    `Sign-in refused: the passkey “Laptop” of user ${person.email} seems to have been copied`,
  )
  const mails = await mailsTo(product, { to: person.email, kind: 'SecurityAlert', count: 2 })
  expect(mails.at(-1)?.body).toContain('seems to have been copied')
  expect((await signInWith(person, person.device)).status, 'the true one goes on').toBe(200)
  const uncounted = await holder(product, { counts: false })
  for (let times = 0; times < 2; times++) expect((await signInWith(uncounted, uncounted.device)).status).toBe(200)
})
