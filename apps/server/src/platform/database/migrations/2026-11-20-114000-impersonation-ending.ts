import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Set once, with the end; entries that were closed before it was kept have none.
    ALTER TABLE impersonation_log
      ADD COLUMN ended_how text CHECK (ended_how IN ('stopped', 'expired', 'session_ended')),
      ADD CHECK (ended_how IS NULL OR impersonation_end IS NOT NULL);
  `.execute(db)
}
