/**
 * Rating: from tariff plans to prices and debits. What sessions use, all pure functions over an account and a lookup:
 *
 * - `maxUsage(account, request, lookup)`: how much usage the account can afford; takes nothing (debit/max-usage.ts)
 * - `debitUsage(account, { mode, from, spent, ... }, lookup)`: charges a stretch of a session; `mode: 'grant'` takes what
 *   can be paid and says how much (`covered`), `mode: 'debit'` takes all (debit/debit-usage.ts)
 * - `refundUnused(account, charges, used)`: gives back the steps beyond what was used (debit/refund-charges.ts)
 * - `roundCharges(account, charges)`: once, when the session or record ends (debit/round-charges.ts)
 * - `eventCostOf({ charges, ... })`: the cost details of a record (debit/event-cost.ts)
 * - `openLookup(unit)`: the lookup over the loaded state (rating/open-lookup.ts); `openDebitLookup(unit)`: with shared
 *   groups (debit/open-debit-lookup.ts)
 *
 * A session keeps the charges of its steps, one after the other.
 */

export type { Charge } from '../debit/charge.ts'
export type { DebitLookup } from '../debit/debit-lookup.ts'
export type { Debit, DebitError, Debited, DebitRequest } from '../debit/debit-request.ts'
export { debitUsage } from '../debit/debit-usage.ts'
export { chargesOfPrice, eventCostOf } from '../debit/event-cost.ts'
export { maxUsage } from '../debit/max-usage.ts'
export { openDebitLookup } from '../debit/open-debit-lookup.ts'
export { refundUnused } from '../debit/refund-charges.ts'
export { roundCharges } from '../debit/round-charges.ts'
export type { RatingError, RatingLookup } from './find-tariff.ts'
export { openLookup } from './open-lookup.ts'
export { type Price, priceUsage } from './price-usage.ts'
