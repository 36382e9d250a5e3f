import { createAccessCache } from '../platform/guard/access-cache.ts'
import type { Actor } from '../platform/guard/actor.ts'
import type { WaysIn } from '../platform/guard/authenticate.ts'
import type { Routes } from '../platform/http/routes.ts'
import type { ScheduledJob } from '../platform/jobs/scheduler.ts'
import type { Platform } from '../platform/platform.ts'
import { configuredKeys, warnOfUnknownRoles, whitelistedAddress } from './configured-access.ts'
import { createKeyHash } from './key-secret.ts'
import { createKeyResolver } from './resolve-api-key.ts'
import { apiKeyRoutes } from './routes.ts'
import { forgetOldUses, KEPT_DAYS, openUsageLog } from './usage-log.ts'

/** API keys and whitelisted addresses: how machines come in. */
export type Access = {
  waysIn: Pick<WaysIn, 'apiKey' | 'address' | 'whitelistInUse'>
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
  const apiKey = createKeyResolver(platform, {
    hash,
    usage,
    configured: configuredKeys(platform, hash, grants),
    cache: createAccessCache(platform),
  })
  return {
    waysIn: {
      apiKey,
      address: whitelistedAddress(platform, grants),
      whitelistInUse: Object.keys(platform.config.ip_whitelist).length > 0,
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
