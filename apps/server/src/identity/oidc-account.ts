import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { OidcProvider } from '../platform/config/oidc-schema.ts'
import type { Change, Context } from '../platform/context.ts'
import { DomainError } from '../platform/errors.ts'
import { insertUser } from './create-user.ts'
import type { ProvidedIdentity } from './oidc-client.ts'
import { hashPassword } from './passwords.ts'
import type { MakeCustomer } from './register.ts'
import { findUserByEmail, findUserById, type UserRecord } from './tables.ts'

/** Characters that a person's name cannot have here: it is printed in mails, so it cannot hold a link. */
const NOT_IN_NAMES = /[<>:/\\@\p{Cc}]/gu

/** What is prepared outside of the transaction, because it takes its time: the hash of a password that nobody knows. */
export type Prepared = { unknownPasswordHash: string | undefined; makeCustomer: MakeCustomer }

/** Hashes a random password when this sign-in may make a user. */
export async function prepareAccount(
  context: Context,
  provider: OidcProvider,
  identity: ProvidedIdentity,
): Promise<string | undefined> {
  if (provider.create_users_as === undefined || !identity.email) return undefined
  if (await findUserByEmail(context.db, identity.email)) return undefined
  return hashPassword(randomBytes(32).toString('base64url'))
}

/**
 * The user behind an identity: linked before, or found by an address that both sides have verified, or made where the
 * configuration says so. Throws 403 naming why there is none.
 */
export async function userOfIdentity(
  change: Change,
  provider: OidcProvider,
  identity: ProvidedIdentity,
  prepared: Prepared,
): Promise<UserRecord> {
  requireAllowedDomain(provider, identity)
  // Two first sign-ins of one person at once: the second finds what the first has made.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${identity.issuer} ${identity.subject}`}, 0))`.execute(
    change.tx,
  )
  const linked = await change.tx
    .updateTable('user_oidc_login')
    .set({ last_used: change.now })
    .where('issuer', '=', identity.issuer)
    .where('subject', '=', identity.subject)
    .returning('user_id')
    .executeTakeFirst()
  const userId = linked?.user_id ?? (await linkFirst(change, provider, identity, prepared))
  const user = await findUserById(change.tx, userId)
  if (!user) throw new Error('a user that was just found is gone')
  return user
}

async function linkFirst(
  change: Change,
  provider: OidcProvider,
  identity: ProvidedIdentity,
  prepared: Prepared,
): Promise<number> {
  const { email } = identity
  if (!email || !identity.emailVerified)
    throw refusal('email_not_verified', `${provider.label} does not vouch for your e-mail address`)
  const existing = await findUserByEmail(change.tx, email)
  // Whoever signed up here with an address that is not theirs must not receive its owner's sign-in, nor the owner theirs.
  if (existing && !existing.email_verified)
    throw refusal('email_not_verified', 'The e-mail address of your account here has not been verified yet')
  const userId = existing?.id ?? (await makeUser(change, provider, { ...identity, email }, prepared))
  await change.tx
    .insertInto('user_oidc_login')
    .values({
      user_id: userId,
      issuer: identity.issuer,
      subject: identity.subject,
      created: change.now,
      last_used: change.now,
    })
    .execute()
  await change.record({
    entity: 'user',
    entityId: userId,
    customerId: null,
    activity: `Linked to ${provider.label}`,
    details: { issuer: identity.issuer, subject: identity.subject },
  })
  return userId
}

async function makeUser(
  change: Change,
  provider: OidcProvider,
  identity: ProvidedIdentity & { email: string },
  { unknownPasswordHash, makeCustomer }: Prepared,
): Promise<number> {
  const { create_users_as: role } = provider
  if (role === undefined || unknownPasswordHash === undefined)
    throw refusal('no_account', 'There is no account here for your e-mail address; ask an administrator for one')
  const { email } = identity
  const { firstName, lastName } = namesOf(identity)
  const isCustomer = role.toLowerCase() === 'customer'
  const made = isCustomer
    ? await makeCustomer(change, {
        customerName: `${firstName} ${lastName}`.trim(),
        firstName,
        lastName,
        email,
        phone: null,
      })
    : undefined
  return insertUser(change, {
    username: email,
    email,
    emailVerified: true,
    passwordHash: unknownPasswordHash,
    firstName,
    lastName,
    roles: [role],
    contactId: made?.contactId ?? null,
  })
}

/** Given and family name, or what can be made of the full name or the address. */
function namesOf(identity: ProvidedIdentity & { email: string }): { firstName: string; lastName: string } {
  const clean = (name: string | undefined): string => (name ?? '').replace(NOT_IN_NAMES, ' ').trim().slice(0, 100)
  const [first = '', ...others] = clean(identity.name).split(/\s+/)
  const firstName = clean(identity.firstName) || first || clean(identity.email.split('@')[0])
  return { firstName, lastName: clean(identity.lastName) || others.join(' ') || firstName }
}

function requireAllowedDomain({ allowed_domains: domains, label }: OidcProvider, identity: ProvidedIdentity): void {
  if (domains.length === 0) return
  const domain = identity.email?.toLowerCase().split('@').at(-1) ?? ''
  if (!identity.emailVerified || !domains.includes(domain))
    throw refusal('domain_not_allowed', `Your e-mail address at ${label} may not sign in here`)
}

function refusal(code: string, message: string): DomainError {
  return new DomainError(403, code, message)
}
