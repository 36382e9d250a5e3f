import { sql } from 'kysely'
import type { Change } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'

/**
 * Runs a change of users or roles, and refuses it (409) when afterwards nobody could administer the product, or the one who
 * asks no longer could. Such changes run one after the other, so that two administrators cannot demote each other at once.
 */
export async function keepingAdministrators<T>(change: Change, rule: () => Promise<T>): Promise<T> {
  await sql`select pg_advisory_xact_lock(hashtext('identity.administrators'))`.execute(change.tx)
  const { userId } = change.context.actor
  const before = await administrators(change)
  const result = await rule()
  const after = await administrators(change)
  if (after.size === 0) throw conflict('last_administrator', 'This would leave no administrator who can sign in')
  if (userId !== null && before.has(userId) && !after.has(userId))
    throw conflict(
      'own_administration',
      'You cannot take your own administrator rights away; ask another administrator',
    )
  return result
}

/** Users who can sign in and hold the role admin, or the permission by another role. */
async function administrators(change: Change): Promise<Set<number>> {
  const found = await sql<{ id: number }>`select u.id from crm_user u where u.active and not u.deleted and exists (
    select from user_role ur join role r on r.id = ur.role_id where ur.user_id = u.id and (r.name = 'admin' or exists (
      select from role_permission rp join permission p on p.id = rp.permission_id
      where rp.role_id = r.id and p.name = 'admin')))`.execute(change.tx)
  return new Set(found.rows.map((row) => row.id))
}
