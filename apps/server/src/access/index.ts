import { createAccessCache } from '../platform/guard/access-cache.ts'
import type { Actor } from '../platform/guard/actor.ts'
import type { WaysIn } from '../platform/guard/authenticate.ts'
import type { Routes } from '../platform/http/routes.ts'
import type { ScheduledJob } from '../platform/jobs/scheduler.ts'
import type { Platform } from '../platform/platform.ts'
import { configuredKeys, warnOfUnknownRoles, whitelistedAddress } from './configured-access.ts'
import { createKeyHash } from './key-secret.ts'
import { actorOfKey, createKeyResolver } from './resolve-api-key.ts'
import { apiKeyRoutes } from './routes.ts'
import { forgetOldUses, KEPT_DAYS, openUsageLog } from './usage-log.ts'

/** API keys and whitelisted addresses: how machines come in. */
export type Access = {
  waysIn: Pick<WaysIn, 'apiKey' | 'address' | 'whitelistInUse'>
  /**
   * What a machine that once asked for something (`api_key:3`, `api_key:config-…`, `ip:10.0.0.1`) may do at this moment;
   * undefined when it may not come in any more.
   */
  actorBehind(initiatedBy: string): Promise<Actor | undefined>
  register(routes: Routes): void
  jobs: ScheduledJob[]
  /** says what of the configuration opens nothing */
  recover(): Promise<void>
  /** writes what was counted */
  close(): Promise<void>
}

export function openAccess(platform: Platform): Access {
  const hash = createKeyHash(platform.seal)
  const usage = openUsageLog(platform)
  const grants = createAccessCache<Actor>(platform)
  const configured = configuredKeys(platform, hash, grants)
  const address = whitelistedAddress(platform, grants)
  const apiKey = createKeyResolver(platform, {
    hash,
    usage,
    configured,
    cache: createAccessCache(platform),
  })
  return {
    waysIn: {
      apiKey,
      address,
      whitelistInUse: Object.keys(platform.config.ip_whitelist).length > 0,
    },
    async actorBehind(initiatedBy) {
      const [, kind, name = ''] = /^(api_key|ip):(.+)$/.exec(initiatedBy) ?? []
      if (kind === 'ip') return address(name)
      if (kind !== 'api_key') return undefined
      return /^\d+$/.test(name) ? actorOfKey(platform, Number(name)) : configured.named(initiatedBy)?.actor()
    },
    register: (routes) => apiKeyRoutes(routes, { hash, usage }),
    jobs: [
      {
        name: 'forget-api-key-uses',
        description: `Forgets single uses of API keys after ${KEPT_DAYS} days`,
        schedule: '20 3 * * *',
        run: async () => `${await forgetOldUses(platform)} uses forgotten`,
      },
    ],
    recover: () => warnOfUnknownRoles(platform),
    close: () => usage.close(),
  }
}
