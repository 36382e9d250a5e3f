import type { Change } from '../platform/context.ts'
import { isDuplicate } from '../platform/database/postgres-errors.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { hashPassword } from './passwords.ts'

export type NewUser = {
  username: string
  email: string
  password: string
  firstName: string
  lastName: string
  roles: readonly string[]
  contactId?: number | null
  forceChange?: boolean
}

/** Creates a user with roles. Throws 409 for a name or address in use, 400 for an unknown role. */
export async function createUser(change: Change, user: NewUser): Promise<number> {
  const passwordHash = await hashPassword(user.password)
  const roles = await change.tx
    .selectFrom('role')
    .select(['id', 'name'])
    .where('name', 'in', [...user.roles])
    .execute()
  const unknown = user.roles.find((name) => !roles.some((role) => role.name === name))
  if (unknown) throw invalid('role', `there is no role ${unknown}`)
  const row = await change.tx
    .insertInto('crm_user')
    .values({
      username: user.username,
      email: user.email,
      email_verified: true,
      password_hash: passwordHash,
      first_name: user.firstName,
      last_name: user.lastName,
      contact_id: user.contactId ?? null,
      force_change: user.forceChange ?? false,
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
  await change.record({
    entity: 'user',
    entityId: row.id,
    customerId: null,
    activity: `Created user ${user.username}`,
    details: { email: user.email, roles: user.roles },
  })
  return row.id
}
