import { defineDocuments } from '../store/collection.ts'
import { joinKey, keyPrefix, splitKey } from '../store/key.ts'
import type { Unit } from '../store/unit.ts'

/**
 * Destinations of a big load on their way. They are written a few at a time and mean nothing until they are live, all at
 * once; from then on each stands in the place of the settled one of its id, until it is settled itself.
 */
const coming = defineDocuments<readonly string[]>('coming-destination')
const comingOfPrefix = defineDocuments<1>('coming-destination-prefix')
const live = defineDocuments<1>('coming-live')
const LIVE = 'destinations'

export function isLive(unit: Unit): boolean {
  return unit.has(live, LIVE)
}

/** From this unit on they count. */
export function makeLive(unit: Unit): void {
  unit.put(live, LIVE, 1)
}

/** To be called when there is none left. */
export function endLive(unit: Unit): void {
  if (unit.has(live, LIVE)) unit.remove(live, LIVE)
}

export function putComing(unit: Unit, id: string, prefixes: readonly string[]): void {
  unit.put(coming, id, prefixes)
  for (const prefix of prefixes) unit.put(comingOfPrefix, joinKey(prefix, id), 1)
}

/** Takes one away and answers its prefixes; undefined when it is not on its way. */
export function takeComing(unit: Unit, id: string): readonly string[] | undefined {
  const prefixes = unit.get(coming, id)
  if (prefixes === undefined) return undefined
  unit.remove(coming, id)
  for (const prefix of prefixes) unit.remove(comingOfPrefix, joinKey(prefix, id))
  return prefixes
}

export function comingPrefixes(unit: Unit, id: string): readonly string[] | undefined {
  return unit.get(coming, id)
}

export function isComing(unit: Unit, id: string): boolean {
  return unit.has(coming, id)
}

export function comingWithPrefix(unit: Unit, prefix: string): string[] {
  return [...unit.keys(comingOfPrefix, keyPrefix(prefix))].map((key) => splitKey(key)[1] ?? '')
}

export function comingIds(unit: Unit): string[] {
  return [...unit.keys(coming)]
}
