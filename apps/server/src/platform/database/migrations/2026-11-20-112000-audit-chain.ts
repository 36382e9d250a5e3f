import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Links of the hash chain over customer_activity (docs/decisions/006-audit-chain.md). No foreign key: a link outlives the
    -- entry, so that a deletion shows.
    CREATE TABLE activity_seal (
      position bigint PRIMARY KEY CHECK (position > 0),
      activity_id bigint NOT NULL UNIQUE,
      hash bytea NOT NULL CHECK (octet_length(hash) = 32)
    );
    CREATE TRIGGER activity_seal_append_only BEFORE UPDATE OR DELETE ON activity_seal
      FOR EACH ROW EXECUTE FUNCTION refuse_change();
    CREATE TRIGGER activity_seal_keep_all BEFORE TRUNCATE ON activity_seal
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    CREATE TRIGGER customer_activity_keep_all BEFORE TRUNCATE ON customer_activity
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    -- Entries that wait for their link, which they get within a second.
    CREATE TABLE activity_unsealed (activity_id bigint PRIMARY KEY);
    INSERT INTO activity_unsealed SELECT activity_id FROM customer_activity;

    CREATE FUNCTION queue_activity_for_sealing() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO activity_unsealed SELECT activity_id FROM added;
      RETURN NULL;
    END $$;
    CREATE TRIGGER customer_activity_seal AFTER INSERT ON customer_activity
      REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION queue_activity_for_sealing();
  `.execute(db)
}
