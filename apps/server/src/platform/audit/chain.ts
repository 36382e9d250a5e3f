import { createHmac } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Seal } from '../seal.ts'

/** Hashes one entry onto the chain. */
export type LinkHash = (previous: Buffer, content: string) => Buffer

/** What the first link is hashed onto. */
export const CHAIN_START = Buffer.alloc(32)

/** HMAC-SHA256 with a key of the installation: who can write to the database alone cannot make a chain that verifies. */
export function createLinkHash(seal: Seal): LinkHash {
  const key = seal.deriveKey('audit chain')
  return (previous, content) => createHmac('sha256', key).update(previous).update(content, 'utf8').digest()
}

/**
 * An entry's whole content as one text that is always the same: jsonb puts the keys of `details` in order, and the time is in
 * seconds, whatever the zone. `v1` names this form.
 * @param entry alias of customer_activity in the query
 */
export function contentOf(entry: string): RawBuilder<string> {
  const column = (name: string): RawBuilder<unknown> => sql.ref(`${entry}.${name}`)
  return sql<string>`jsonb_build_array('v1', ${column('activity_id')}, ${column('customer_id')}, ${column('service_id')},
    ${column('entity')}, ${column('entity_id')}, ${column('activity')}, ${column('user_id')}, ${column('initiated_by')},
    ${column('impersonating_user_id')}, ${column('details')}, ${column('ip_address')}, ${column('request_id')},
    extract(epoch from ${column('created')}))::text`
}
