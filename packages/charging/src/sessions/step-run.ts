import { type Decimal, zero } from '../exact-decimal.ts'
import { affordableUsage, type Charging, payFrom, refundTo, roundRun } from './charge-run.ts'
import { endRun } from './end-run.ts'
import { type Granted, grantFree, grantUsage, type Pay, settleLastGrant } from './grant-usage.ts'
import { field } from './read-fields.ts'
import type { Session, SessionRun } from './session.ts'

/** Request types that are debited while the session lasts, and the one that is only checked then (section 8.1). */
const DEBITED = new Set(['*prepaid', '*dynaprepaid'])
const CHECKED = '*pseudoprepaid'
const LIMITED = new Set([...DEBITED, CHECKED])

/** While charging pauses, usage is counted at no cost. */
const payNothing: Pay = (_, usage) => ({ charges: [], covered: usage, cost: zero })

export type Step = { wanted: Decimal; lastUsed: Decimal | null; isForced: boolean; isChargeable: boolean }

export function isDebited(run: SessionRun): boolean {
  return DEBITED.has(field(run.event, 'RequestType'))
}

/** How much of a usage a run would be granted; `unlimited` where its account allows negative. Takes nothing. */
export function usageAllowed(
  run: SessionRun,
  usage: Decimal,
  charging: Charging,
): { usage: Decimal } | 'unlimited' | { error: string } {
  return LIMITED.has(field(run.event, 'RequestType')) ? affordableUsage(run, usage, charging) : { usage }
}

/** Grants a run more usage, by its request type. On an error the run keeps what its last grant turned out to be. */
export function stepRun(
  run: SessionRun,
  { wanted, lastUsed, isForced, isChargeable }: Step,
  charging: Charging,
): Granted | { run: SessionRun; error: string } {
  if (isDebited(run)) {
    const pay = isChargeable ? payFrom(charging, { mode: 'grant', isForced }) : payNothing
    return grantUsage(run, { wanted, lastUsed }, pay)
  }
  if (field(run.event, 'RequestType') !== CHECKED) return grantFree(run, wanted, lastUsed)
  const settled = settleLastGrant(run, lastUsed)
  // What was granted before is not taken from the account, so the account has to afford the whole session.
  const allowed = affordableUsage({ ...settled, debited: zero }, settled.totalUsage.plus(wanted), charging)
  if (allowed === 'unlimited') return grantFree(settled, wanted, null)
  if ('error' in allowed) return { run: settled, error: allowed.error }
  const more = allowed.usage.minus(settled.totalUsage)
  const granted = more.lt(0) ? zero : more.lt(wanted) ? more : wanted
  if (isForced && granted.lt(wanted)) return { run: settled, error: 'INSUFFICIENT_CREDIT' }
  return grantFree(settled, granted, null)
}

/** The last settlement of a run; what is charged later is only counted. */
export function finishRun(
  run: SessionRun,
  used: { usage: Decimal | null; lastUsed: Decimal | null },
  { session, charging }: { session: Session; charging: Charging },
): { run: SessionRun; error?: string } {
  if (!isDebited(run)) {
    return { run: used.usage === null ? settleLastGrant(run, used.lastUsed) : { ...run, totalUsage: used.usage } }
  }
  const done = endRun(run, used, {
    pay: session.isChargeable ? payFrom(charging, { mode: 'debit' }) : payNothing,
    refund: refundTo(charging),
  })
  return { ...done, run: roundRun(done.run, charging) }
}
