import { sql } from 'kysely'
import type { Platform } from '../platform/platform.ts'

/** Says at the start which names of `auth.require_2fa` protect nobody; a role may still be made later. */
export async function warnOfUnknownFactorRoles({ db, config, log }: Platform): Promise<void> {
  const { require_2fa: required } = config.auth
  if (typeof required === 'string' || required.length === 0) return
  const roles = await db.selectFrom('role').select(sql<string>`lower(name)`.as('name')).execute()
  const unknown = required.filter((name) => !roles.some((role) => role.name === name.toLowerCase()))
  if (unknown.length > 0) log.warn({ names: unknown }, 'auth.require_2fa names roles that do not exist')
}
