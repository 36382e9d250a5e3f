import type { Charge } from '../debit/charge.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import { mergeCharges } from './merge-charges.ts'
import type { SessionRun } from './session.ts'

/** What a debit gave: usage in whole steps, less than asked when the account ran dry. */
export type Paid = { charges: readonly Charge[]; covered: Decimal; cost: Decimal }
/** Pays for the stretch of a run that begins where its charges end. */
export type Pay = (run: SessionRun, usage: Decimal) => Paid | { error: string }
export type Granted = { run: SessionRun; granted: Decimal }

/**
 * Grants a run more usage: first out of what was debited and not used, the rest paid for (section 8.4). `lastUsed`
 * corrects the last grant first. On an error the run keeps that correction and nothing else.
 */
export function grantUsage(
  start: SessionRun,
  { wanted, lastUsed }: { wanted: Decimal; lastUsed: Decimal | null },
  pay: Pay,
): Granted | { run: SessionRun; error: string } {
  const run = settleLastGrant(start, lastUsed)
  if (run.reserve.gte(wanted)) return { run: withGrant(run, wanted, run.reserve.minus(wanted)), granted: wanted }
  const missing = wanted.minus(run.reserve)
  const paid = pay(run, missing)
  if ('error' in paid) return { run, error: paid.error }
  const charged = withCharges(run, paid)
  // Whole steps may cover more than was missing; the surplus waits for the next grant.
  const spare = paid.covered.plus(run.reserve).minus(wanted)
  if (spare.gte(0)) return { run: withGrant(charged, wanted, spare), granted: wanted }
  const granted = Decimal.max(0, wanted.plus(spare))
  // Of what was used without being granted a part may still be owed.
  return { run: withGrant(charged, granted, Decimal.min(0, wanted.plus(spare))), granted }
}

/** The run with the usage of its last grant as it really was; the difference goes to the reserve. */
export function settleLastGrant(run: SessionRun, lastUsed: Decimal | null): SessionRun {
  if (lastUsed === null || lastUsed.eq(run.lastUsage)) return run
  const difference = run.lastUsage.minus(lastUsed)
  return {
    ...run,
    reserve: run.reserve.plus(difference),
    totalUsage: run.totalUsage.minus(difference),
    lastUsage: lastUsed,
  }
}

/** The run with more usage paid. */
export function withCharges(run: SessionRun, { charges, covered, cost }: Paid): SessionRun {
  return {
    ...run,
    loops: run.loops + 1,
    debited: run.debited.plus(covered),
    cost: run.cost.plus(cost),
    charges: mergeCharges(run.charges, charges),
  }
}

/** A grant that nothing has to be paid for now: it is charged later, or by nobody. */
export function grantFree(start: SessionRun, wanted: Decimal, lastUsed: Decimal | null): Granted {
  const run = settleLastGrant(start, lastUsed)
  return { run: withGrant(run, wanted, zero), granted: wanted }
}

function withGrant(run: SessionRun, granted: Decimal, reserve: Decimal): SessionRun {
  return { ...run, lastUsage: granted, totalUsage: run.totalUsage.plus(granted), reserve }
}
