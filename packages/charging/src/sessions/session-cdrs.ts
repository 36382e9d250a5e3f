import { findAccount } from '../accounts/account-records.ts'
import type { Cdr } from '../cdrs/cdr.ts'
import { cdrOfEvent } from '../cdrs/read-event.ts'
import { requireNew, showCdrs, storeNew } from '../cdrs/store-cdrs.ts'
import type { Engine } from '../engine.ts'
import { eventCostOf } from '../rating/index.ts'
import type { Unit } from '../store/unit.ts'
import { field } from './read-fields.ts'
import type { Session, SessionEvent, SessionRun } from './session.ts'
import { isDebited } from './step-run.ts'

/**
 * Stores the records of an ended session, one for each run: what was debited with its cost details, the rest rated now
 * (section 8.6). `event` adds fields that the session did not have. One that is stored already answers EXISTS. False
 * when actions of a threshold failed.
 */
export function storeSessionCdrs(
  engine: Engine,
  unit: Unit,
  session: Session,
  { event = {}, storedRuns }: { event?: SessionEvent; storedRuns: readonly string[] },
): boolean {
  const records = session.runs.map((run) => cdrOf(unit, session, { run, event }))
  requireNew(unit, records, storedRuns)
  for (const [at, record] of records.entries()) {
    const run = session.runs[at]
    storeNew(engine, unit, [record], { rates: run !== undefined && !isDebited(run) })
  }
  return showCdrs(engine, unit, records)
}

function cdrOf(unit: Unit, session: Session, { run, event }: { run: SessionRun; event: SessionEvent }): Cdr {
  const { Usage: _, LastUsed: _1, TotalUsage: _2, ...fields } = { ...event, ...session.event, ...run.event }
  const base = cdrOfEvent(
    { ...fields, CGRID: session.cgrid, OriginID: session.originId, RunID: run.runId },
    { tenant: session.tenant, now: unit.now },
  )
  const cdr: Cdr = { ...base, usage: run.totalUsage }
  if (!isDebited(run)) return cdr
  // Usage that was refused leaves its reason; what the account paid before stays what it cost.
  if (run.failure !== null && run.charges.length === 0) return { ...cdr, extraInfo: run.failure }
  const account = findAccount(unit, { tenant: session.tenant, account: field(run.event, 'Account') }) ?? null
  const { cgrid, runId } = cdr
  return {
    ...cdr,
    cost: run.cost,
    costSource: '*sessions',
    extraInfo: run.failure ?? '',
    costDetails: eventCostOf({
      cgrid,
      runId,
      start: new Date(run.startsAt),
      usage: run.totalUsage,
      cost: run.cost,
      charges: run.charges,
      account,
    }),
  }
}
