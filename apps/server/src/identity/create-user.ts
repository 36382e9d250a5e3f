import { sql } from 'kysely'
import type { Change } from '../platform/context.ts'
import { isDuplicate } from '../platform/database/postgres-errors.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { hashPassword } from './passwords.ts'
import { rememberPassword } from './set-password.ts'

type UserFields = {
  username: string
  email: string
  firstName: string
  middleName?: string | null
  lastName: string
  phoneNumber?: string | null
  roles: readonly string[]
  contactId?: number | null
  /** must choose another password at the first sign-in */
  forceChange?: boolean
  /** the same, and the password opens one session only */
  temporary?: boolean
  /** true unless the address is still to be proved by a mail */
  emailVerified?: boolean
}

export type NewUser = UserFields & { password: string }

/** Creates a user with roles. Throws 409 for a name or address in use, 400 for an unknown role or contact. */
export async function createUser(change: Change, user: NewUser): Promise<number> {
  return insertUser(change, { ...user, passwordHash: await hashPassword(user.password) })
}

/** The same with the password hashed already, which takes its time outside of the transaction. */
export async function insertUser(change: Change, user: UserFields & { passwordHash: string }): Promise<number> {
  const roles = await findRoles(change, user.roles)
  const customerId = await requireFreeContact(change, user.contactId ?? null)
  const row = await change.tx
    .insertInto('crm_user')
    .values({
      username: user.username,
      email: user.email,
      email_verified: user.emailVerified ?? true,
      password_hash: user.passwordHash,
      first_name: user.firstName,
      middle_name: user.middleName ?? null,
      last_name: user.lastName,
      phone_number: user.phoneNumber ?? null,
      contact_id: user.contactId ?? null,
      force_change: user.forceChange ?? user.temporary ?? false,
      password_temporary: user.temporary ?? false,
      created: change.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch((error) => {
      if (isDuplicate(error))
        throw conflict('user_exists', 'A user with this name or e-mail address already exists', 'email')
      throw error
    })
  await change.tx
    .insertInto('user_role')
    .values(roles.map((role) => ({ user_id: row.id, role_id: role.id })))
    .execute()
  await rememberPassword(change, { userId: row.id, hash: user.passwordHash })
  await change.record({
    entity: 'user',
    entityId: row.id,
    customerId,
    activity: `Created user ${user.username}`,
    details: { email: user.email, roles: roles.map((role) => role.name) },
  })
  return row.id
}

/** The roles of these names, in any case. Throws 400 naming one that does not exist, or when there are none. */
export async function findRoles(change: Change, names: readonly string[]): Promise<{ id: number; name: string }[]> {
  if (names.length === 0) throw invalid('role', 'must name at least one role')
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  const roles = await change.tx
    .selectFrom('role')
    .select(['id', 'name'])
    .where(sql<string>`lower(name)`, 'in', [...wanted])
    .execute()
  const unknown = names.find((name) => !roles.some((role) => role.name.toLowerCase() === name.toLowerCase()))
  if (unknown !== undefined) throw invalid('role', `there is no role ${unknown}`)
  return roles
}

/** Answers the customer of a contact. Throws 400 for one that does not exist, 409 for one that another user signs in as. */
export async function requireFreeContact(
  change: Change,
  contactId: number | null,
  userId?: number,
): Promise<number | null> {
  if (contactId === null) return null
  const contact = await change.tx
    .selectFrom('customer_contact as c')
    .leftJoin('crm_user as u', 'u.contact_id', 'c.contact_id')
    .select(['c.customer_id', 'u.id as user_id', 'u.username'])
    .where('c.contact_id', '=', contactId)
    .executeTakeFirst()
  if (!contact) throw invalid('contact_id', `there is no contact ${contactId}`)
  if (contact.user_id !== null && contact.user_id !== userId)
    throw conflict('contact_taken', `User ${contact.username} signs in as this contact`, 'contact_id')
  return contact.customer_id
}
