import { expect } from 'vitest'
import { baseUrl } from '../platform/config/effective-config.ts'
import { createAuthenticator, type Deviation, type SoftwareAuthenticator } from './software-authenticator.ts'
import type { Answer, Client, TestProduct } from './start-test-product.ts'

/** Of everybody whom `signInAs` makes. */
export const PASSWORD = 'Correct-horse-2'

/** A signed-in user of the product `on`. */
export type Person = { id: number; email: string; client: Client; on: TestProduct }
export type Holder = Person & { device: SoftwareAuthenticator; passkeyId: number; codes: string[] }

let made = 0

export async function someone(on: TestProduct, roles = ['Support']): Promise<Person> {
  const email = `holder${++made}@example.com`
  const client = await on.signInAs({ roles, email })
  return { id: (await client.get('/crm/auth/me')).body.user.id, email, client, on }
}

/** An authenticator in a browser that shows the product at its own address. */
export function newDevice({ platform }: TestProduct, counts = true): SoftwareAuthenticator {
  return createAuthenticator({ origin: new URL(baseUrl(platform.config, platform.addresses.port)).origin, counts })
}

/** Adds a passkey of this authenticator to a person's account. */
export async function add(
  person: Person,
  device: SoftwareAuthenticator,
  name = 'Laptop',
  deviation?: Deviation,
): Promise<Answer> {
  const options = (await person.client.post('/crm/2fa/passkeys/begin', { password: PASSWORD })).body
  return person.client.post('/crm/2fa/passkeys', { name, credential: device.create(options, deviation) })
}

/** Somebody with one passkey and no other second factor. */
export async function holder(on: TestProduct, options: { counts?: boolean } = {}): Promise<Holder> {
  const person = await someone(on)
  const device = newDevice(on, options.counts)
  const { body, text } = await add(person, device)
  expect(body.backup_codes, text).toHaveLength(10)
  return { ...person, device, passkeyId: body.passkey.passkey_id, codes: body.backup_codes }
}

export function login({ email, on }: Person): Promise<Answer> {
  return on.nobody.post('/crm/auth/login', { email, password: PASSWORD })
}

export async function challengeOf(person: Person): Promise<string> {
  return (await login(person)).body.challenge_token
}

export function ask({ id, on }: Person, challenge: string | undefined): Promise<Answer> {
  return on.nobody.post(`/crm/2fa/ask-passkey/user/${id}`, { challenge_token: challenge })
}

export function show({ id, on }: Person, challenge: string | undefined, credential: unknown): Promise<Answer> {
  return on.nobody.post(`/crm/2fa/verify-passkey/user/${id}`, { challenge_token: challenge, credential })
}

/** Password, question, answer. */
export async function signInWith(
  person: Person,
  device: SoftwareAuthenticator,
  deviation?: Deviation,
): Promise<Answer> {
  const challenge = await challengeOf(person)
  return show(person, challenge, device.answer((await ask(person, challenge)).body, deviation))
}

/** Everything that a refused answer must leave as it was: the passkeys, and that nobody came in. */
export async function standing({ id, on }: Person): Promise<unknown> {
  const { db } = on.platform
  const passkeys = await db.selectFrom('passkey').selectAll().where('user_id', '=', id).orderBy('passkey_id').execute()
  const sessions = await db.selectFrom('user_session').select('session_id').where('user_id', '=', id).execute()
  const user = await db.selectFrom('crm_user').select('login_count').where('id', '=', id).executeTakeFirst()
  return { passkeys, sessions: sessions.length, user }
}

export async function logOf({ id, on }: Person): Promise<string[]> {
  const { db } = on.platform
  const rows = await db.selectFrom('customer_activity').select('activity').where('entity_id', '=', id).execute()
  return rows.map(({ activity }) => activity)
}
