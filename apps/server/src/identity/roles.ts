import type { Permission, Role, RoleDetail, RoleMember } from '@omnicrm/contract'
import { sql } from 'kysely'
import type { Change, Context } from '../platform/context.ts'
import { isDuplicate } from '../platform/database/postgres-errors.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { keepingAdministrators } from './administrators.ts'
import { BUILT_IN_ROLES } from './shipped-roles.ts'
import { lockUser } from './update-user.ts'

const MEMBERS_SHOWN = 1000

/** All roles by name, or the one of this id. */
export async function readRoles(context: Context, roleId?: number): Promise<Role[]> {
  const only = roleId === undefined ? sql`` : sql`where r.id = ${roleId}`
  const found = await sql<Omit<Role, 'built_in'>>`select r.id, r.name, r.description,
    coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name, 'description', p.description) order by p.name)
      from role_permission rp join permission p on p.id = rp.permission_id where rp.role_id = r.id), '[]') as permissions,
    (select count(*) from user_role ur join crm_user u on u.id = ur.user_id where ur.role_id = r.id and not u.deleted)
      as user_count
    from role r ${only} order by lower(r.name)`.execute(context.db)
  return found.rows.map((row) => ({ ...row, built_in: BUILT_IN_ROLES.includes(row.name) }))
}

/** One role with its users. Throws 404. */
export async function readRole(context: Context, roleId: number): Promise<RoleDetail> {
  const [role] = await readRoles(context, roleId)
  if (!role) throw notFound('Role')
  return { ...role, users: await membersOf(context, roleId, MEMBERS_SHOWN) }
}

/** The users who hold a role, without deleted ones. */
export function membersOf(context: Context, roleId: number, limit: number): Promise<RoleMember[]> {
  return context.db
    .selectFrom('crm_user as u')
    .innerJoin('user_role as ur', 'ur.user_id', 'u.id')
    .select(['u.id', 'u.username', 'u.email', 'u.first_name', 'u.last_name'])
    .where('ur.role_id', '=', roleId)
    .where('u.deleted', '=', false)
    .orderBy('u.id')
    .limit(limit)
    .execute()
}

export async function createRole(
  change: Change,
  input: { name: string; description?: string | null },
): Promise<number> {
  const { id } = await change.tx
    .insertInto('role')
    .values({ name: input.name, description: input.description ?? null })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(nameTaken)
  await note(change, `Created role ${input.name}`, { role_id: id })
  return id
}

/** Changes name and description. Throws 409 for a name in use and for renaming a role that the product itself needs. */
export async function updateRole(
  change: Change,
  roleId: number,
  patch: { name?: string; description?: string | null },
): Promise<void> {
  const before = await lockRole(change, roleId)
  if (patch.name !== undefined && patch.name !== before.name) refuseBuiltIn(before.name, 'renamed')
  if (Object.keys(patch).length > 0)
    await change.tx.updateTable('role').set(patch).where('id', '=', roleId).execute().catch(nameTaken)
  await note(change, `Changed role ${patch.name ?? before.name}`, {
    role_id: roleId,
    before: { name: before.name, description: before.description },
    after: patch,
  })
}

/** Deletes a role; its users lose it. */
export async function deleteRole(change: Change, roleId: number): Promise<void> {
  await keepingAdministrators(change, async () => {
    const role = await lockRole(change, roleId)
    refuseBuiltIn(role.name, 'deleted')
    const holders = await change.tx
      .selectFrom('user_role')
      .select('user_id')
      .where('role_id', '=', roleId)
      .orderBy('user_id')
      .limit(MEMBERS_SHOWN)
      .execute()
    await change.tx.deleteFrom('role').where('id', '=', roleId).execute()
    await note(change, `Deleted role ${role.name}`, { role_id: roleId, users: holders.map((row) => row.user_id) })
  })
}

