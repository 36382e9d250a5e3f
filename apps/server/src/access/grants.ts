import { sql } from 'kysely'
import type { Db } from '../platform/database/open-database.ts'
import { forbidden, invalid } from '../platform/errors.ts'
import { type Actor, holds } from '../platform/guard/actor.ts'

const OWN = /^view_own_/

/**
 * The permissions that these names mean, as the catalogue spells them, in its order. Any case; the guide's short names
 * (`view_service`) stand for those of a customer's resource (`view_customer_service`). Throws 400 naming the first unknown one.
 */
export async function permissionsNamed(db: Db, names: readonly string[]): Promise<string[]> {
  const known = await catalogue(db)
  return [...new Set(names.map((name) => permissionNamed(known, name)))]
}

function permissionNamed(known: ReadonlyMap<string, string>, name: string): string {
  const lower = name.toLowerCase()
  const found = known.get(lower) ?? known.get(lower.replace('_', '_customer_'))
  if (found === undefined) throw invalid('permissions', `there is no permission ${name}`)
  return found
}

/** Every own-scope permission: the most that a key of a customer may have. */
export async function ownScopePermissions(db: Db): Promise<string[]> {
  return [...(await catalogue(db)).values()].filter(isOwnScope)
}

export function isOwnScope(permission: string): boolean {
  return OWN.test(permission)
}

/** Nobody hands out more than they hold. Throws 403 naming the first permission that the caller lacks. */
export function requireHeld(actor: Actor, permissions: readonly string[]): void {
  const lacking = permissions.find((permission) => !holds(actor, permission))
  if (lacking !== undefined) throw forbidden(`You cannot hand out ${lacking}: you do not have it yourself`)
}

/** What roles and permissions of these names open together, and the names that are neither. */
export async function permissionsOfNames(
  db: Db,
  names: readonly string[],
): Promise<{ roles: string[]; permissions: string[]; unknown: string[] }> {
  const known = await catalogue(db)
  const wanted = names.map((name) => name.toLowerCase())
  const rows = await db
    .selectFrom('role')
    .leftJoin('role_permission', 'role_permission.role_id', 'role.id')
    .leftJoin('permission', 'permission.id', 'role_permission.permission_id')
    .select(['role.name as role', 'permission.name as permission'])
    .where(sql`lower(role.name)`, 'in', [...wanted, ''])
    .execute()
  const roles = [...new Set(rows.map((row) => row.role))]
  const permissions = new Set(rows.flatMap((row) => row.permission ?? []))
  // The role admin opens everything even if its list was emptied.
  if (roles.some((role) => role.toLowerCase() === 'admin')) permissions.add('admin')
  const found = new Set(roles.map((role) => role.toLowerCase()))
  const unknown: string[] = []
  for (const name of wanted.filter((entry) => !found.has(entry))) {
    const permission = known.get(name)
    if (permission === undefined) unknown.push(name)
    else permissions.add(permission)
  }
  return { roles, permissions: [...permissions], unknown }
}

async function catalogue(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('permission').select('name').orderBy('id').execute()
  return new Map(rows.map(({ name }) => [name.toLowerCase(), name]))
}
