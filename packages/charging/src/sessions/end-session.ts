import { Decimal, zero } from '../exact-decimal.ts'
import type { Charging } from './charge-run.ts'
import { torOf, usageField } from './read-fields.ts'
import type { Session, SessionEvent } from './session.ts'
import { finishRun, stepRun } from './step-run.ts'

const NANOSECONDS_PER_MS = '1e6'

/** Settles every run of a session for good (section 8.5). Usage that could not be paid stays unpaid. */
export function endSession(
  session: Session,
  used: { usage: Decimal | null; lastUsed: Decimal | null },
  charging: Charging,
): { session: Session; errors: string[] } {
  const errors: string[] = []
  const runs = session.runs.map((run) => {
    const done = finishRun(run, used, { session, charging })
    // A run that was refused and not used keeps its reason for the record.
    if (done.error === undefined) return done.run.totalUsage.isZero() ? done.run : { ...done.run, failure: null }
    errors.push(done.error)
    return { ...done.run, failure: done.error }
  })
  return { session: { ...session, runs, expiresAt: null, nextDebitAt: null, runsOutAt: null }, errors }
}

/** What an event says of the usage of the whole session, or of its last grant. */
export function finalUsage(event: SessionEvent): { usage: Decimal | null; lastUsed: Decimal | null } {
  return {
    usage: usageField(event, 'Usage') ?? usageField(event, 'TotalUsage'),
    lastUsed: usageField(event, 'LastUsed'),
  }
}

/**
 * Ends a session that nobody reports any more (section 8.8): debits the usage that may have been, then corrects by what
 * the options say. Only voice passes through time, so the TTL is a usage for *voice alone.
 */
export function timeOutSession(session: Session, charging: Charging): { session: Session; errors: string[] } {
  const { timeOut } = session
  if (timeOut === null) return endSession(session, { usage: null, lastUsed: null }, charging)
  const runs = session.runs.map((run) => {
    const unseen = torOf(run.event) === '*voice' ? new Decimal(timeOut.ttlMs).times(NANOSECONDS_PER_MS) : zero
    const wanted = timeOut.lastUsage ?? unseen
    if (wanted.isZero()) return run
    const step = { wanted, lastUsed: timeOut.lastUsed, isForced: false, isChargeable: session.isChargeable }
    return stepRun(run, step, charging).run
  })
  const isCorrected = runs.some((run, at) => run !== session.runs[at])
  const used = { usage: timeOut.usage, lastUsed: isCorrected ? null : timeOut.lastUsed }
  return endSession({ ...session, runs }, used, charging)
}
