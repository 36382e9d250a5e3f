import { joinKey, keyPrefix, splitKey } from '../store/key.ts'
import type { Unit } from '../store/unit.ts'
import { type Callback, callbacks } from './callback-records.ts'

/** The posts to send now: due ones, oldest first for each receiver, as many as there is room for. */
export function dueCallbacks(
  unit: Unit,
  limits: { room: () => number; roomOf: (receiver: string) => number; isUnderWay: (key: string) => boolean },
): [key: string, callback: Callback][] {
  const found: [string, Callback][] = []
  const now = unit.now.toISOString()
  for (const receiver of receivers(unit)) {
    let room = limits.roomOf(receiver)
    for (const key of unit.keys(callbacks, keyPrefix(receiver))) {
      if (room <= 0 || found.length >= limits.room()) break
      if ((splitKey(key)[1] ?? '') > now) break
      const callback = limits.isUnderWay(key) ? undefined : unit.get(callbacks, key)
      if (callback === undefined) continue
      found.push([key, callback])
      room--
    }
  }
  return found
}

/** When the next post wants to be sent, as ISO time. */
export function nextAttemptTime(unit: Unit, isUnderWay: (key: string) => boolean): string | undefined {
  let soonest: string | undefined
  for (const receiver of receivers(unit)) {
    for (const key of unit.keys(callbacks, keyPrefix(receiver))) {
      if (isUnderWay(key)) continue
      const [, at = ''] = splitKey(key)
      if (soonest === undefined || at < soonest) soonest = at
      break
    }
  }
  return soonest
}

/** Who is owed something, found by jumping from one receiver's queue to the next. */
function* receivers(unit: Unit): Iterable<string> {
  for (let after = ''; ; ) {
    const key = unit.keyAfter(callbacks, after)
    if (key === undefined) return
    const [receiver = ''] = splitKey(key)
    yield receiver
    after = joinKey(receiver, '\uffff')
  }
}
