import { type SqlBool, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { likePattern } from '../platform/lists.ts'
import { withinReach } from '../platform/reach.ts'
import type { TransactionRow } from './tables.ts'

/** A billing period, both days included, UTC. */
export type Period = { start: string; end: string }

export type LineChoice = {
  customerId: number
  period: Period
  filter?: string | null | undefined
  siteId?: number | null | undefined
  excluded?: readonly number[] | undefined
}

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 14

export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}

export function addDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS))
}

/** The period asked for; from 14 days ago to today where a day is left out. Throws 400 when it starts after its end. */
export function periodOf(asked: { start_date?: string | undefined; end_date?: string | undefined }, now: Date): Period {
  const end = asked.end_date ?? dayOf(now)
  const start = asked.start_date ?? addDays(asked.end_date === undefined ? dayOf(now) : end, -DEFAULT_DAYS)
  if (start > end) throw invalid('start_date', `must not be after the end date ${end}`)
  return { start, end }
}

/** Charges and credits of a customer that an invoice of the period would hold, oldest first; payments are no lines to choose. */
export function linesInPeriod(context: Context, choice: LineChoice) {
  const { customerId, period, filter, siteId, excluded = [] } = choice
  let query = context.db
    .selectFrom('customer_transaction')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where(withinReach(context, sql.ref('customer_id')))
    .where('invoice_id', 'is', null)
    .where('void', '=', false)
    .where('is_payment', '=', false)
    .where('transaction_date', '>=', new Date(`${period.start}T00:00:00Z`))
    .where('transaction_date', '<', new Date(`${addDays(period.end, 1)}T00:00:00Z`))
  if (siteId) query = query.where('site_id', '=', siteId)
  if (filter) {
    const pattern = likePattern(filter)
    query = query.where((where) => where.or([where('title', 'ilike', pattern), where('description', 'ilike', pattern)]))
  }
  if (excluded.length > 0) query = query.where('transaction_id', 'not in', [...excluded])
  return query.orderBy('transaction_id')
}

/**
 * The lines that the caller named, locked; what was named is billed or the call fails. Throws 400 for a line that is not this
 * customer's or is a payment, 409 for one that is void or on an invoice already.
 */
export async function namedLines(
  context: Context,
  customerId: number,
  options: { ids: readonly number[]; field: string },
): Promise<TransactionRow[]> {
  const { ids, field } = options
  if (ids.length === 0) return []
  const rows = await context.db
    .selectFrom('customer_transaction')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('transaction_id', 'in', [...ids])
    .orderBy('transaction_id')
    .forUpdate()
    .execute()
  const byId = new Map(rows.map((row) => [row.transaction_id, row]))
  for (const id of ids) {
    const row = byId.get(id)
    if (!row) throw invalid(field, `transaction ${id} is none of this customer`)
    if (row.is_payment) throw invalid(field, `transaction ${id} is a payment`)
    if (row.void) throw conflict('transaction_void', `Transaction ${id} is void`, field)
    if (row.invoice_id !== null)
      throw conflict('transaction_invoiced', `Transaction ${id} is on invoice ${row.invoice_id} already`, field)
  }
  return rows
}

/** Card payments that cover the lines and are on no invoice yet: they go on the same one. Locked. */
export async function coversOf(context: Context, lines: readonly TransactionRow[]): Promise<TransactionRow[]> {
  if (lines.length === 0) return []
  const ids = lines.map((line) => line.transaction_id)
  return context.db
    .selectFrom('customer_transaction')
    .selectAll()
    .where(sql<SqlBool>`payment_of_transaction_id = any(${ids})`)
    .where('invoice_id', 'is', null)
    .where('void', '=', false)
    .orderBy('transaction_id')
    .forUpdate()
    .execute()
}
