import { randomBytes } from 'node:crypto'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import type { Database } from './schema.ts'

const name = `migrate_${randomBytes(6).toString('hex')}`
const adminUrl = inject('postgresUrl')
let pool: pg.Pool
let db: Kysely<Database>
let applied: string[]

beforeAll(async () => {
  await asAdmin(`CREATE DATABASE ${name}`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  pool = new pg.Pool({ connectionString: url.href, max: 4 })
  db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  const together = await Promise.all([migrate(db), migrate(db)])
  applied = together.flat()
})

afterAll(async () => {
  await db.destroy()
  await asAdmin(`DROP DATABASE ${name} WITH (FORCE)`)
})

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

async function rows<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await pool.query<T>(text, values)).rows
}

test('applies every migration once, in the order of their names, even when two processes start together', () => {
  expect(applied).toEqual(Object.keys(migrations))
  expect(applied).toEqual(applied.toSorted())
})

test('a second start changes nothing', async () => {
  expect(await migrate(db)).toEqual([])
})

test('every foreign key has an index that begins with its column', async () => {
  const uncovered = await rows(`
    SELECT c.conrelid::regclass::text AS table, a.attname AS column
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f'
      AND NOT EXISTS (
        SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1] AND i.indpred IS NULL
      )`)
  expect(uncovered).toEqual([])
})

test('no table knows a default time: every time comes from the product clock', async () => {
  const defaults = await rows(`
    SELECT table_name, column_name, column_default FROM information_schema.columns
    WHERE table_schema = 'public' AND column_default ~* '(now|current_)'`)
  expect(defaults).toEqual([])
})

test('activity is append-only [ACT-03]', async () => {
  await db
    .insertInto('customer_activity')
    .values({ entity: 'system', activity: 'Started', initiated_by: 'system', details: '{}', created: new Date(0) })
    .execute()
  await expect(db.updateTable('customer_activity').set({ activity: 'x' }).execute()).rejects.toThrow('append-only')
  await expect(db.deleteFrom('customer_activity').execute()).rejects.toThrow('append-only')
  expect(await sql`SELECT activity FROM customer_activity`.execute(db)).toMatchObject({
    rows: [{ activity: 'Started' }],
  })
})
