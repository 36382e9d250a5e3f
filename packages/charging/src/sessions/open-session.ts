import type { Happening } from '../attributes/apply-attributes.ts'
import type { ChargerRun } from '../chargers/derive-runs.ts'
import { zero } from '../exact-decimal.ts'
import { field, sessionIdOf, startOf } from './read-fields.ts'
import type { Session, SessionRun } from './session.ts'
import { debitIntervalOf, isChargeable, type SessionDefaults, timeOutOf } from './session-options.ts'

/** A session that nothing has been granted to yet, with a run for each charger profile. */
export function openSession(
  { tenant, event, opts }: Happening,
  {
    runs,
    now,
    isForced,
    defaults,
  }: { runs: readonly ChargerRun[]; now: Date; isForced: boolean; defaults: SessionDefaults },
): Session {
  return {
    tenant,
    cgrid: sessionIdOf(event),
    originId: field(event, 'OriginID'),
    event,
    opts,
    account: field(event, 'Account'),
    runs: runs.map((run) => openRun(run, now)),
    isChargeable: isChargeable(opts),
    timeOut: timeOutOf(opts, defaults),
    debitInterval: debitIntervalOf(opts, event, defaults),
    expiresAt: null,
    nextDebitAt: null,
    runsOutAt: null,
    isForced,
    resourceUsageId: null,
  }
}

/** A run at its beginning. */
export function openRun({ runId, event }: Pick<ChargerRun, 'runId' | 'event'>, now: Date): SessionRun {
  return {
    runId,
    event,
    startsAt: startOf(event, now).toISOString(),
    loops: 0,
    debited: zero,
    cost: zero,
    charges: [],
    lastUsage: zero,
    totalUsage: zero,
    reserve: zero,
    failure: null,
  }
}
