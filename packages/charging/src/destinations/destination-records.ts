import { defineDocuments } from '../store/collection.ts'
import { joinKey, keyPrefix, splitKey } from '../store/key.ts'
import type { Unit } from '../store/unit.ts'
import { comingIds, comingPrefixes, comingWithPrefix, isComing, isLive, takeComing } from './coming-records.ts'

/** Destination id to the longest of its prefixes that a number starts with. */
export type MatchedDestinations = ReadonlyMap<string, number>

/** The prefixes of each destination, in order. */
const destinations = defineDocuments<readonly string[]>('destination')
/** The same the other way round: a key of prefix and destination for each. */
const destinationsOfPrefix = defineDocuments<1>('destination-prefix')

/** The destinations that a dialled number belongs to, each with the length of its longest matching prefix. */
export function matchDestinations(unit: Unit, number: string): MatchedDestinations {
  const matched = new Map<string, number>()
  if (unit.count(destinationsOfPrefix) === 0 && !isLive(unit)) return matched
  for (let length = 1; length <= number.length; length++) {
    for (const id of findDestinationsOfPrefix(unit, number.slice(0, length))) matched.set(id, length)
  }
  return matched
}

/** Empty for an unknown destination. */
export function findPrefixes(unit: Unit, id: string): readonly string[] {
  return (isLive(unit) ? comingPrefixes(unit, id) : undefined) ?? unit.get(destinations, id) ?? []
}

export function findDestinationsOfPrefix(unit: Unit, prefix: string): string[] {
  const settled = [...unit.keys(destinationsOfPrefix, keyPrefix(prefix))].map((key) => splitKey(key)[1] ?? '')
  if (!isLive(unit)) return settled
  return [...settled.filter((id) => !isComing(unit, id)), ...comingWithPrefix(unit, prefix)].sort()
}

/** Replaces the prefixes of a destination; with none it is gone. */
export function putPrefixes(unit: Unit, id: string, prefixes: readonly string[]): void {
  const next = sortedPrefixes(prefixes)
  // What is on its way and counts already has its say with what is put now.
  if (isLive(unit)) takeComing(unit, id)
  for (const prefix of unit.get(destinations, id) ?? []) {
    if (!next.includes(prefix)) unit.remove(destinationsOfPrefix, joinKey(prefix, id))
  }
  for (const prefix of next) unit.put(destinationsOfPrefix, joinKey(prefix, id), 1)
  if (next.length > 0) unit.put(destinations, id, next)
  else unit.remove(destinations, id)
}

/** As prefixes are kept: each once, in order. */
export function sortedPrefixes(prefixes: readonly string[]): string[] {
  return [...new Set(prefixes)].sort()
}

/** Takes prefixes from destinations; no prefixes: all of them. */
export function removePrefixes(
  unit: Unit,
  { ids, prefixes }: { ids: readonly string[]; prefixes: readonly string[] },
): void {
  for (const id of ids) {
    const kept = prefixes.length === 0 ? [] : findPrefixes(unit, id).filter((prefix) => !prefixes.includes(prefix))
    putPrefixes(unit, id, kept)
  }
}

/** The destinations with these ids, or all of them, in order. */
export function listDestinations(unit: Unit, ids: readonly string[]): { id: string; prefixes: readonly string[] }[] {
  const wanted = ids.length === 0 ? allIds(unit) : ids
  return wanted.map((id) => ({ id, prefixes: findPrefixes(unit, id) })).filter(({ prefixes }) => prefixes.length > 0)
}

function allIds(unit: Unit): string[] {
  const settled = [...unit.keys(destinations)]
  return isLive(unit) ? [...new Set([...settled, ...comingIds(unit)])].sort() : settled
}
