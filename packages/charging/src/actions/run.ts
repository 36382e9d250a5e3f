import type { Account, Balance } from '../accounts/account.ts'
import type { AccountKey } from '../accounts/account-key.ts'
import type { BalanceFilter } from '../accounts/balance-filter.ts'
import type { Target } from '../accounts/change-balances.ts'
import type { Transferred } from '../accounts/transfer-balance.ts'
import type { Cdr } from '../cdrs/cdr.ts'
import { type Decimal, zero } from '../exact-decimal.ts'

/** What one action does, in a form that requests (AddBalance ...) and stored actions share. */
export type Step = {
  identifier: string
  target: Target
  /** absolute for topups, signed for *topup_zero_negative and *set_balance */
  amount: Decimal
  extraParameters: string
  /** filters on the account; a step that they do not let pass is left out */
  filters?: readonly string[]
}

/** A run in progress: the account as it would be saved, and what must go out when it is. */
export type Run = {
  account: Account | undefined
  /** balances that the last step changed, for triggers to look at */
  changed: readonly Balance[]
  removals: readonly AccountKey[]
  callbacks: readonly { url: string; body: string }[]
  logEntries: readonly object[]
  /** whether thresholds are shown the account as it is in the end */
  isPublished: boolean
  /** thresholds to begin anew, as `tenant:id` */
  thresholdResets: readonly string[]
  cdrs: readonly Cdr[]
  /** other accounts of the tenant as they would be saved, by name */
  others: ReadonlyMap<string, Account>
  /** what moved between balances so far, by the step that moved it */
  transfers: ReadonlyMap<Step, Transferred>
}

export function stepOf(
  identifier: string,
  {
    type = '',
    filter = {},
    amount = zero,
    extraParameters = '',
  }: {
    type?: string
    filter?: BalanceFilter
    amount?: Decimal
    extraParameters?: string
  } = {},
): Step {
  return { identifier, target: { type, filter }, amount, extraParameters }
}
