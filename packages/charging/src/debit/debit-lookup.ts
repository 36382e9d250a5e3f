import type { Account } from '../accounts/account.ts'
import type { AccountKey } from '../accounts/account-key.ts'
import type { RatingLookup } from '../rating/find-tariff.ts'

/** How the balances of a group are taken: by value, or anyhow; `mine` begins with the payer's own (section 12.3). */
export const STRATEGIES = ['*mine_random', '*mine_lowest', '*mine_highest', '*lowest', '*highest', '*random'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** A group as one of its members sees it. */
export type Sharing = {
  strategy: Strategy
  /** accounts of the member's tenant with a balance in the group, in the order of their names */
  members: readonly Account[]
}
export type SharedLookup = {
  /** undefined for a group that is not loaded */
  group: (id: string, member: AccountKey) => Sharing | undefined
  account: (key: AccountKey) => Account | undefined
  /** from 0 to below 1, for strategies that take balances anyhow */
  random: () => number
}

/** What a debit looks things up in. Without `shared` every account pays for itself. */
export type DebitLookup = RatingLookup & { shared?: SharedLookup }
