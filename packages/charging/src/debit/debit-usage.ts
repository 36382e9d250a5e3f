import { type Account, type Balance, withBalances } from '../accounts/account.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import { type RatingError, rateUsage } from './rate-usage.ts'
import { moneyCandidates, type Usage, unitCandidates } from './select-balances.ts'
import { incrementOf, type Taken, takeUnits } from './take-units.ts'

export type DebitError = RatingError | 'ACCOUNT_DISABLED' | 'INSUFFICIENT_CREDIT_BALANCE_BLOCKER'
export type Debit = { account: Account; taken: readonly Taken[]; cost: Decimal } | { error: DebitError }

export type DebitRequest = Usage & {
  /** nanoseconds of *voice, else bytes or count */
  usage: Decimal
  subject: string
  /** key into a balance's factors (section 11.6) */
  factorKey: string
}

/**
 * Takes usage from an account's balances: unit balances in order, then money for what is left (section 12.4). It is
 * all or nothing: on any error the account stays as it was, bundles included (section 12.7).
 */
export function debitUsage(account: Account, request: DebitRequest): Debit {
  if (account.disabled) return { error: 'ACCOUNT_DISABLED' }
  const covered = takeFromUnits(account, request)
  if ('error' in covered) return covered
  const { taken, remaining, isBlocked } = covered
  const after = afterTaking(account, taken)
  if (remaining.isZero()) return { account: after, taken, cost: zero }
  if (isBlocked || stopsAtEmptyBlocker(account, request)) return { error: 'INSUFFICIENT_CREDIT_BALANCE_BLOCKER' }
  // The price of the rest is taken from the monetary balances in order, then from *default; without a price nothing is.
  const rated = rateUsage({
    ...request,
    tenant: account.tenant,
    from: request.usage.minus(remaining),
    usage: remaining,
  })
  return 'error' in rated ? rated : { account: after, taken, cost: rated.cost }
}

type Covered = { taken: Taken[]; remaining: Decimal; isBlocked: boolean } | { error: DebitError }

function takeFromUnits(account: Account, request: DebitRequest): Covered {
  const taken: Taken[] = []
  let remaining = request.usage
  for (const { balance } of unitCandidates(account, request)) {
    if (remaining.isZero()) break
    const increment = incrementOf(balance, request.tor)
    // A balance with a rating subject of its own is consumed by that subject's plan.
    if (increment === undefined) return { error: 'RATING_PLAN_NOT_FOUND' }
    const one = takeUnits(balance, { usage: remaining, increment, factor: factorOf(balance, request) })
    if (one !== undefined) {
      taken.push(one)
      remaining = remaining.minus(one.usage)
    }
    if (balance.blocker && !remaining.isZero()) return { taken, remaining, isBlocked: true }
  }
  return { taken, remaining, isBlocked: false }
}

/** A monetary blocker without money, reached first, ends the debit before anything is priced (section 12.7). */
function stopsAtEmptyBlocker(account: Account, request: DebitRequest): boolean {
  const first = moneyCandidates(account, request)[0]?.balance
  return first?.blocker === true && first.value.lte(0)
}

function afterTaking(account: Account, taken: readonly Taken[]): Account {
  if (taken.length === 0) return account
  const changed = new Map(taken.map((one) => [one.balance, one.after]))
  return withBalances(
    account,
    account.balances.map((balance) => changed.get(balance) ?? balance),
  )
}

function factorOf(balance: Balance, { factorKey, category }: DebitRequest): Decimal {
  return new Decimal(balance.factors?.[factorKey] ?? balance.factors?.[category] ?? 1)
}
