import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../apps/server/src/platform/database/embedded-postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** superuser URL of the test cluster; every test file makes a database of its own in it */
    postgresUrl: string
  }
}

/** One PostgreSQL server for the whole test run, thrown away at its end. */
export default async function startTestDatabase(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'omnicrm-test-'))
  await chmod(dir, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: dir, durable: false })
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    await rm(dir, { recursive: true, force: true })
  }
}
