import type { Account, Balance } from '../accounts/account.ts'
import { zero } from '../exact-decimal.ts'
import { isWithinLimit } from '../rating/limits.ts'
import type { Candidate } from './candidate.ts'
import type { DebitLookup } from './debit-lookup.ts'
import type { Debit, DebitRequest } from './debit-request.ts'
import { type Outcome, openWork, type Work } from './debit-work.ts'
import { payFromMoney, payFromUnits, payRest } from './pay-from-balances.ts'

/**
 * Takes usage from an account's balances: unit balances in order, then monetary ones, again until nothing more gives,
 * and then the rest (sections 12.4 and 12.5). All or nothing: on any error the account stays as it was, bundles
 * included (section 12.7). A grant of nothing costs nothing, the connect fee neither.
 */
export function debitUsage(account: Account, request: DebitRequest, lookup: DebitLookup): Debit {
  if (account.disabled) return { error: 'ACCOUNT_DISABLED' }
  if (!isWithinLimit(request.tor, request.usage)) return { error: 'MAX_USAGE_EXCEEDED' }
  const work = openWork(account, request, lookup)
  const outcome = payFromBalances(work) ?? payRest(work)
  if (outcome !== undefined && outcome !== 'stop') return outcome
  const covered = work.position.minus(work.from)
  if (covered.isZero()) return { account, others: new Map(), charges: [], covered, cost: zero }
  return {
    account: work.purse.account(),
    others: work.others(),
    charges: work.charges,
    covered,
    cost: work.spent.minus(request.spent ?? zero),
  }
}

function payFromBalances(work: Work): Outcome {
  const units = work.units()
  let before = work.position
  do {
    before = work.position
    const outcome = payFromEach(work, units, payFromUnits) ?? payFromEach(work, work.money(), payFromMoney)
    if (outcome !== undefined) return outcome
  } while (!work.isDone() && work.position.gt(before))
  return undefined
}

function payFromEach(
  work: Work,
  candidates: readonly Candidate[],
  pay: (work: Work, balance: Balance) => Outcome,
): Outcome {
  for (const { balance } of candidates) {
    if (work.isDone()) return undefined
    if (!work.isActive(balance)) continue
    const outcome = pay(work, balance)
    if (outcome !== undefined) return outcome
    // A blocker lets nothing pass that it did not pay itself.
    if (balance.blocker && !work.isDone()) {
      return work.request.mode === 'grant' ? 'stop' : { error: 'INSUFFICIENT_CREDIT_BALANCE_BLOCKER' }
    }
  }
  return undefined
}
