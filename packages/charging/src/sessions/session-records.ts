import { defineCollection, defineDocuments } from '../store/collection.ts'
import { joinKey, keyPrefix, numberKey, splitKey, tenantKey } from '../store/key.ts'
import type { Unit } from '../store/unit.ts'
import { field } from './read-fields.ts'
import { type Session, wakeTime } from './session.ts'
import { readSession, type SessionJson, writeSession } from './session-json.ts'

const shape = { write: writeSession, read: readSession }
/** Sessions in progress, by tenant and CGRID. */
export const activeSessions = defineCollection<Session, SessionJson>({ name: 'session', ...shape })
/** Sessions that ended and whose record has not been asked for yet. */
export const endedSessions = defineCollection<Session, SessionJson>({ name: 'ended-session', ...shape })
/** The key of a session by its account. */
const byAccount = defineDocuments<string>('session-by-account')
/** The key of a session by the time at which to look at it: at most one entry each, never later than that time. */
const byTime = defineDocuments<string>('session-by-time')
/** When an entry of byTime stands for a session. */
const wakes = defineDocuments<number>('session-wake')
const endedByTime = defineDocuments<string>('ended-session-by-time')

/** How long an ended session waits for ProcessCDR. */
const KEPT_ENDED_MS = 3 * 3_600_000

export type SessionKey = { tenant: string; cgrid: string }

export function readActive(unit: Unit, key: SessionKey): Session | undefined {
  return unit.get(activeSessions, keyOf(key))
}

export function readEnded(unit: Unit, key: SessionKey): Session | undefined {
  return unit.get(endedSessions, keyOf(key))
}

/** Keeps a session in progress, findable by its account and by its time; true when that time is a new one to wait for. */
export function keepActive(unit: Unit, session: Session): boolean {
  const key = keyOf(session)
  if (!unit.has(activeSessions, key)) for (const entry of accountKeysOf(session)) unit.put(byAccount, entry, key)
  unit.put(activeSessions, key, session)
  return scheduleWake(unit, key, wakeTime(session))
}

/** Takes a session out of those in progress. */
export function dropActive(unit: Unit, session: Session): void {
  const key = keyOf(session)
  unit.remove(activeSessions, key)
  for (const entry of accountKeysOf(session)) unit.remove(byAccount, entry)
  clearWake(unit, key)
}

/** Keeps an ended session for its record, for some hours. */
export function keepEnded(unit: Unit, session: Session): void {
  const key = keyOf(session)
  unit.put(endedSessions, key, session)
  unit.put(endedByTime, timeKeyOf(unit.now.getTime() + KEPT_ENDED_MS, key), key)
}

export function dropEnded(unit: Unit, key: SessionKey): void {
  unit.remove(endedSessions, keyOf(key))
}

/** Sessions in progress of one account, or of a tenant, in the order of their keys. */
export function* sessionsOf(unit: Unit, { tenant, account }: { tenant: string; account?: string }): Iterable<Session> {
  if (account === undefined) {
    for (const [, session] of unit.entries(activeSessions, `${tenant}:`)) yield session
    return
  }
  for (const [, key] of unit.entries(byAccount, keyPrefix(tenant, account))) {
    const session = unit.get(activeSessions, key)
    if (session !== undefined) yield session
  }
}

/**
 * The sessions whose time has come, oldest first, at most so many; they stay. An update only moves a session's time and
 * leaves its entry where it is: an entry that comes too early is put where it belongs now.
 */
export function dueSessions(unit: Unit, most: number): Session[] {
  const due: Session[] = []
  for (let entry = unit.keyAfter(byTime, ''); entry !== undefined; entry = unit.keyAfter(byTime, entry)) {
    if (due.length >= most || timeOfKey(entry) > unit.now.getTime()) break
    const key = unit.get(byTime, entry) ?? ''
    const session = unit.get(activeSessions, key)
    const time = session === undefined ? null : wakeTime(session)
    if (session !== undefined && time !== null && time <= unit.now.getTime()) due.push(session)
    else {
      clearWake(unit, key)
      scheduleWake(unit, key, time)
    }
  }
  return due
}

/** Takes a session's time away, so that keeping it sets the next one. */
export function clearTime(unit: Unit, session: SessionKey): void {
  clearWake(unit, keyOf(session))
}

/** When the next session wants to be looked at, in milliseconds, or null. */
export function nextWake(unit: Unit): number | null {
  const entry = unit.keyAfter(byTime, '')
  return entry === undefined ? null : timeOfKey(entry)
}

/** Forgets ended sessions whose record was never asked for. */
export function forgetEnded(unit: Unit, most: number): void {
  for (let count = 0, entry = unit.keyAfter(endedByTime, ''); entry !== undefined && count < most; count++) {
    if (timeOfKey(entry) > unit.now.getTime()) break
    unit.remove(endedSessions, unit.get(endedByTime, entry) ?? '')
    unit.remove(endedByTime, entry)
    entry = unit.keyAfter(endedByTime, entry)
  }
}

function scheduleWake(unit: Unit, key: string, time: number | null): boolean {
  const standing = unit.get(wakes, key)
  if (time === null || (standing !== undefined && standing <= time)) return false
  clearWake(unit, key)
  unit.put(wakes, key, time)
  unit.put(byTime, timeKeyOf(time, key), key)
  return true
}

function clearWake(unit: Unit, key: string): void {
  const standing = unit.get(wakes, key)
  if (standing === undefined) return
  unit.remove(wakes, key)
  unit.remove(byTime, timeKeyOf(standing, key))
}

function timeKeyOf(time: number, key: string): string {
  return joinKey(numberKey(time), key)
}

function timeOfKey(entry: string): number {
  return Number(splitKey(entry)[0])
}

function keyOf({ tenant, cgrid }: SessionKey): string {
  return tenantKey(tenant, cgrid)
}

/** A session is found under the accounts of all its runs. They never change while it lasts. */
function accountKeysOf({ tenant, account, cgrid, runs }: Session): string[] {
  const accounts = new Set([account, ...runs.map((run) => field(run.event, 'Account'))])
  return [...accounts].map((one) => joinKey(tenant, one, cgrid))
}
