import type { Clock } from '../clock.ts'
import type { LiveHub } from '../live/live-hub.ts'

/** Remembers what stands behind a credential, so that most requests ask the database nothing about it. */
export type AccessCache<T> = {
  /** what stands behind a credential, loaded unless it is known; a load that throws or finds nothing is not remembered */
  through(credential: string, load: () => Promise<T>): Promise<T>
}

/** Triggers of the database announce here whatever changes who may do what (users, roles, sessions, keys). */
const ACCESS_CHANNEL = 'access'

/** By the product's clock: what a missed announcement could cost at most, and how exactly idle times are kept. */
const LIFE_MS = 20_000
const MOST_ENTRIES = 20_000

/**
 * Everything is forgotten at each announcement, and nothing is remembered while the connection that hears them is down. A load
 * that was under way during an announcement may have read what was before, so its result is not kept.
 */
export function createAccessCache<T>({ live, clock }: { live: LiveHub; clock: Clock }): AccessCache<T> {
  const known = new Map<string, { value: T; at: number }>()
  let generation = 0
  const forget = (): void => {
    generation += 1
    known.clear()
  }
  live.subscribe(ACCESS_CHANNEL, forget)
  live.onGap(forget)
  return {
    async through(credential, load) {
      const now = clock.now().getTime()
      const entry = known.get(credential)
      // A clock set back must not make an entry last.
      if (entry && now >= entry.at && now < entry.at + LIFE_MS) return entry.value
      const before = generation
      const value = await load()
      if (value !== undefined && before === generation && live.hears()) {
        if (known.size >= MOST_ENTRIES) known.clear()
        known.set(credential, { value, at: now })
      }
      return value
    },
  }
}
