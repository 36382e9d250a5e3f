import type { Config } from './platform/config/config-schema.ts'
import { findEmbeddedPostgres, startEmbeddedPostgres } from './platform/database/embedded-postgres.ts'
import { ensureDatabase } from './platform/database/open-database.ts'

export type DataServer = { databaseUrl: string; embedded: boolean; stop(): Promise<void> }

/** The database server: the operator's own when configured, else the embedded one in the data directory. */
export async function openData(config: Config, dataDir: string): Promise<DataServer> {
  const configured = configuredUrl(config)
  if (configured) return { databaseUrl: configured, embedded: false, stop: async () => {} }
  const server = await startEmbeddedPostgres({ dataDir })
  const databaseUrl = await ensureDatabase(server.url, config.database.name)
  return { databaseUrl, embedded: true, stop: server.stop }
}

/**
 * The database for a command beside the product: the one that is running, or else the embedded one, started for the while.
 * Throws StartupError.
 */
export async function joinData(config: Config, dataDir: string): Promise<DataServer> {
  const running = configuredUrl(config) === undefined ? await findEmbeddedPostgres(dataDir) : undefined
  if (running === undefined) return openData(config, dataDir)
  const url = new URL(running)
  url.pathname = `/${encodeURIComponent(config.database.name)}`
  return { databaseUrl: url.toString(), embedded: true, stop: async () => {} }
}

/** `database.url`, or one made of the guide's server, username, password and name; undefined when neither is set. */
function configuredUrl(config: Config): string | undefined {
  const { url, server, username, password, name } = config.database
  if (url) return url
  if (!server) return undefined
  return `postgres://${encodeURIComponent(username)}:${encodeURIComponent(password)}@${server}/${encodeURIComponent(name)}`
}
