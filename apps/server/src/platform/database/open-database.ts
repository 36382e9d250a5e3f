import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { StartupError } from '../startup-error.ts'
import type { Database } from './schema.ts'

export type Db = Kysely<Database>

const DATE = 1082
const INT8 = 20

/**
 * Opens the pool. NUMERIC arrives as text (exact), timestamptz as Date, date as `YYYY-MM-DD`, int8 as number.
 * Throws StartupError when the server cannot be reached.
 */
export async function openDatabase(options: { url: string; poolSize: number }): Promise<{ db: Db; pool: pg.Pool }> {
  const types: pg.CustomTypesConfig = {
    getTypeParser: ((id: number, format?: 'text' | 'binary') => {
      if (id === DATE) return (text: string) => text
      if (id === INT8) return Number
      return format === 'binary' ? pg.types.getTypeParser(id, 'binary') : pg.types.getTypeParser(id, 'text')
    }) as pg.CustomTypesConfig['getTypeParser'],
  }
  const pool = new pg.Pool({ connectionString: options.url, max: options.poolSize, types, application_name: 'omnicrm' })
  // An idle connection that the server closes must not end the process; the next query gets a new one or its own error.
  pool.on('error', () => {})
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  try {
    await sql`select 1`.execute(db)
  } catch (error) {
    await pool.end()
    const { host, pathname } = new URL(options.url)
    throw new StartupError(
      `The database ${host}${pathname} cannot be reached: ${(error as Error).message || (error as { code?: string }).code}.`,
    )
  }
  return { db, pool }
}

/** Creates the named database on the server of `adminUrl` when it is not there; answers its URL. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.toString()
}

/** Removes everything that the product keeps in this database. For demo data that was cut off half-way, which nobody has used. */
export async function emptyDatabase(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('drop schema if exists public, ocs, graphile_worker cascade')
    await client.query('create schema public')
  } finally {
    await client.end()
  }
}
