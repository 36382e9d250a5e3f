import { Decimal } from '../exact-decimal.ts'
import { type ChargesJson, readCharges, writeCharges } from './charge-json.ts'
import type { Session, SessionRun, TimeOut } from './session.ts'

type RunJson = Omit<SessionRun, 'debited' | 'cost' | 'charges' | 'lastUsage' | 'totalUsage' | 'reserve'> & {
  debited: string
  cost: string
  charges: ChargesJson
  lastUsage: string
  totalUsage: string
  reserve: string
}
type TimeOutJson = Pick<TimeOut, 'ttlMs' | 'longestDelayMs'> & {
  lastUsage: string | null
  lastUsed: string | null
  usage: string | null
}
/** A session in JSON: decimals as text. */
export type SessionJson = Omit<Session, 'runs' | 'timeOut' | 'debitInterval'> & {
  runs: RunJson[]
  timeOut: TimeOutJson | null
  debitInterval: string | null
}

export function writeSession(session: Session): SessionJson {
  return {
    ...session,
    debitInterval: session.debitInterval?.toString() ?? null,
    timeOut: session.timeOut && {
      ...session.timeOut,
      lastUsage: session.timeOut.lastUsage?.toString() ?? null,
      lastUsed: session.timeOut.lastUsed?.toString() ?? null,
      usage: session.timeOut.usage?.toString() ?? null,
    },
    runs: session.runs.map((run) => ({
      ...run,
      debited: run.debited.toString(),
      cost: run.cost.toString(),
      charges: writeCharges(run.charges),
      lastUsage: run.lastUsage.toString(),
      totalUsage: run.totalUsage.toString(),
      reserve: run.reserve.toString(),
    })),
  }
}

export function readSession(json: SessionJson): Session {
  return {
    ...json,
    debitInterval: decimalOrNull(json.debitInterval),
    timeOut: json.timeOut && {
      ...json.timeOut,
      lastUsage: decimalOrNull(json.timeOut.lastUsage),
      lastUsed: decimalOrNull(json.timeOut.lastUsed),
      usage: decimalOrNull(json.timeOut.usage),
    },
    runs: json.runs.map((run) => ({
      ...run,
      debited: new Decimal(run.debited),
      cost: new Decimal(run.cost),
      charges: readCharges(run.charges),
      lastUsage: new Decimal(run.lastUsage),
      totalUsage: new Decimal(run.totalUsage),
      reserve: new Decimal(run.reserve),
    })),
  }
}

function decimalOrNull(text: string | null): Decimal | null {
  return text === null ? null : new Decimal(text)
}
