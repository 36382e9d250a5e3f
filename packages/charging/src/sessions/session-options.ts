import { readUsage } from '../cdrs/cdr-fields.ts'
import type { Decimal } from '../exact-decimal.ts'
import { textOf } from '../filters/event-view.ts'
import { readBoolean } from '../rpc/read-values.ts'
import { parseDuration } from '../times/parse-duration.ts'
import type { Session, SessionEvent, TimeOut } from './session.ts'

export type SessionDefaults = {
  /** milliseconds after which a session that nobody reports ends; 0 never */
  ttlMs: number
  /** at most this is added to each TTL, by chance */
  longestDelayMs: number
  /** usage that the engine debits ahead by itself; null leaves it to updates */
  debitInterval: Decimal | null
}

export const NO_DEFAULTS: SessionDefaults = { ttlMs: 0, longestDelayMs: 0, debitInterval: null }

const NANOSECONDS_PER_MS = '1e6'
type Options = Readonly<Record<string, unknown>>

/** When a session times out, by the options of the request or the defaults; null for never (section 8.8). */
export function timeOutOf(opts: Options, defaults: SessionDefaults): TimeOut | null {
  const ttlMs = milliseconds(opts['*sessionsTTL']) ?? defaults.ttlMs
  if (ttlMs <= 0) return null
  return {
    ttlMs,
    longestDelayMs: milliseconds(opts['*sessionsTTLMaxDelay']) ?? defaults.longestDelayMs,
    lastUsage: usage(opts['*sessionsTTLLastUsage']),
    lastUsed: usage(opts['*sessionsTTLLastUsed']),
    usage: usage(opts['*sessionsTTLUsage']),
  }
}

/** The engine's own debit interval; 0.10 names it in the event. */
export function debitIntervalOf(opts: Options, event: SessionEvent, defaults: SessionDefaults): Decimal | null {
  const given = usage(opts['*sessionsDebitInterval'] ?? event.CGRDebitInterval) ?? defaults.debitInterval
  return given?.gt(0) ? given : null
}

export function isChargeable(opts: Options): boolean {
  return readBoolean(opts['*sessionsChargeable'] ?? true, '*sessionsChargeable')
}

/** The session with its time counted anew. `chance` is from 0 to 1. */
export function withFreshTime(session: Session, now: Date, chance: number): Session {
  const { timeOut } = session
  if (timeOut === null) return { ...session, expiresAt: null }
  return { ...session, expiresAt: now.getTime() + timeOut.ttlMs + Math.floor(timeOut.longestDelayMs * chance) }
}

function milliseconds(value: unknown): number | undefined {
  const text = textOf(value)
  return text === undefined || text === '' ? undefined : parseDuration(text).div(NANOSECONDS_PER_MS).ceil().toNumber()
}

function usage(value: unknown): Decimal | null {
  return value === undefined || value === null || value === '' ? null : readUsage(value)
}
