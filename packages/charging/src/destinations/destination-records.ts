import { defineDocuments } from '../store/collection.ts'
import { joinKey, keyPrefix, splitKey } from '../store/key.ts'
import type { Unit } from '../store/unit.ts'

/** Destination id to the longest of its prefixes that a number starts with. */
export type MatchedDestinations = ReadonlyMap<string, number>

/** The prefixes of each destination, in order. */
const destinations = defineDocuments<readonly string[]>('destination')
/** The same the other way round: a key of prefix and destination for each. */
const destinationsOfPrefix = defineDocuments<1>('destination-prefix')

/** The destinations that a dialled number belongs to, each with the length of its longest matching prefix. */
export function matchDestinations(unit: Unit, number: string): MatchedDestinations {
  const matched = new Map<string, number>()
  if (unit.count(destinationsOfPrefix) === 0) return matched
  for (let length = 1; length <= number.length; length++) {
    for (const id of findDestinationsOfPrefix(unit, number.slice(0, length))) matched.set(id, length)
  }
  return matched
}

/** Empty for an unknown destination. */
export function findPrefixes(unit: Unit, id: string): readonly string[] {
  return unit.get(destinations, id) ?? []
}

export function findDestinationsOfPrefix(unit: Unit, prefix: string): string[] {
  return [...unit.keys(destinationsOfPrefix, keyPrefix(prefix))].map((key) => splitKey(key)[1] ?? '')
}

/** Replaces the prefixes of a destination; with none it is gone. */
export function putPrefixes(unit: Unit, id: string, prefixes: readonly string[]): void {
  const next = [...new Set(prefixes)].sort()
  for (const prefix of findPrefixes(unit, id)) {
    if (!next.includes(prefix)) unit.remove(destinationsOfPrefix, joinKey(prefix, id))
  }
  for (const prefix of next) unit.put(destinationsOfPrefix, joinKey(prefix, id), 1)
  if (next.length > 0) unit.put(destinations, id, next)
  else unit.remove(destinations, id)
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
  const wanted = ids.length === 0 ? [...unit.keys(destinations)] : ids
  return wanted.map((id) => ({ id, prefixes: findPrefixes(unit, id) })).filter(({ prefixes }) => prefixes.length > 0)
}
