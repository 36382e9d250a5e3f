import { randomBytes } from 'node:crypto'
import { systemContext } from '../platform/context.ts'
import type { Platform } from '../platform/platform.ts'
import { createUser } from './create-user.ts'
import { findFirstAdmin } from './tables.ts'

export type FirstAdmin = { email: string; password: string; generated: boolean }

/**
 * Makes the first administrator when there is none: from the environment, else the configuration, else with a password made
 * here. Answers it once, so that it can be shown; undefined when there is an administrator already.
 */
export async function ensureFirstAdmin(platform: Platform): Promise<FirstAdmin | undefined> {
  if ((await findFirstAdmin(platform.db)) !== null) return undefined
  const { settings, config } = platform
  const given = settings.adminPassword ?? config.auth.first_admin.password
  const email = settings.adminEmail ?? config.auth.first_admin.email ?? 'admin@localhost.localdomain'
  const password = given ?? randomBytes(9).toString('base64url')
  await systemContext(platform, 'start').change((change) =>
    createUser(change, {
      username: 'admin',
      email,
      password,
      firstName: 'First',
      lastName: 'Administrator',
      roles: ['admin'],
      forceChange: given === undefined,
    }),
  )
  return { email, password, generated: given === undefined }
}
