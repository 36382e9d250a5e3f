import type { Change } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'
import { keepingAdministrators } from './administrators.ts'
import { findRoles, requireFreeContact } from './create-user.ts'
import { presentUser } from './list-users.ts'
import { endSessions } from './sessions.ts'
import { findUserById, type UserRecord } from './tables.ts'
import { requestEmailChange } from './verify-email.ts'

export type UserPatch = {
  first_name?: string
  middle_name?: string | null
  last_name?: string
  phone_number?: string | null
  email?: string
  role?: string[]
  contact_id?: number | null
  active?: boolean
  deleted?: boolean
}

/**
 * Changes a user. Roles are replaced as a whole; a new address waits for its verification; who is deleted or made inactive is
 * signed out at once, and restoring leaves the password as it was. Throws 409 when that would leave no administrator.
 */
export async function updateUser(change: Change, userId: number, patch: UserPatch): Promise<void> {
  const { email, role, deleted, ...fields } = patch
  await keepingAdministrators(change, async () => {
    const before = await lockUser(change, userId)
    if (fields.contact_id !== undefined) await requireFreeContact(change, fields.contact_id, userId)
    const columns = {
      ...fields,
      ...(deleted === undefined || deleted === before.deleted
        ? {}
        : { deleted, deleted_at: deleted ? change.now : null }),
    }
    if (Object.keys(columns).length > 0)
      await change.tx.updateTable('crm_user').set(columns).where('id', '=', userId).execute()
    if (role) await replaceRoles(change, userId, role)
    if (email !== undefined) await requestEmailChange(change, before, email)
    if (deleted || fields.active === false) await endSessions(change, userId, { except: null })
    const after = await lockUser(change, userId)
    await change.record({
      entity: 'user',
      entityId: userId,
      customerId: after.customer_id ?? before.customer_id,
      activity: sentence(before, after),
      before: { ...presentUser(before) },
      after: { ...presentUser(after) },
    })
  })
}

export async function lockUser(change: Change, userId: number): Promise<UserRecord> {
  await change.tx.selectFrom('crm_user').select('id').where('id', '=', userId).forUpdate().execute()
  const user = await findUserById(change.tx, userId)
  if (!user) throw notFound('User')
  return user
}

async function replaceRoles(change: Change, userId: number, names: readonly string[]): Promise<void> {
  const roles = await findRoles(change, names)
  await change.tx.deleteFrom('user_role').where('user_id', '=', userId).execute()
  await change.tx
    .insertInto('user_role')
    .values(roles.map((role) => ({ user_id: userId, role_id: role.id })))
    .execute()
}

function sentence(before: UserRecord, after: UserRecord): string {
  if (after.deleted && !before.deleted) return `Deleted user ${after.username}`
  if (before.deleted && !after.deleted) return `Restored user ${after.username}`
  return `Changed user ${after.username}`
}
