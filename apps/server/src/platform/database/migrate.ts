import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from './migrations/index.ts'
import type { Database } from './schema.ts'

/**
 * Brings the schema up to date in one database transaction and answers the names of the migrations that it applied.
 * Safe when several processes start at once: the migrator holds an advisory lock while it works, and whoever comes
 * second finds nothing left to do. Throws with the name of the migration that failed; nothing of it stays.
 */
export async function migrate(db: Kysely<Database>): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableName: 'schema_migration',
    migrationLockTableName: 'schema_migration_lock',
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) {
    const failed = results.find((result) => result.status === 'Error')
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The database migration ${failed?.migrationName ?? ''} failed: ${reason}`, { cause: error })
  }
  return results.map((result) => result.migrationName)
}
