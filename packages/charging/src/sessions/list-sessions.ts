import type { Engine } from '../engine.ts'
import { matchesFilters } from '../filters/match-profile.ts'
import { openLookups } from '../filters/open-lookups.ts'
import { parseInlineFilter } from '../filters/parse-inline-filter.ts'
import { findFilterOf } from '../profiles/profile-kind.ts'
import type { Unit } from '../store/unit.ts'
import { formatTime } from '../times/format-time.ts'
import { field, timeField } from './read-fields.ts'
import type { Session, SessionRun } from './session.ts'
import { sessionsOf } from './session-records.ts'

export type Wanted = { tenant: string; filters: readonly string[]; limit?: number }
type Found = { session: Session; run: SessionRun }

/** The runs of active sessions that filters let pass. A filter on the account looks at that account's sessions alone. */
export function findRuns(unit: Unit, { tenant, filters, limit = Number.POSITIVE_INFINITY }: Wanted): Found[] {
  const found: Found[] = []
  const find = findFilterOf(unit, tenant)
  const lookups = openLookups(unit, tenant)
  const seen = new Set<string>()
  for (const account of accountsIn(filters) ?? [undefined]) {
    for (const session of sessionsOf(unit, { tenant, account })) {
      if (seen.has(session.cgrid)) continue
      seen.add(session.cgrid)
      for (const run of session.runs) {
        if (found.length >= limit) return found
        const req = { ...session.event, ...run.event, CGRID: session.cgrid, RunID: run.runId }
        if (matchesFilters(filters, { req, opts: session.opts, lookups }, find)) found.push({ session, run })
      }
    }
  }
  return found
}

/** How GetActiveSessions shows a run (section 8.7). */
export function presentRun({ session, run }: Found, { now }: { now: Date }): object {
  const { event } = run
  const time = (name: string) => formatTime(timeField(event, name, now))
  return {
    CGRID: session.cgrid,
    RunID: run.runId,
    ToR: field(event, 'ToR'),
    OriginID: session.originId,
    OriginHost: field(event, 'OriginHost'),
    Source: `SessionS_${field(event, 'EventName')}`,
    RequestType: field(event, 'RequestType'),
    Tenant: session.tenant,
    Category: field(event, 'Category'),
    Account: field(event, 'Account'),
    Subject: field(event, 'Subject'),
    Destination: field(event, 'Destination'),
    SetupTime: time('SetupTime'),
    AnswerTime: time('AnswerTime'),
    Usage: run.totalUsage.toNumber(),
    ExtraFields: extraFieldsOf(event),
    NodeID: 'omnicrm',
    LoopIndex: run.loops,
    DurationIndex: run.debited.toNumber(),
    MaxRate: 0,
    MaxRateUnit: 0,
    MaxCostSoFar: run.cost.toNumber(),
    DebitInterval: session.debitInterval?.toNumber() ?? 0,
    NextAutoDebit: formatTime(session.nextDebitAt === null ? null : new Date(session.nextDebitAt)),
  }
}

const OWN_FIELDS = new Set(
  [
    'CGRID RunID ToR OriginID OriginHost Source EventName RequestType Tenant Category Account Subject Destination',
    'SetupTime AnswerTime Usage LastUsed TotalUsage',
  ].flatMap((line) => line.split(' ')),
)

function extraFieldsOf(event: Session['event']): Record<string, string> {
  const names = Object.keys(event).filter((name) => !OWN_FIELDS.has(name))
  return Object.fromEntries(names.map((name) => [name, field(event, name)]))
}

/** The accounts that a filter names outright. */
function accountsIn(filters: readonly string[]): readonly string[] | undefined {
  const plain = filters.find((one) => one.startsWith('*string:~*req.Account:') && !one.includes(':~*req.Account:~'))
  return plain === undefined ? undefined : [...new Set(parseInlineFilter(plain).Values)]
}

export function countRuns(engine: Engine, wanted: Wanted): number | Promise<number> {
  return engine.read((unit) => findRuns(unit, wanted).length)
}
