import { type SelectQueryBuilder, sql } from 'kysely'
import type { Db } from './database/open-database.ts'
import type { Database } from './database/schema.ts'

const PORTION = 1000

/** A reader that has stopped fetching for so long gives its connection back. */
const PATIENCE = '60s'

/**
 * Runs a query through a cursor, as one moment saw it, a thousand rows at a time, however many there are. Its connection is held
 * until the last row is read or the reader turns away.
 */
export async function* readInPortions<TB extends keyof Database, O>(
  db: Db,
  query: SelectQueryBuilder<Database, TB, O>,
): AsyncGenerator<O[], void, undefined> {
  const transaction = await db.startTransaction().setAccessMode('read only').execute()
  try {
    await sql`set local idle_in_transaction_session_timeout = ${sql.lit(PATIENCE)}`.execute(transaction)
    await sql`declare portions no scroll cursor for ${query}`.execute(transaction)
    for (;;) {
      const { rows } = await sql<O>`fetch forward ${sql.lit(PORTION)} from portions`.execute(transaction)
      if (rows.length > 0) yield rows
      if (rows.length < PORTION) return
    }
  } finally {
    await transaction.rollback().execute()
  }
}
