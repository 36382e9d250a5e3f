import type { Happening } from '../attributes/apply-attributes.ts'
import { cgridOf } from '../cdrs/cdr.ts'
import type { Engine } from '../engine.ts'
import type { Decimal } from '../exact-decimal.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import { endSession, finalUsage } from './end-session.ts'
import { openCharging } from './open-charging.ts'
import { openSession } from './open-session.ts'
import { field, sessionIdOf, wantedUsage } from './read-fields.ts'
import type { Session } from './session.ts'
import { isChargeable, timeOutOf, withFreshTime } from './session-options.ts'
import { dropActive, dropEnded, keepActive, keepEnded, readActive, readEnded } from './session-records.ts'
import { resourceUsageId } from './session-request.ts'
import { sessionRuns } from './session-subsystems.ts'
import { isDebited } from './step-run.ts'
import { smallest, stepInterval, stepSession, UNLIMITED } from './step-session.ts'

/** Usage by run, or why it was refused; the session is kept either way (section 8.3). */
export type Granting = { granted: ReadonlyMap<string, Decimal>; error?: string }

/** Begins a session and grants its first usage. One that is active answers EXISTS. */
export function initiate(
  engine: Engine,
  unit: Unit,
  happening: Happening,
  { isForced }: { isForced: boolean },
): Granting {
  const key = { tenant: happening.tenant, cgrid: sessionIdOf(happening.event) }
  if (readActive(unit, key) !== undefined) throw new RpcError('EXISTS')
  dropEnded(unit, key)
  return advance(engine, unit, newSession(engine, unit, happening, isForced), happening)
}

/** Notes that a session holds resources, to be given back when it ends by itself. */
export function noteResources(unit: Unit, happening: Happening): void {
  const session = readActive(unit, { tenant: happening.tenant, cgrid: sessionIdOf(happening.event) })
  if (session !== undefined) keepActive(unit, { ...session, resourceUsageId: resourceUsageId(happening) })
}

/** The event with the usage ID under which its session holds resources, which stays when the session is renamed. */
export function heldResources(unit: Unit, happening: Happening): Happening {
  const session = readActive(unit, { tenant: happening.tenant, cgrid: sessionIdOf(happening.event) })
  const usageId = session?.resourceUsageId ?? null
  return usageId === null ? happening : { ...happening, opts: { ...happening.opts, '*rsUsageID': usageId } }
}

/** Grants more usage; a session that is not known begins with it (section 8.4). */
export function update(
  engine: Engine,
  unit: Unit,
  happening: Happening,
  { isForced }: { isForced: boolean },
): Granting {
  const { tenant, event, opts } = happening
  const session = readActive(unit, { tenant, cgrid: sessionIdOf(event) }) ?? renamed(unit, happening)
  if (session === undefined) return initiate(engine, unit, happening, { isForced })
  const next: Session = {
    ...session,
    event: { ...session.event, ...withoutFixed(event) },
    isForced,
    isChargeable: opts['*sessionsChargeable'] === undefined ? session.isChargeable : isChargeable(opts),
    timeOut: timeOutOf({ ...session.opts, ...opts }, engine.sessionDefaults),
  }
  return advance(engine, unit, next, happening)
}

/** Settles a session for good and keeps it for its record. One that ended is left alone, so that a repeat does nothing. */
export function terminate(engine: Engine, unit: Unit, happening: Happening): void {
  const { tenant, event } = happening
  const key = { tenant, cgrid: sessionIdOf(event) }
  const active = readActive(unit, key)
  if (active === undefined && readEnded(unit, key) !== undefined) return
  const used = finalUsage(event)
  if (active !== undefined) settle(engine, unit, active, used)
  // Usage of a session that nobody announced is charged at once.
  else
    settle(engine, unit, newSession(engine, unit, happening, false), {
      ...used,
      usage: used.usage ?? wantedUsage(event),
    })
}

/** A one-off such as an SMS: granted and ended in one (section 8.6). The same one again answers EXISTS. */
export function chargeOnce(
  engine: Engine,
  unit: Unit,
  happening: Happening,
  { isForced }: { isForced: boolean },
): Granting {
  const session = newSession(engine, unit, happening, isForced)
  if (readActive(unit, session) !== undefined || readEnded(unit, session) !== undefined) throw new RpcError('EXISTS')
  const step = stepSession(session, happening.event, openCharging(engine, unit, happening.tenant))
  if (step.error !== undefined) throw new RpcError(`RALS_ERROR:${step.error}`)
  keepEnded(unit, step.session)
  return step
}

/** The smallest grant of a session's runs. */
export function maxUsageOf({ granted }: Granting): number {
  return smallest(granted.values()).toNumber()
}

function settle(engine: Engine, unit: Unit, session: Session, used: ReturnType<typeof finalUsage>): void {
  const done = endSession(session, used, openCharging(engine, unit, session.tenant))
  for (const error of done.errors) {
    engine.log.warn({ error, cgrid: session.cgrid, account: session.account }, 'usage of a charging session is unpaid')
  }
  dropActive(unit, session)
  keepEnded(unit, done.session)
}

function newSession(engine: Engine, unit: Unit, happening: Happening, isForced: boolean): Session {
  const runs = sessionRuns(unit, happening)
  return openSession(happening, { runs, now: unit.now, isForced, defaults: engine.sessionDefaults })
}

function advance(engine: Engine, unit: Unit, session: Session, { tenant, event }: Happening): Granting {
  const charging = openCharging(engine, unit, tenant)
  const { debitInterval } = session
  const isAutomatic = debitInterval !== null && session.runs.some(isDebited)
  const isFirst = session.nextDebitAt === null && session.runsOutAt === null
  const fresh = withFreshTime(session, unit.now, Math.random())
  if (!isAutomatic) {
    const step = stepSession(fresh, event, charging)
    keep(engine, unit, step.session)
    return { granted: step.granted, error: step.error && `RALS_ERROR:${step.error}` }
  }
  const step = isFirst ? stepInterval(fresh, debitInterval, unit.now, charging) : { session: fresh, error: undefined }
  keep(engine, unit, step.session)
  if (step.error !== undefined) return { granted: new Map(), error: `RALS_ERROR:${step.error}` }
  return { granted: new Map(session.runs.map((run) => [run.runId, UNLIMITED])) }
}

function keep(engine: Engine, unit: Unit, session: Session): void {
  if (keepActive(unit, session)) unit.afterCommit(engine.wakeSessions)
}

/** The session known under InitialOriginID, from now on under its new name. */
function renamed(unit: Unit, { tenant, event }: Happening): Session | undefined {
  const initial = field(event, 'InitialOriginID')
  if (initial === '') return undefined
  const old = readActive(unit, { tenant, cgrid: cgridOf(initial, field(event, 'OriginHost')) })
  if (old === undefined) return undefined
  dropActive(unit, old)
  return { ...old, cgrid: sessionIdOf(event), originId: field(event, 'OriginID') }
}

/** Fields that an update never changes in the opening event. */
function withoutFixed(event: Happening['event']): Happening['event'] {
  const { CGRID: _, OriginID: _1, OriginHost: _2, Usage: _3, LastUsed: _4, TotalUsage: _5, ...others } = event
  return others
}
