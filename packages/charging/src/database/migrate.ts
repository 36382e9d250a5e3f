import type { ClientBase } from 'pg'
import { migrations } from './migrations.ts'

/** Creates or completes the schema. Only the owner of the database does, so one process at a time. */
export async function migrate(client: ClientBase): Promise<void> {
  await client.query('begin')
  try {
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
  }
}
