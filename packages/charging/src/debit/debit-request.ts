import type { Account } from '../accounts/account.ts'
import type { Decimal } from '../exact-decimal.ts'
import type { RatingError } from '../rating/find-tariff.ts'
import type { Charge } from './charge.ts'
import type { Usage } from './select-balances.ts'

export type DebitError =
  | RatingError
  | 'ACCOUNT_DISABLED'
  | 'INSUFFICIENT_CREDIT'
  | 'INSUFFICIENT_CREDIT_BALANCE_BLOCKER'

/**
 * `debit` charges usage that has happened: all of it, `*default` going below zero for what nothing else pays.
 * `grant` charges what the account can afford and no more; an account that allows negative affords everything.
 */
export type DebitMode = 'debit' | 'grant'

export type DebitRequest = Usage & {
  mode: DebitMode
  /** nanoseconds of *voice, else bytes or count */
  usage: Decimal
  /** where in its session this stretch begins: rate slots go by the place, and the connect fee is due at 0 */
  from?: Decimal
  /** the connect fee was charged before, whatever the place */
  isFeePaid?: boolean
  /** what the session has cost so far, for a rate's cost limit */
  spent?: Decimal
  subject: string
  /** key into a balance's factors (section 11.6) */
  factorKey: string
  /** refuses a debit that would draw `*default` below zero (`DenyNegativeAccount`) */
  deniesNegative?: boolean
  newUuid: () => string
}

export type Debited = {
  account: Account
  /** other accounts of shared groups that paid, by name */
  others: ReadonlyMap<string, Account>
  charges: readonly Charge[]
  /** usage charged, in whole steps: less than asked in a grant that ran out, and up to one step more than asked */
  covered: Decimal
  cost: Decimal
}
export type Debit = Debited | { error: DebitError }
