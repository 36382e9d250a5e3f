import { findFirstAdmin } from '../identity/index.ts'
import type { AccessCache } from '../platform/guard/access-cache.ts'
import type { Actor } from '../platform/guard/actor.ts'
import { type AddressList, createAddressList, prefixLength } from '../platform/guard/address-list.ts'
import type { Platform } from '../platform/platform.ts'
import { permissionsOfNames } from './grants.ts'
import type { KeyHash } from './key-secret.ts'

type ConfiguredKey = { initiatedBy: string; addresses: AddressList | undefined; actor(): Promise<Actor> }

/** The keys of `crm_config.yaml`, by the hash of the key, or by the name under which they stand on the record. */
export type ConfiguredKeys = {
  find(hash: string): ConfiguredKey | undefined
  named(initiatedBy: string): ConfiguredKey | undefined
}

/** Keys of the configuration, held as hashes like all others and named on the record by the start of theirs. */
export function configuredKeys(platform: Platform, hash: KeyHash, cache: AccessCache<Actor>): ConfiguredKeys {
  const byHash = new Map<string, ConfiguredKey>()
  for (const [key, entry] of Object.entries(platform.config.api_keys)) {
    const hashed = hash(key)
    const initiatedBy = `api_key:config-${hashed.slice(0, 8)}`
    byHash.set(hashed, {
      initiatedBy,
      addresses: entry.ips && createAddressList(entry.ips),
      actor: () => cache.through(initiatedBy, () => actorWith(platform, entry.roles, initiatedBy)),
    })
  }
  const byName = new Map([...byHash.values()].map((key) => [key.initiatedBy, key]))
  return { find: (hashed) => byHash.get(hashed), named: (initiatedBy) => byName.get(initiatedBy) }
}

/** The addresses of `ip_whitelist`; of several entries that hold an address the closest decides. */
export function whitelistedAddress(
  platform: Platform,
  cache: AccessCache<Actor>,
): (ip: string) => Promise<Actor | undefined> {
  const entries = Object.entries(platform.config.ip_whitelist)
    .map(([range, { roles }]) => ({ range, roles, addresses: createAddressList([range]) }))
    .sort((a, b) => prefixLength(b.range) - prefixLength(a.range))
  return async (ip) => {
    const entry = entries.find(({ addresses }) => addresses.has(ip))
    if (!entry) return undefined
    const actor = await cache.through(`whitelist ${entry.range}`, () => actorWith(platform, entry.roles, ''))
    return { ...actor, initiatedBy: `ip:${ip}` }
  }
}

/** Says at the start which names of the configuration open nothing; a role may still be made later. */
export async function warnOfUnknownRoles(platform: Platform): Promise<void> {
  const { api_keys: keys, ip_whitelist: whitelist } = platform.config
  const names = [...Object.values(keys), ...Object.values(whitelist)].flatMap(({ roles }) => roles)
  if (names.length === 0) return
  const { unknown } = await permissionsOfNames(platform.db, names)
  if (unknown.length > 0)
    platform.log.warn({ names: unknown }, 'api_keys or ip_whitelist name roles that do not exist: they open nothing')
}

async function actorWith(platform: Platform, names: readonly string[], initiatedBy: string): Promise<Actor> {
  const { roles, permissions } = await permissionsOfNames(platform.db, names)
  return {
    userId: await findFirstAdmin(platform.db),
    initiatedBy,
    roles,
    permissions: new Set(permissions),
    customerId: null,
    sessionId: null,
    job: null,
  }
}
