import type { ProvisionChain } from '@omnicrm/contract'
import { sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { missing, withinReach } from '../platform/reach.ts'
import { openOrder } from './job-order.ts'

/** The steps of an order with several plays, those that have not begun included. Throws 404 (403 for own scope) for no such chain. */
export async function readChain(context: Context, chainId: number): Promise<ProvisionChain> {
  const jobs = await context.db
    .selectFrom('provision')
    .select(['provision_id', 'provisioning_play', 'provisioning_status', 'chain_position', 'variables_encrypted'])
    .where('chain_id', '=', chainId)
    .where(withinReach(context, sql.ref('provision.customer_id')))
    .orderBy('chain_position')
    .execute()
  const [first] = jobs
  if (!first) throw missing(context, 'Chain')
  const plays = openOrder(context, first.variables_encrypted).chain?.plays ?? [first.provisioning_play]
  // A chain that is run again from the step that failed begins at that step.
  const before = (first.chain_position ?? 1) - 1
  const steps = plays.slice(before).map((play, index) => {
    const position = before + index + 1
    const job = jobs.find((candidate) => candidate.chain_position === position)
    return {
      position,
      provisioning_play: play,
      provision_id: job?.provision_id ?? null,
      provisioning_status: job?.provisioning_status ?? null,
    }
  })
  return { chain_id: chainId, provisioning_status: statusOf(steps), steps }
}

function statusOf(steps: ProvisionChain['steps']): number {
  if (steps.some((step) => step.provisioning_status === 2)) return 2
  return steps.every((step) => step.provisioning_status === 0) ? 0 : 1
}
