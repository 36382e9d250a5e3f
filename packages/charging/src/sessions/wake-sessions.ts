import type { Engine } from '../engine.ts'
import { releaseResources } from '../resources/change-resources.ts'
import type { Unit } from '../store/unit.ts'
import { thresholdActions } from '../thresholds/threshold-actions.ts'
import { endSession, timeOutSession } from './end-session.ts'
import { openCharging } from './open-charging.ts'
import type { Session } from './session.ts'
import { storeSessionCdrs } from './session-cdrs.ts'
import {
  clearTime,
  dropActive,
  dueSessions,
  forgetEnded,
  keepActive,
  nextWake,
  readActive,
  type SessionKey,
} from './session-records.ts'
import { stepInterval } from './step-session.ts'

const PORTION = 100

/**
 * Does what sessions want by themselves: the next debit of an interval, the end of those that ran dry or that nobody
 * reports any more. Each is a unit of its own with its records. Answers how many were looked at.
 */
export async function runDueSessions(engine: Engine, stop?: AbortSignal): Promise<number> {
  let done = 0
  for (;;) {
    const due = await engine.change((unit) => {
      forgetEnded(unit, PORTION)
      return dueSessions(unit, PORTION)
    })
    const woken = await Promise.all(due.map((session) => wake(engine, session)))
    done += due.length
    // What failed stays due: the next pass tries it again.
    if (due.length < PORTION || woken.includes(false) || stop?.aborted) return done
  }
}

/** When the next session wants to be looked at, or null. */
export function nextSessionTime(unit: Unit): Date | null {
  const time = nextWake(unit)
  return time === null ? null : new Date(time)
}

/** Ends a session that is in progress, with its records and resources; false when it is gone or that failed. */
export async function forceEnd(engine: Engine, key: SessionKey): Promise<boolean> {
  return await withRecords(engine, key, (unit, session, storedRuns) => {
    const used = { usage: null, lastUsed: null }
    finish(engine, unit, endSession(session, used, openCharging(engine, unit, session.tenant)).session, storedRuns)
  })
}

async function wake(engine: Engine, key: SessionKey): Promise<boolean> {
  return await withRecords(engine, key, (unit, session, storedRuns) => {
    const now = unit.now.getTime()
    const isDue = (time: number | null) => time !== null && time <= now
    const charging = openCharging(engine, unit, session.tenant)
    if (isDue(session.expiresAt)) finish(engine, unit, timeOutSession(session, charging).session, storedRuns)
    else if (isDue(session.runsOutAt)) {
      finish(engine, unit, endSession(session, { usage: null, lastUsed: null }, charging).session, storedRuns)
    } else if (isDue(session.nextDebitAt) && session.debitInterval !== null) {
      clearTime(unit, session)
      keepActive(unit, stepInterval(session, session.debitInterval, unit.now, charging).session)
    }
  })
}

/** Runs a unit on a session as it is then, knowing which of its records are stored. */
async function withRecords(
  engine: Engine,
  key: SessionKey,
  work: (unit: Unit, session: Session, storedRuns: readonly string[]) => void,
): Promise<boolean> {
  try {
    return await engine.cdrLookup.ofEvent({ tenant: key.tenant, cgrid: key.cgrid }, (storedRuns) =>
      engine.change((unit) => {
        const session = readActive(unit, key)
        if (session !== undefined) work(unit, session, storedRuns)
        return session !== undefined
      }),
    )
  } catch (error) {
    engine.log.error({ err: error, cgrid: key.cgrid }, 'a charging session could not be ended')
    return false
  }
}

/** Takes an ended session away, stores its records and gives its resources back. */
function finish(engine: Engine, unit: Unit, ended: Session, storedRuns: readonly string[]): void {
  dropActive(unit, ended)
  const stored = unit.attempt(() => storeSessionCdrs(engine, unit, ended, { storedRuns }))
  if ('error' in stored)
    engine.log.warn({ err: stored.error, cgrid: ended.cgrid }, 'an ended charging session leaves no record')
  const { tenant, event, opts, resourceUsageId } = ended
  if (resourceUsageId === null) return
  unit.attempt(() => releaseResources(unit, { tenant, event, opts }, resourceUsageId, thresholdActions(engine)))
}
