import type { Amount } from '../platform/money.ts'
import { amount } from '../platform/money.ts'

/** What of a ledger line counts for an invoice. Amounts are NUMERIC text, already rounded to the minor unit when booked. */
export type CountedLine = {
  retail_cost: string
  wholesale_cost: string | null
  tax_amount: string
  is_payment: boolean
  payment_kind: 'invoice' | 'charge' | 'refund' | null
}

export type Totals = {
  /** before tax */
  retail: Amount
  wholesale: Amount
  tax: Amount
  /** retail + tax */
  total: Amount
  /** total less the payments; what was refunded is not owed again */
  due: Amount
}

/** Sums of the lines; payment and refund lines count for `due` alone. */
export function totalsOf(lines: readonly CountedLine[]): Totals {
  const sums = { retail: amount(0), wholesale: amount(0), tax: amount(0), paid: amount(0) }
  for (const line of lines) {
    if (!line.is_payment) {
      sums.retail = sums.retail.plus(line.retail_cost)
      sums.wholesale = sums.wholesale.plus(line.wholesale_cost ?? 0)
      sums.tax = sums.tax.plus(line.tax_amount)
    } else if (line.payment_kind !== 'refund') {
      sums.paid = sums.paid.plus(line.retail_cost)
    }
  }
  const total = sums.retail.plus(sums.tax)
  return { retail: sums.retail, wholesale: sums.wholesale, tax: sums.tax, total, due: total.plus(sums.paid) }
}
