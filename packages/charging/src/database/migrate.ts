import type { Pool } from 'pg'
import { migrations } from './migrations.ts'

const MIGRATION_LOCK = 7_204_801

/** Creates or completes the schema. Several processes may start at once: the advisory lock lets one at a time in. */
export async function migrate(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    await client.query('create schema if not exists ocs')
    await client.query(
      'create table if not exists ocs.migration (name text primary key, run_at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string }>('select name from ocs.migration')
    const done = new Set(rows.map((row) => row.name))
    for (const { name, sql } of migrations) {
      if (done.has(name)) continue
      await client.query(sql)
      await client.query('insert into ocs.migration (name) values ($1)', [name])
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
