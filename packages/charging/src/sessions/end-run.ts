import type { Decimal } from '../exact-decimal.ts'
import { type Pay, settleLastGrant, withCharges } from './grant-usage.ts'
import type { SessionRun } from './session.ts'

/** Gives back what charges cover beyond a usage; answers the run with what is left of them. */
export type Refund = (run: SessionRun, keep: Decimal) => SessionRun

/**
 * The last settlement of a run (section 8.5): `usage` is the total of the session, else `lastUsed` corrects the last
 * grant, else all that was granted counts as used. Usage beyond the charges is paid, below zero if need be; what was
 * paid and not used goes back. An error leaves the usage unpaid, as an operator has to see in the record.
 */
export function endRun(
  start: SessionRun,
  { usage, lastUsed }: { usage: Decimal | null; lastUsed: Decimal | null },
  { pay, refund }: { pay: Pay; refund: Refund },
): { run: SessionRun; error?: string } {
  const settled = usage === null ? settleLastGrant(start, lastUsed) : { ...start, totalUsage: usage }
  const missing = settled.totalUsage.minus(settled.debited)
  if (missing.lt(0)) return { run: refund(settled, settled.totalUsage) }
  if (missing.isZero()) return { run: settled }
  const paid = pay(settled, missing)
  return 'error' in paid ? { run: settled, error: paid.error } : { run: withCharges(settled, paid) }
}
