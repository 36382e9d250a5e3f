import { type Account, type Balance, GENERIC, type IdSet, isExpired, MONETARY } from '../accounts/account.ts'
import type { MatchedDestinations } from '../destinations/destination-records.ts'
import type { Candidate } from './candidate.ts'
import type { SharedLookup } from './debit-lookup.ts'
import { withShared } from './share-balances.ts'

/** What is being paid for. */
export type Usage = {
  tor: string
  category: string
  destination: string
  /** destinations that the number belongs to, with prefix lengths */
  destinations: MatchedDestinations
  /** start of the event: a balance that expired before it never pays */
  at: Date
}

/** The unit balances that may pay, in the order in which they do (sections 12.2 and 12.3). */
export function unitCandidates(account: Account, usage: Usage, shared?: SharedLookup): readonly Candidate[] {
  const types = usage.tor === MONETARY || usage.tor === GENERIC ? [usage.tor] : [usage.tor, GENERIC]
  return usage.tor === MONETARY ? [] : candidates(account, types, { usage, shared })
}

/** The monetary balances that may pay, in the order in which they do. */
export function moneyCandidates(account: Account, usage: Usage, shared?: SharedLookup): readonly Candidate[] {
  return candidates(account, [MONETARY], { usage, shared })
}

function candidates(
  account: Account,
  types: readonly string[],
  { usage, shared }: { usage: Usage; shared: SharedLookup | undefined },
): readonly Candidate[] {
  const own = select(account, types, usage)
  if (shared === undefined) return own
  return withShared(account, own, { shared, matching: (member) => select(member, types, usage) })
}

/** Longer matched prefix first, then higher weight, then order of creation. Expiry never orders. */
function select(account: Account, types: readonly string[], usage: Usage): Candidate[] {
  return account.balances
    .filter((balance) => types.includes(balance.type) && isUsable(balance, usage))
    .flatMap((balance) => {
      const precision = destinationPrecision(balance.destinationIds, usage)
      return precision === undefined ? [] : [{ balance, precision, owner: account }]
    })
    .sort((a, b) => b.precision - a.precision || b.balance.weight - a.balance.weight)
}

function isUsable(balance: Balance, { category, at }: Usage): boolean {
  if (balance.disabled || isExpired(balance, at)) return false
  const isShared = Object.keys(balance.sharedGroups ?? {}).length > 0
  if (balance.value.lte(0) && !balance.blocker && !isShared) return false
  const categories = Object.keys(balance.categories ?? {})
  return categories.length === 0 || balance.categories?.['*any'] === true || balance.categories?.[category] === true
}

/** Length of the matched prefix, 0 for an unrestricted balance, undefined when the balance is not for this number. */
function destinationPrecision(set: IdSet | null, { destinations }: Usage): number | undefined {
  const entries = Object.entries(set ?? {})
  if (entries.length === 0 || set?.['*any'] === true) return 0
  const longest = (wanted: boolean) =>
    Math.max(0, ...entries.filter(([, on]) => on === wanted).map(([id]) => destinations.get(id) ?? 0))
  const included = longest(true)
  const excluded = longest(false)
  if (excluded > 0 && excluded >= included) return undefined
  if (included > 0) return included
  return entries.every(([, on]) => !on) ? 0 : undefined
}