/** Adds permissions; those that the role has already stay. Throws 400 naming one that does not exist, and adds none then. */
export async function addPermissions(change: Change, roleId: number, permissionIds: readonly number[]): Promise<void> {
  const role = await lockRole(change, roleId)
  const known = await change.tx
    .selectFrom('permission')
    .selectAll()
    .where('id', 'in', [...permissionIds])
    .execute()
  const unknown = permissionIds.find((id) => !known.some((permission) => permission.id === id))
  if (unknown !== undefined) throw invalid('permission_ids', `there is no permission ${unknown}`)
  await change.tx
    .insertInto('role_permission')
    .values(known.map((permission) => ({ role_id: roleId, permission_id: permission.id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await note(change, `Added permissions to role ${role.name}`, {
    role_id: roleId,
    permissions: known.map((permission) => permission.name),
  })
}

/** Takes a permission away. Throws 404 when the role does not have it. */
export async function removePermission(change: Change, roleId: number, permissionId: number): Promise<void> {
  await keepingAdministrators(change, async () => {
    const role = await lockRole(change, roleId)
    const removed = await sql<{ name: string }>`delete from role_permission rp using permission p
      where p.id = rp.permission_id and rp.role_id = ${roleId} and rp.permission_id = ${permissionId}
      returning p.name`.execute(change.tx)
    const [permission] = removed.rows
    if (!permission) throw notFound('Permission of this role')
    if (role.name === 'admin' && permission.name === 'admin')
      throw conflict('built_in_role', 'The role admin keeps the permission admin')
    await note(change, `Removed permission ${permission.name} from role ${role.name}`, { role_id: roleId })
  })
}

/** Gives a role to a user; a second time changes nothing. */
export async function addMember(change: Change, roleId: number, userId: number): Promise<void> {
  const role = await lockRole(change, roleId)
  const user = await lockUser(change, userId)
  if (user.deleted) throw conflict('user_deleted', 'This user is deleted; restore them first')
  const added = await change.tx
    .insertInto('user_role')
    .values({ user_id: userId, role_id: roleId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst()
  if (added) await noteUser(change, userId, `Gave role ${role.name} to user ${user.username}`)
}

/** Takes a role from a user. Throws 404 when they do not hold it. */
export async function removeMember(change: Change, roleId: number, userId: number): Promise<void> {
  await keepingAdministrators(change, async () => {
    const role = await lockRole(change, roleId)
    const user = await lockUser(change, userId)
    const removed = await change.tx
      .deleteFrom('user_role')
      .where('user_id', '=', userId)
      .where('role_id', '=', roleId)
      .returning('user_id')
      .executeTakeFirst()
    if (!removed) throw notFound('User with this role')
    await noteUser(change, userId, `Took role ${role.name} from user ${user.username}`)
  })
}

export function listPermissions(context: Context): Promise<Permission[]> {
  return context.db.selectFrom('permission').selectAll().orderBy('name').execute()
}

/** A permission of the operator's own. Throws 409 for a name in use. */
export async function createPermission(
  change: Change,
  input: { name: string; description?: string | null },
): Promise<Permission> {
  const permission = await change.tx
    .insertInto('permission')
    .values({ name: input.name, description: input.description ?? null })
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch(nameTaken)
  await note(change, `Created permission ${input.name}`, { permission_id: permission.id })
  return permission
}

async function lockRole(change: Change, roleId: number): Promise<{ name: string; description: string | null }> {
  const role = await change.tx.selectFrom('role').selectAll().where('id', '=', roleId).forUpdate().executeTakeFirst()
  if (!role) throw notFound('Role')
  return role
}

function refuseBuiltIn(name: string, what: string): void {
  if (BUILT_IN_ROLES.includes(name)) throw conflict('built_in_role', `The role ${name} cannot be ${what}`)
}

function nameTaken(error: unknown): never {
  if (isDuplicate(error)) throw conflict('name_taken', 'This name is in use', 'name')
  throw error
}

async function note(change: Change, activity: string, details: Record<string, unknown>): Promise<void> {
  await change.record({ entity: 'user', entityId: null, customerId: null, activity, details })
}

async function noteUser(change: Change, userId: number, activity: string): Promise<void> {
  await change.record({ entity: 'user', entityId: userId, customerId: null, activity })
}
