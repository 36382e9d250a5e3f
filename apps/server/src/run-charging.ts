import path from 'node:path'
import { runCharging } from '@omnicrm/charging'
import { lockDataDir } from './data-dir-lock.ts'
import { readSettings } from './platform/config/settings.ts'
import { startEmbeddedPostgres } from './platform/database/embedded-postgres.ts'
import { ensureDatabase } from './platform/database/open-database.ts'

/** The charging system alone: on the database at OMNICRM_OCS_DATABASE_URL, else on an embedded one of its own. */
async function main(): Promise<void> {
  if (process.env.OMNICRM_OCS_DATABASE_URL) {
    await runCharging(process.env)
    return
  }
  const dataDir = path.join(readSettings('serve').dataDir, 'charging')
  const unlock = lockDataDir(dataDir)
  const server = await startEmbeddedPostgres({ dataDir })
  try {
    const databaseUrl = await ensureDatabase(server.url, 'omnicrm_charging')
    await runCharging({ ...process.env, OMNICRM_OCS_DATABASE_URL: databaseUrl })
  } finally {
    await server.stop()
    unlock()
  }
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
