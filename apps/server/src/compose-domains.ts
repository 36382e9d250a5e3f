import type { ChargingEngine } from '@omnicrm/charging'
import { billingJobs, billingRoutes, billingTasks, uninvoicedTransactions, unpaidInvoices } from './billing/index.ts'
import { catalogueRoutes, playsIn } from './catalogue/index.ts'
import { type CustomerPorts, customerRoutes } from './customers/index.ts'
import { identityRoutes, resolveSession } from './identity/index.ts'
import { inventoryJobs, inventoryRoutes } from './inventory/index.ts'
import { unauthenticated } from './platform/errors.ts'
import type { TokenResolver } from './platform/guard/authenticate.ts'
import type { TokenClaims } from './platform/guard/tokens.ts'
import type { Routes } from './platform/http/routes.ts'
import type { Task } from './platform/jobs/job-queue.ts'
import type { ScheduledJob } from './platform/jobs/scheduler.ts'
import type { LiveChannel } from './platform/live/live-socket.ts'
import type { Platform } from './platform/platform.ts'
import { searchRoutes } from './search/index.ts'

export type Domains = {
  register(routes: Routes): void
  tokenResolvers: Record<TokenClaims['kind'], TokenResolver>
  tasks: Record<string, Task>
  scheduledJobs: ScheduledJob[]
  liveChannels: LiveChannel[]
  /** puts right what an earlier, killed process left half done; before new work is taken */
  recover(): Promise<void>
}

/** The one place that knows all domains: what each offers, and what the lower ones are told by the upper ones. */
export function composeDomains(platform: Platform, _charging: ChargingEngine | undefined): Domains {
  const customerPorts: CustomerPorts = {
    archiveBlockers: [unpaidInvoices, uninvoicedTransactions],
    servicesOf: async () => [],
  }
  const refused: TokenResolver = async () => {
    throw unauthenticated('Invalid token')
  }
  return {
    register(routes) {
      identityRoutes(routes, platform)
      customerRoutes(routes, customerPorts)
      catalogueRoutes(routes, { playExists: playsIn(platform.settings.playsDir) })
      inventoryRoutes(routes)
      billingRoutes(routes)
      searchRoutes(routes)
    },
    tokenResolvers: { access: (claims) => resolveSession(platform, claims), job: refused, engine: refused },
    tasks: { ...billingTasks(platform) },
    scheduledJobs: [...inventoryJobs, ...billingJobs],
    liveChannels: [],
    async recover() {},
  }
}
