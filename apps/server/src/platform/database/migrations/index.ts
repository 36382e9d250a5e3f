import type { Migration } from 'kysely/migration'
import * as identity from './2026-11-20-100000-identity.ts'
import * as customers from './2026-11-20-101000-customers.ts'
import * as platform from './2026-11-20-102000-platform.ts'

/** Every migration by its name; names sort in the order in which they apply, and one that was released never changes. */
export const migrations: Record<string, Migration> = {
  '2026-11-20-100000-identity': identity,
  '2026-11-20-101000-customers': customers,
  '2026-11-20-102000-platform': platform,
}
