import { Decimal } from '../exact-decimal.ts'
import type { Charging } from './charge-run.ts'
import { usageField, wantedUsage } from './read-fields.ts'
import type { Session, SessionEvent, SessionRun } from './session.ts'
import { isDebited, stepRun } from './step-run.ts'

/** What a step gave: usage by run. With an error, the runs before the failing one keep what they were granted. */
export type SessionStep = { session: Session; granted: ReadonlyMap<string, Decimal>; error?: string }

/** Marks that the engine debits by itself, so that the client need not ask (section 8.3). */
export const UNLIMITED = new Decimal(-1)
const NANOSECONDS_PER_MS = '1e6'

/** Grants every run of a session what an event asks for (sections 8.3 and 8.4). */
export function stepSession(session: Session, event: SessionEvent, charging: Charging): SessionStep {
  return eachRun(session, charging, (run) => ({ ...reportOf(run, event), isForced: session.isForced }))
}

/** Debits one interval ahead, for sessions that the engine debits by itself (section 8.3). */
export function stepInterval(session: Session, interval: Decimal, now: Date, charging: Charging): SessionStep {
  const step = eachRun(session, charging, () => ({ wanted: interval, lastUsed: null, isForced: false }))
  const debited = step.session.runs.filter(isDebited)
  const least = debited.reduce((min, run) => Decimal.min(min, step.granted.get(run.runId) ?? 0), interval)
  const time = now.getTime() + Number(least.div(NANOSECONDS_PER_MS).toFixed(0))
  // Who runs dry is given the time of the last grant.
  return step.error === undefined && least.gte(interval)
    ? { ...step, session: { ...step.session, nextDebitAt: time, runsOutAt: null } }
    : { ...step, session: { ...step.session, nextDebitAt: null, runsOutAt: time } }
}

/** What the client says of a run: usage wanted, and usage of the last grant or of the whole session (section 8.4). */
function reportOf(run: SessionRun, event: SessionEvent): { wanted: Decimal; lastUsed: Decimal | null } {
  const lastUsed = usageField(event, 'LastUsed')
  const total = usageField(event, 'TotalUsage')
  if (total === null || lastUsed !== null) return { wanted: wantedUsage(event), lastUsed }
  const before = run.totalUsage.minus(run.lastUsage)
  const asked = usageField(event, 'Usage')
  if (asked === null && total.gt(run.totalUsage)) return { wanted: total.minus(run.totalUsage), lastUsed: null }
  return { wanted: asked ?? new Decimal(0), lastUsed: Decimal.max(0, total.minus(before)) }
}

function eachRun(
  session: Session,
  charging: Charging,
  ask: (run: SessionRun) => { wanted: Decimal; lastUsed: Decimal | null; isForced: boolean },
): SessionStep {
  const granted = new Map<string, Decimal>()
  const runs: SessionRun[] = []
  let error: string | undefined
  for (const run of session.runs) {
    if (error !== undefined) {
      runs.push(run)
      continue
    }
    const step = stepRun(run, { ...ask(run), isChargeable: session.isChargeable }, charging)
    if ('error' in step) {
      error = step.error
      runs.push({ ...step.run, failure: step.error })
    } else {
      runs.push(step.run.failure === null ? step.run : { ...step.run, failure: null })
      granted.set(run.runId, step.granted)
    }
  }
  return { session: { ...session, runs }, granted, error }
}

/** The smallest of grants; an unlimited one limits nothing (section 8.2). */
export function smallest(usages: Iterable<Decimal>): Decimal {
  let least: Decimal | undefined
  for (const usage of usages) {
    if (least === undefined || least.lt(0) || (usage.gte(0) && usage.lt(least))) least = usage
  }
  return least ?? new Decimal(0)
}
