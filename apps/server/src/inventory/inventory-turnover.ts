import type { InventoryTurnover, ReportPeriod } from '@omnicrm/contract'
import { FREE_ITEM_STATES } from '@omnicrm/contract'
import { sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { invalid } from '../platform/errors.ts'

const DAYS = 30
const DAY_MS = 86_400_000

type Counted = { item: string; assigned: number; returned: number; free_before: number; free_after: number }

/**
 * How quickly stock moves: for each template what was given out and came back in the period (both days included, UTC; the last
 * 30 days when left out), and how often the average stock was turned over. Free items are those that could be given out
 * at that moment, by the history of each. Throws 400 for a period that ends before it begins.
 */
export async function inventoryTurnover(context: Context, period: ReportPeriod): Promise<InventoryTurnover> {
  const end = period.end_date ?? context.now().toISOString().slice(0, 10)
  const start = period.start_date ?? new Date(Date.parse(end) - (DAYS - 1) * DAY_MS).toISOString().slice(0, 10)
  if (start > end) throw invalid('start_date', 'must not be after the end')
  const states = [...FREE_ITEM_STATES]
  const { rows } = await sql<Counted>`
    with moves as (
      select h.inventory_id, h."timestamp" as at,
        h.customer_id is not null or h.service_id is not null as is_out,
        h.item_state = any(${states}) and h.customer_id is null and h.service_id is null as is_free,
        lag(h.customer_id is not null or h.service_id is not null) over item as was_out,
        lead(h."timestamp") over item as until
      from inventory_history h
      window item as (partition by h.inventory_id order by h."timestamp", h.inventory_history_id)
    )
    select i.item,
      count(*) filter (where is_out and not coalesce(was_out, false) and at >= ${start}::date and at < ${end}::date + 1)::int as assigned,
      count(*) filter (where not is_out and was_out and at >= ${start}::date and at < ${end}::date + 1)::int as returned,
      count(*) filter (where is_free and at < ${start}::date and (until is null or until >= ${start}::date))::int as free_before,
      count(*) filter (where is_free and at < ${end}::date + 1 and (until is null or until >= ${end}::date + 1))::int as free_after
    from moves join inventory i using (inventory_id)
    group by i.item order by assigned desc, i.item`.execute(context.db)
  return { start_date: start, end_date: end, items: rows.map(withTurnover) }
}

function withTurnover(row: Counted): InventoryTurnover['items'][number] {
  const average = (row.free_before + row.free_after) / 2
  return { ...row, turnover: average === 0 ? null : Math.round((row.assigned / average) * 100) / 100 }
}
