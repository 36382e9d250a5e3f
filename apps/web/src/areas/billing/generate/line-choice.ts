import type { Transaction } from '@omnicrm/contract'
import { millionthsOf, sumOf } from '../exact-money.ts'

type Line = Pick<Transaction, 'transaction_id' | 'retail_cost' | 'tax_amount'>

export type Chosen = { ids: number[]; subtotal: string; tax: string; total: string; isCredit: boolean }

/** What an invoice of the lines that are not excluded comes to; amounts as exact decimal text. */
export function chosenOf(lines: readonly Line[], excluded: ReadonlySet<number>): Chosen {
  const chosen = lines.filter(({ transaction_id }) => !excluded.has(transaction_id))
  const subtotal = sumOf(chosen.map(({ retail_cost }) => retail_cost))
  const tax = sumOf(chosen.map(({ tax_amount }) => tax_amount))
  const total = sumOf([subtotal, tax])
  return {
    ids: chosen.map(({ transaction_id }) => transaction_id),
    subtotal,
    tax,
    total,
    // the server makes no invoice of less than nothing
    isCredit: millionthsOf(total) < 0n,
  }
}

/** The set with one line put in or taken out. */
export function toggled(excluded: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(excluded)
  if (!next.delete(id)) next.add(id)
  return next
}
