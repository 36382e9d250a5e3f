import { sql } from 'kysely'
import type { Change } from '../platform/context.ts'
import type { ScheduledJob } from '../platform/jobs/scheduler.ts'
import { addHistory } from './history.ts'
import { isNumberTemplate } from './item-labels.ts'
import { allTemplates, lockItems } from './tables.ts'

/** Most numbers of one run; the rest follows the day after. */
const AT_ONCE = 10_000

/**
 * Offers released telephone numbers again after `inventory.number_grace_days`: until then callers of the former owner should
 * reach nobody. Answers how many. Numbers that were put into another state than Used are the operator's own business.
 */
export async function offerReleasedNumbers(change: Change): Promise<number> {
  const { inventory } = change.context.platform.config
  const templates = (await allTemplates(change.context)).filter(isNumberTemplate)
  if (templates.length === 0) return 0
  const since = new Date(change.now.getTime() - inventory.number_grace_days * 86_400_000)
  const rested = await change.tx
    .selectFrom('inventory')
    .select('inventory_id')
    .where(
      'inventory_template_id',
      'in',
      templates.map((template) => template.inventory_template_id),
    )
    .where('item_state', '=', 'Used')
    .where('customer_id', 'is', null)
    .where('service_id', 'is', null)
    .where('reserved_by_provision_id', 'is', null)
    .where(
      sql<Date>`(select max(h."timestamp") from inventory_history h where h.inventory_id = inventory.inventory_id)`,
      '<=',
      since,
    )
    .orderBy('inventory_id')
    .limit(AT_ONCE)
    .execute()
  const state = inventory.states.includes('Available') ? 'Available' : 'In Stock'
  const locked = await lockItems(
    change,
    rested.map((row) => row.inventory_id),
  )
  const rows = locked.filter((row) => row.item_state === 'Used' && row.customer_id === null && row.service_id === null)
  if (rows.length === 0) return 0
  await change.tx
    .updateTable('inventory')
    .set({ item_state: state, last_modified: change.now })
    .where(
      'inventory_id',
      'in',
      rows.map((row) => row.inventory_id),
    )
    .execute()
  await addHistory(
    change,
    rows.map((row) => ({ ...row, item_state: state })),
  )
  await change.record({
    entity: 'inventory',
    entityId: null,
    customerId: null,
    activity: `Offered ${rows.length} released numbers again`,
    details: { inventory_ids: rows.map((row) => row.inventory_id), item_state: state },
  })
  return rows.length
}

export const inventoryJobs: readonly ScheduledJob[] = [
  {
    name: 'offer-released-numbers',
    description: 'Offers telephone numbers again whose grace period is over',
    schedule: '0 3 * * *',
    async run(context) {
      const count = await context.change(offerReleasedNumbers)
      return `${count} numbers are offered again`
    },
  },
]
