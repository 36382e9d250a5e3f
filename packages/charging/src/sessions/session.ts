import type { Charge } from '../debit/charge.ts'
import type { Decimal } from '../exact-decimal.ts'

/** An event as sessions take it (section 8.1). */
export type SessionEvent = Readonly<Record<string, unknown>>

/**
 * One charging of a session, as a charger profile made it. Usage is in nanoseconds of *voice, bytes or count. What was
 * debited runs ahead of what is used by `reserve`; a negative reserve was used and is still to be debited.
 */
export type SessionRun = {
  readonly runId: string
  /** the event of this run, with the fields that its charger altered */
  readonly event: SessionEvent
  /** ISO time at which charging begins: answer, else set-up, else the arrival of the first request */
  readonly startsAt: string
  /** how often a debit was made */
  readonly loops: number
  /** usage that the charges cover */
  readonly debited: Decimal
  readonly cost: Decimal
  readonly charges: readonly Charge[]
  /** the last grant, or what is known to have been used of it */
  readonly lastUsage: Decimal
  readonly totalUsage: Decimal
  readonly reserve: Decimal
  /** why the last usage asked for or reported could not be charged */
  readonly failure: string | null
}

/** How a session ends by itself when nobody reports it any more (section 8.8). Times in milliseconds, usage in units. */
export type TimeOut = {
  readonly ttlMs: number
  readonly longestDelayMs: number
  /** usage still debited at the end; null is the TTL for *voice and nothing for the rest */
  readonly lastUsage: Decimal | null
  /** what was used of the last grant; null is all of it */
  readonly lastUsed: Decimal | null
  /** total of the session; null is what the grants add up to */
  readonly usage: Decimal | null
}

/** A session in progress, or one that ended and waits for its record. Values: a step answers a new one. */
export type Session = {
  readonly tenant: string
  readonly cgrid: string
  readonly originId: string
  /** the event that opened it, with what later ones changed */
  readonly event: SessionEvent
  readonly opts: Readonly<Record<string, unknown>>
  /** account by which it is found, of the opening event */
  readonly account: string
  /** in order of the charger profiles */
  readonly runs: readonly SessionRun[]
  /** false while charging pauses */
  readonly isChargeable: boolean
  readonly timeOut: TimeOut | null
  /** usage debited ahead by the engine itself; null leaves it to updates */
  readonly debitInterval: Decimal | null
  /** instants in milliseconds, null for never */
  readonly expiresAt: number | null
  readonly nextDebitAt: number | null
  /** when the last grant of an account that ran dry is over */
  readonly runsOutAt: number | null
  /** a grant is whole or refused */
  readonly isForced: boolean
  /** usage ID under which resources were allocated */
  readonly resourceUsageId: string | null
}

/** When the engine has to look at a session by itself, or null. */
export function wakeTime({ expiresAt, nextDebitAt, runsOutAt }: Session): number | null {
  const times = [expiresAt, nextDebitAt, runsOutAt].filter((time) => time !== null)
  return times.length === 0 ? null : Math.min(...times)
}
