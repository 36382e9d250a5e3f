import type { Selectable } from 'kysely'
import { actorOfUser, findFirstAdmin } from '../identity/index.ts'
import type { ApiKeyTable } from '../platform/database/tables/access.ts'
import { forbidden, unauthenticated } from '../platform/errors.ts'
import type { AccessCache } from '../platform/guard/access-cache.ts'
import type { Actor } from '../platform/guard/actor.ts'
import { type AddressList, createAddressList } from '../platform/guard/address-list.ts'
import type { WaysIn } from '../platform/guard/authenticate.ts'
import type { Platform } from '../platform/platform.ts'
import type { ConfiguredKeys } from './configured-access.ts'
import { type KeyHash, sameHash } from './key-secret.ts'
import type { UsageLog } from './usage-log.ts'

/** A key of the database with what decides about it, remembered until something of that changes. */
export type KnownKey = {
  actor: Actor
  apiKeyId: number
  name: string
  expiry: Date | null
  addresses: AddressList | undefined
}

/**
 * Who is behind an `X-API-KEY`: a key made in the product, or one of the configuration. Throws 401 for one that is wrong,
 * revoked or expired, and 403 from an address outside its list.
 */
export function createKeyResolver(
  platform: Platform,
  parts: { hash: KeyHash; usage: UsageLog; configured: ConfiguredKeys; cache: AccessCache<KnownKey | undefined> },
): WaysIn['apiKey'] {
  const refuse = (ip: string, reason: string, apiKeyId?: number): void =>
    platform.log.warn({ ip, api_key_id: apiKeyId }, `API key refused: ${reason}`)
  return async (key, { ip, endpoint }) => {
    const hash = parts.hash(key)
    const configured = parts.configured.find(hash)
    if (configured) {
      if (configured.addresses && !configured.addresses.has(ip)) {
        refuse(ip, 'used from an address outside its list')
        throw forbidden('This API key may not be used from this address')
      }
      platform.log.info({ ip, initiated_by: configured.initiatedBy, path: endpoint?.path }, 'API key used')
      return configured.actor()
    }
    const known = await parts.cache.through(hash, () => loadKey(platform, hash))
    if (!known || (known.expiry && known.expiry < platform.clock.now())) {
      refuse(ip, known ? 'expired' : 'unknown', known?.apiKeyId)
      throw unauthenticated('Invalid API key')
    }
    if (known.addresses && !known.addresses.has(ip)) {
      refuse(ip, 'used from an address outside its list', known.apiKeyId)
      throw forbidden('This API key may not be used from this address')
    }
    parts.usage.note({
      apiKeyId: known.apiKeyId,
      name: known.name,
      ip,
      method: endpoint?.method ?? 'GET',
      path: endpoint?.path ?? '',
    })
    return known.actor
  }
}

/** What a key made in the product may do at this moment, by its number; undefined once it is revoked or expired. */
export async function actorOfKey(platform: Platform, apiKeyId: number): Promise<Actor | undefined> {
  const row = await platform.db.selectFrom('api_key').selectAll().where('api_key_id', '=', apiKeyId).executeTakeFirst()
  const known = row && (await knownKey(platform, row))
  return known && (!known.expiry || known.expiry >= platform.clock.now()) ? known.actor : undefined
}

async function loadKey(platform: Platform, hash: string): Promise<KnownKey | undefined> {
  const row = await platform.db.selectFrom('api_key').selectAll().where('key_hash', '=', hash).executeTakeFirst()
  return row && sameHash(row.key_hash, hash) ? knownKey(platform, row) : undefined
}

async function knownKey(platform: Platform, row: Selectable<ApiKeyTable>): Promise<KnownKey | undefined> {
  const { db } = platform
  const owner = row.owner_user_id === null ? undefined : await actorOfUser(db, row.owner_user_id)
  // Who may no longer sign in, or belongs to another customer now, has no keys either.
  if (row.owner_user_id !== null && (!owner || owner.customerId !== row.customer_id)) return undefined
  const permissions = owner ? row.permissions.filter((name) => owner.permissions.has(name)) : row.permissions
  return {
    actor: {
      userId: owner?.userId ?? (await findFirstAdmin(db)),
      initiatedBy: `api_key:${row.api_key_id}`,
      roles: owner?.roles ?? (permissions.includes('admin') ? ['admin'] : []),
      permissions: new Set(permissions),
      customerId: row.customer_id,
      sessionId: null,
      job: null,
      ...(row.read_only ? { readOnly: true } : {}),
    },
    apiKeyId: row.api_key_id,
    name: row.name,
    expiry: row.expiry_date,
    addresses: row.ips ? createAddressList(row.ips) : undefined,
  }
}
