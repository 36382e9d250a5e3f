import type { ChargingEngine } from '@omnicrm/charging'
import { openAccess } from './access/index.ts'
import {
  billingJobs,
  billingRoutes,
  billingTasks,
  uninvoicedTransactions,
  unpaidInvoices,
  voidBookingsOfJob,
} from './billing/index.ts'
import { catalogueRoutes, playsIn } from './catalogue/index.ts'
import { communicationJobs, communicationRoutes, communicationTasks } from './communications/index.ts'
import { type CustomerPorts, customerRoutes, followUser, signUpCustomer } from './customers/index.ts'
import { identityRoutes, identityTasks, resolveSession, warnOfUnknownFactorRoles } from './identity/index.ts'
import { impersonationJobs, impersonationRoutes, resolveImpersonation } from './impersonation/index.ts'
import { inventoryJobs, inventoryRoutes } from './inventory/index.ts'
import { rememberSessions, type WaysIn } from './platform/guard/authenticate.ts'
import type { Routes } from './platform/http/routes.ts'
import type { Task } from './platform/jobs/job-queue.ts'
import type { ScheduledJob } from './platform/jobs/scheduler.ts'
import type { LiveChannel } from './platform/live/live-socket.ts'
import type { Platform } from './platform/platform.ts'
import { deprovisionService, openProvisioning, orderOfJob } from './provisioning/index.ts'
import { searchRoutes } from './search/index.ts'
import {
  activeServicesBlocker,
  announceUsage,
  graceJob,
  type ServicePorts,
  serviceRoutes,
  serviceTasks,
  summariesOf,
  usageChannel,
} from './services/index.ts'
import { ticketRoutes } from './tickets/index.ts'

export type Domains = {
  register(routes: Routes): void
  waysIn: WaysIn
  tasks: Record<string, Task>
  scheduledJobs: ScheduledJob[]
  /** work with times of its own; each answers how many were due */
  dueWork: (() => Promise<number>)[]
  liveChannels: LiveChannel[]
  /** puts right what an earlier, killed process left half done; before new work is taken */
  recover(): Promise<void>
  /** stops what runs by itself */
  close(): Promise<void>
}

/** The one place that knows all domains: what each offers, and what the lower ones are told by the upper ones. */
export function composeDomains(platform: Platform, charging: ChargingEngine | undefined): Domains {
  const customerPorts: CustomerPorts = {
    archiveBlockers: [activeServicesBlocker, unpaidInvoices, uninvoicedTransactions],
    servicesOf: summariesOf,
  }
  const access = openAccess(platform)
  const sessions = rememberSessions(
    platform,
    resolveImpersonation(platform, (claims) => resolveSession(platform, claims)),
  )
  const provisioning = openProvisioning(platform, {
    machineBehind: access.actorBehind,
    voidBookings: voidBookingsOfJob,
  })
  const servicePorts: ServicePorts = { deprovision: deprovisionService, orderOf: orderOfJob }
  if (charging) announceUsage(platform, charging)
  return {
    register(routes) {
      communicationRoutes(routes)
      identityRoutes(routes, platform, { makeCustomer: signUpCustomer, moveContact: followUser, resolve: sessions })
      access.register(routes)
      impersonationRoutes(routes)
      customerRoutes(routes, customerPorts)
      catalogueRoutes(routes, { playExists: playsIn(platform.settings.playsDir) })
      inventoryRoutes(routes)
      serviceRoutes(routes, servicePorts)
      provisioning.register(routes)
      ticketRoutes(routes)
      billingRoutes(routes)
      searchRoutes(routes)
    },
    waysIn: {
      ...access.waysIn,
      tokens: { access: sessions, ...provisioning.tokenResolvers },
    },
    tasks: {
      ...communicationTasks(platform),
      ...identityTasks(platform),
      ...serviceTasks(platform),
      ...provisioning.tasks,
      ...billingTasks(platform),
    },
    scheduledJobs: [
      ...communicationJobs,
      ...access.jobs,
      ...impersonationJobs,
      ...inventoryJobs,
      graceJob(servicePorts),
      ...billingJobs,
    ],
    dueWork: [...(charging ? [() => charging.runDuePlans()] : []), provisioning.startDue],
    liveChannels: [usageChannel(platform), ...provisioning.liveChannels],
    async recover() {
      await access.recover()
      await warnOfUnknownFactorRoles(platform)
      await provisioning.recover()
    },
    async close() {
      provisioning.close()
      await access.close()
    },
  }
}
