import { type ProvisionStarted, provisionEndpoints, type ZProvisionCreate } from '@omnicrm/contract'
import type { z } from 'zod'
import type { Context } from '../platform/context.ts'
import { forbidden, notFound } from '../platform/errors.ts'
import { onceForKey } from '../platform/http/idempotency.ts'
import type { Routes } from '../platform/http/routes.ts'
import { presentList } from '../platform/lists.ts'
import type { Platform } from '../platform/platform.ts'
import { missing, requireReach } from '../platform/reach.ts'
import { findService } from '../services/index.ts'
import { orderBatch } from './batch-order.ts'
import { cancelJob } from './cancel-job.ts'
import { checkPlaybook } from './check-playbook.ts'
import type { Engines } from './engines.ts'
import type { InsertedJob } from './insert-job.ts'
import { isEngine } from './job-token.ts'
import { placeOrder } from './place-order.ts'
import { listPlaybooks } from './play-files.ts'
import { presentProvision, presentProvisionDetail, presentStarted } from './present.ts'
import { provisioningReport } from './provisioning-report.ts'
import { readChain } from './read-chain.ts'
import { retryJob } from './retry-job.ts'
import { eventsOf, findProvision, listProvisions } from './tables.ts'
import { waitForJob } from './wait-for-job.ts'

export function provisioningRoutes(routes: Routes, platform: Platform, engines: Engines): void {
  const order = ({
    body,
    context,
  }: {
    body: z.output<typeof ZProvisionCreate>
    context: Context
  }): Promise<ProvisionStarted> => {
    refuseEngine(context)
    return context.change(async (change) => presentStarted(await placeOrder(change, body)))
  }
  routes.handle(provisionEndpoints.create, order)
  routes.handle(provisionEndpoints.runPlaybook, order)
  routes.handle(provisionEndpoints.retry, ({ params, context }) => {
    refuseEngine(context)
    return context.change(async (change) => presentStarted(await retryJob(change, params.provision_id)))
  })
  routes.handle(
    provisionEndpoints.batch,
    ({ body, context, request }) => {
      refuseEngine(context)
      const key = request.headers['idempotency-key']
      return orderBatch(context, body, typeof key === 'string' ? { key } : {})
    },
    // The key makes each row once: one transaction for all would let a bad row undo the good ones.
    { idempotent: false },
  )
  routes.handle(provisionEndpoints.cancel, ({ params, context }) => {
    refuseEngine(context)
    return context.change(async (change) => {
      await cancelJob(change, params.provision_id)
      return { result: 'success' as const }
    })
  })
  routes.handle(provisionEndpoints.simpleAddon, async ({ params, context }) =>
    presentStarted(await startSimple(context, params)),
  )
  routes.handle(
    provisionEndpoints.simpleAddonRecharge,
    async ({ params, context, request }) => {
      const key = request.headers['idempotency-key']
      const start = (inContext: Context): Promise<InsertedJob> => startSimple(inContext, params)
      const job =
        typeof key === 'string'
          ? await onceForKey(context, { key, method: request.method, url: request.url, body: request.body }, start)
          : await start(context)
      const status = await waitForJob(platform, job.provisionId)
      const message = { 0: 'Provisioning job succeeded', 2: 'Provisioning job failed' }[status]
      return {
        ...presentStarted(job),
        provisioning_status: status,
        message: message ?? 'Provisioning job is still running',
      }
    },
    // The job runs only after it is committed, so the waiting is outside what the key guards.
    { idempotent: false },
  )
  readingRoutes(routes)
  // Nothing is written, so that there is nothing to be kept from happening twice.
  routes.handle(provisionEndpoints.check, ({ body }) => checkPlaybook(platform, body), { idempotent: false })
  routes.handle(provisionEndpoints.playbooks, async () =>
    listPlaybooks({
      playsDir: platform.settings.playsDir,
      ansibleInstalled: await engines.ansibleInstalled(),
      preferred: platform.config.provisioning.engine,
    }),
  )
}

function readingRoutes(routes: Routes): void {
  routes.handle(provisionEndpoints.list, async ({ query, context }) =>
    presentList(await listProvisions(context, query), query, { name: 'provisioning', present: presentProvision }),
  )
  routes.handle(provisionEndpoints.listOfCustomer, async ({ params, query, context }) => {
    requireReach(context, params.customer_id)
    return presentList(await listProvisions(context, query, params.customer_id), query, {
      name: 'provisioning',
      present: presentProvision,
    })
  })
  routes.handle(provisionEndpoints.chain, ({ params, context }) => readChain(context, params.chain_id))
  routes.handle(provisionEndpoints.report, ({ query, context }) => provisioningReport(context, query))
  routes.handle(provisionEndpoints.get, ({ params, context }) => readJob(context, params.provision_id))
}

/** A job with its events, as this caller may see it. */
export async function readJob(
  context: Context,
  provisionId: number,
): Promise<ReturnType<typeof presentProvisionDetail>> {
  const row = await findProvision(context, provisionId)
  if (!row) throw missing(context, 'Provisioning job')
  return presentProvisionDetail(row, await eventsOf(context, provisionId))
}

/** Simple provisioning is for machines: keys, whitelisted addresses and the charging engine, not for users or their jobs. */
function startSimple(context: Context, params: { service_id: number; product_id: number }): Promise<InsertedJob> {
  const { actor } = context
  if (actor.job !== null || actor.initiatedBy.startsWith('user:'))
    throw forbidden('Simple provisioning is for API keys and whitelisted addresses')
  return context.change(async (change) => {
    const service = await findService(change.context, params.service_id)
    if (!service) throw notFound('Service')
    const order = { product_id: params.product_id, service_id: service.service_id, customer_id: service.customer_id }
    return placeOrder(change, order, { renewal: true })
  })
}

function refuseEngine(context: Context): void {
  if (isEngine(context.actor)) throw forbidden()
}
