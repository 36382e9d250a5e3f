import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Who asked a job to stop, by name; its worker then undoes what was done. Kept with the ended job.
    ALTER TABLE provision ADD COLUMN cancelled_by text;
  `.execute(db)
}
