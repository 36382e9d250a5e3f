import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Not to be begun before; null once it may begin.
    ALTER TABLE provision ADD COLUMN starts_at timestamptz;
    CREATE INDEX provision_starts_at ON provision (starts_at) WHERE starts_at IS NOT NULL;
  `.execute(db)
}
