import { Decimal } from '../exact-decimal.ts'
import { isMap } from '../rpc/read-values.ts'
import type { Repayment } from './refund-charges.ts'

/**
 * What a stored event cost took, by account id (`tenant:account`): units and money, connect fee and rounding included.
 * Empty for a price without an account. Parts that are not of its shape give nothing back.
 */
export function repaymentsOfEventCost(eventCost: unknown): Map<string, Repayment[]> {
  const repayments = new Map<string, Repayment[]>()
  const { Charges, Accounting } = isMap(eventCost) ? eventCost : {}
  const add = (accountingId: unknown, count: Decimal) => {
    const entry = isMap(Accounting) && typeof accountingId === 'string' ? Accounting[accountingId] : undefined
    if (!isMap(entry) || typeof entry.AccountID !== 'string' || typeof entry.BalanceUUID !== 'string') return
    const amount = new Decimal(numberOf(entry.Units)).times(count)
    const list = repayments.get(entry.AccountID) ?? []
    repayments.set(entry.AccountID, [...list, { uuid: entry.BalanceUUID, amount }])
    if (entry.ExtraChargeID !== '' && entry.ExtraChargeID !== '*none') add(entry.ExtraChargeID, count)
  }
  for (const charge of listOf(Charges)) {
    for (const increment of listOf(charge.Increments)) {
      add(
        increment.AccountingID,
        new Decimal(numberOf(increment.CompressFactor)).times(numberOf(charge.CompressFactor)),
      )
    }
  }
  return repayments
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isMap) : []
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
