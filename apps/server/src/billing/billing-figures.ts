import { type Expression, type SqlBool, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { type Amount, amount, moneyOnWire, roundMoney } from '../platform/money.ts'
import { missing, withinReach } from '../platform/reach.ts'

/*
 * The widgets and the revenue per service. Payment lines and voided lines are left out everywhere (decisions.md, "billing
 * figures"). Months are calendar months, UTC.
 */

type TransactionFigures = { total: number; uninvoiced: number; this_month: number; last_month: number }
type SumAndCount = { sum: number; count: number }
type Month = SumAndCount & { change_percent: number | null }
type InvoiceFigures = { total: SumAndCount; unpaid: SumAndCount; this_month: Month; last_month: Month }

export async function transactionFigures(context: Context, customerId?: number): Promise<TransactionFigures> {
  const [thisMonth, lastMonth] = months(context.now())
  const { rows } = await sql<{ total: string; uninvoiced: string; this_month: string; last_month: string }>`
    select coalesce(sum(retail_cost), 0) as total,
      coalesce(sum(retail_cost) filter (where invoice_id is null), 0) as uninvoiced,
      coalesce(sum(retail_cost) filter (where ${during(thisMonth, 'transaction_date')}), 0) as this_month,
      coalesce(sum(retail_cost) filter (where ${during(lastMonth, 'transaction_date')}), 0) as last_month
    from customer_transaction
    where not void and not is_payment and ${withinReach(context, sql.ref('customer_id'))} and ${ofCustomer(customerId)}`.execute(
    context.db,
  )
  const [sums] = rows
  return {
    total: moneyOnWire(sums?.total ?? '0'),
    uninvoiced: moneyOnWire(sums?.uninvoiced ?? '0'),
    this_month: moneyOnWire(sums?.this_month ?? '0'),
    last_month: moneyOnWire(sums?.last_month ?? '0'),
  }
}

/** Sums are what was invoiced including tax; `unpaid` is what is still due. */
export async function invoiceFigures(context: Context, customerId?: number): Promise<InvoiceFigures> {
  const [thisMonth, lastMonth, monthBefore] = months(context.now())
  type Row = Record<'sum' | 'unpaid' | 'this_sum' | 'last_sum' | 'before_sum', string> &
    Record<'count' | 'unpaid_count' | 'this_count' | 'last_count', number>
  const month = (range: MonthRange): Expression<SqlBool> => during(range, 'i.created')
  const { rows } = await sql<Row>`
    select coalesce(sum(i.total), 0) as sum, count(*) as count,
      coalesce(sum(i.total + coalesce(p.paid, 0)) filter (where not i.paid), 0) as unpaid,
      count(*) filter (where not i.paid) as unpaid_count,
      coalesce(sum(i.total) filter (where ${month(thisMonth)}), 0) as this_sum,
      count(*) filter (where ${month(thisMonth)}) as this_count,
      coalesce(sum(i.total) filter (where ${month(lastMonth)}), 0) as last_sum,
      count(*) filter (where ${month(lastMonth)}) as last_count,
      coalesce(sum(i.total) filter (where ${month(monthBefore)}), 0) as before_sum
    from customer_invoice i
    left join lateral (select sum(t.retail_cost) as paid from customer_transaction t
      where t.invoice_id = i.invoice_id and t.is_payment and not i.paid) p on true
    where not i.void and ${withinReach(context, sql.ref('i.customer_id'))} and ${ofCustomer(customerId, 'i.customer_id')}`.execute(
    context.db,
  )
  const [row] = rows
  if (!row) throw new Error('an aggregate answers one row')
  return {
    total: { sum: moneyOnWire(row.sum), count: row.count },
    unpaid: { sum: moneyOnWire(row.unpaid), count: row.unpaid_count },
    this_month: {
      sum: moneyOnWire(row.this_sum),
      count: row.this_count,
      change_percent: changePercent(amount(row.this_sum), amount(row.last_sum)),
    },
    last_month: {
      sum: moneyOnWire(row.last_sum),
      count: row.last_count,
      change_percent: changePercent(amount(row.last_sum), amount(row.before_sum)),
    },
  }
}

/** Revenue before tax divided by services, of one customer and of all; 0 where there are no services. */
export async function revenuePerService(
  context: Context,
  customerId: number,
): Promise<{ customer_arpu: number; average_arpu: number }> {
  const customer = await context.db
    .selectFrom('customer')
    .select('customer_id')
    .where('customer_id', '=', customerId)
    .where(withinReach(context, sql.ref('customer_id')))
    .executeTakeFirst()
  if (!customer) throw missing(context, 'Customer')
  const { rows } = await sql<{ revenue: string; own_revenue: string; services: number; own_services: number }>`
    select
      (select coalesce(sum(retail_cost), 0) from customer_transaction where not void and not is_payment) as revenue,
      (select coalesce(sum(retail_cost), 0) from customer_transaction
        where not void and not is_payment and customer_id = ${customerId}) as own_revenue,
      (select count(*) from customer_service) as services,
      (select count(*) from customer_service where customer_id = ${customerId}) as own_services`.execute(context.db)
  const [row] = rows
  if (!row) throw new Error('an aggregate answers one row')
  const { decimals } = context.platform
  const share = (revenue: string, services: number): number =>
    services === 0 ? 0 : moneyOnWire(roundMoney(amount(revenue).dividedBy(services), decimals))
  return { customer_arpu: share(row.own_revenue, row.own_services), average_arpu: share(row.revenue, row.services) }
}

/** Against the month before, in percent with one decimal; null when that was 0. */
export function changePercent(now: Amount, before: Amount): number | null {
  if (before.isZero()) return null
  return roundMoney(now.minus(before).dividedBy(before.abs()).times(100), 1).toNumber()
}

type MonthRange = { from: Date; to: Date }

/** This calendar month, the last one and the one before. */
function months(now: Date): [MonthRange, MonthRange, MonthRange] {
  const first = (back: number): Date => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1))
  return [
    { from: first(0), to: first(-1) },
    { from: first(1), to: first(0) },
    { from: first(2), to: first(1) },
  ]
}

function during(range: MonthRange, column: string): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} >= ${range.from} and ${sql.ref(column)} < ${range.to}`
}

function ofCustomer(customerId: number | undefined, column = 'customer_id'): Expression<SqlBool> {
  return customerId === undefined ? sql<SqlBool>`true` : sql<SqlBool>`${sql.ref(column)} = ${customerId}`
}
