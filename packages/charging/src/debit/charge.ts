import { type Balance, DEFAULT_BALANCE, MONETARY } from '../accounts/account.ts'
import type { Decimal } from '../exact-decimal.ts'
import type { MatchedRate } from '../rating/start-rating.ts'

/** Which balance gave something. A balance of a shared group may belong to another account. */
export type Payer = { readonly account: string; readonly uuid: string }

/**
 * Equal steps of a debit: each covers `usageEach` and took `unitsEach` from a unit balance, `costEach` from a monetary
 * one, or both. A connect fee and a rounding are steps without usage.
 */
export type Charge = {
  readonly kind: 'usage' | 'fee' | 'rounding'
  readonly usageEach: Decimal
  readonly count: Decimal
  readonly costEach: Decimal
  readonly unitsEach: Decimal
  readonly unit: Payer | null
  /** null when nothing was due */
  readonly money: Payer | null
  /** null for a bundle that counts by itself (`*zero...`) */
  readonly matched: MatchedRate | null
}

/** Adds a charge, as more of the last one when it is like it. */
export function addCharge(charges: Charge[], charge: Charge): void {
  const last = charges.at(-1)
  if (last !== undefined && isAlike(last, charge)) {
    charges[charges.length - 1] = { ...last, count: last.count.plus(charge.count) }
  } else charges.push(charge)
}

function isAlike(a: Charge, b: Charge): boolean {
  return (
    a.kind === 'usage' &&
    b.kind === 'usage' &&
    a.matched === b.matched &&
    a.unit?.uuid === b.unit?.uuid &&
    a.money?.uuid === b.money?.uuid &&
    a.usageEach.eq(b.usageEach) &&
    a.costEach.eq(b.costEach) &&
    a.unitsEach.eq(b.unitsEach)
  )
}

/** The balance that takes what nothing else pays, when an account has to be given one. */
export function newDefaultBalance(uuid: string, value: Decimal): Balance {
  return {
    uuid,
    type: MONETARY,
    id: DEFAULT_BALANCE,
    value,
    expiresAt: null,
    weight: 0,
    destinationIds: null,
    ratingSubject: '',
    categories: null,
    sharedGroups: null,
    timingIds: null,
    factors: null,
    disabled: false,
    blocker: false,
  }
}
