import type { Change } from '../platform/context.ts'
import { insertJob } from './insert-job.ts'
import type { ChainOrder, JobOrder } from './job-order.ts'
import { mergeVariables } from './order-variables.ts'
import type { ProvisionRow } from './tables.ts'

/**
 * Starts the next step of an order with several plays (playbooks.md, 12). It works on the service of the steps before, and
 * holds the items that they have not used.
 */
export async function continueChain(
  change: Change,
  job: ProvisionRow,
  { order, serviceId }: { order: JobOrder; serviceId: number | null },
): Promise<void> {
  const { chain } = order
  if (!chain || job.chain_id === null || job.chain_position === null) return
  const done = [...chain.done, { play: job.provisioning_play, variables: order.variables, serviceId }]
  const position = chain.done.length + 1
  const play = chain.plays[position]
  if (play === undefined) return
  const items = await itemsStillFree(change, chain.items)
  await insertJob(change, {
    play,
    productId: job.product_id,
    customerId: job.customer_id,
    serviceId,
    initiator: { userId: job.initiating_user, initiatedBy: job.initiated_by },
    order: {
      variables: mergeVariables({
        product: chain.defaults[position] ?? {},
        request: chain.request,
        inventory: items,
        system: serviceId === null ? {} : { service_id: serviceId },
      }),
      items,
      chain: { ...chain, done },
    },
    chain: { id: job.chain_id, position: job.chain_position + 1 },
  })
}

/** Undoes the steps before a failed one, last step first, each by its own deprovisioning, unless the chain keeps them. */
export async function undoChain(change: Change, job: ProvisionRow, { chain }: JobOrder): Promise<void> {
  if (!chain || chain.onFailure === 'keep') return
  for (const step of chain.done.toReversed()) {
    await insertJob(change, {
      play: step.play,
      productId: job.product_id,
      customerId: job.customer_id,
      serviceId: step.serviceId,
      initiator: { userId: job.initiating_user, initiatedBy: job.initiated_by },
      order: { items: {}, variables: await undoVariables(change, step) },
    })
  }
}

async function undoVariables(change: Change, step: ChainOrder['done'][number]): Promise<JobOrder['variables']> {
  const service =
    step.serviceId === null
      ? undefined
      : await change.tx
          .selectFrom('customer_service')
          .select(['service_id', 'service_uuid'])
          .where('service_id', '=', step.serviceId)
          .executeTakeFirst()
  return { ...step.variables, ...service, action: 'deprovision' }
}

/** Items that no step has assigned yet; the one before has just let go of them, in this transaction. */
async function itemsStillFree(change: Change, items: Record<string, number>): Promise<Record<string, number>> {
  const ids = Object.values(items)
  if (ids.length === 0) return {}
  const rows = await change.tx
    .selectFrom('inventory')
    .select('inventory_id')
    .where('inventory_id', 'in', ids)
    .where('customer_id', 'is', null)
    .where('service_id', 'is', null)
    .where('reserved_by_provision_id', 'is', null)
    .execute()
  const free = new Set(rows.map((row) => row.inventory_id))
  return Object.fromEntries(Object.entries(items).filter(([, id]) => free.has(id)))
}
