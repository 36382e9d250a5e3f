import { findPrefixes, putPrefixes } from '../destinations/destination-records.ts'
import { profileKey, ratingPlans, ratingProfiles, timings } from '../rating/collections.ts'
import { sharedGroups } from '../shared-groups/shared-group-records.ts'
import { keyPrefix } from '../store/key.ts'
import type { Unit } from '../store/unit.ts'
import type { Loaded, Tariff } from './build-tariff.ts'
import { collectionOf } from './tp-parts.ts'
import { type TariffSource, tpCollections } from './tp-records.ts'

/** All of a stored tariff plan. */
export function readSource(unit: Unit, tpId: string): TariffSource {
  const all = <K extends keyof TariffSource>(part: K) =>
    [...unit.entries(collectionOf(part), keyPrefix(tpId))].map(([, value]) => value) as unknown as TariffSource[K]
  return {
    timings: all('timings'),
    destinations: all('destinations'),
    rates: all('rates'),
    destinationRates: all('destinationRates'),
    ratingPlans: all('ratingPlans'),
    ratingProfiles: all('ratingProfiles'),
    sharedGroups: all('sharedGroups'),
  }
}

export function isEmpty(source: TariffSource): boolean {
  return Object.keys(tpCollections).every((part) => source[part as keyof TariffSource].length === 0)
}

export function loadedState(unit: Unit): Loaded {
  return {
    hasDestination: (id) => findPrefixes(unit, id).length > 0,
    hasPlan: (id) => unit.has(ratingPlans, id),
    timing: (id) => unit.get(timings, id),
  }
}

/** Puts a tariff in force, from the next request on; what it does not name stays as it is. */
export function putTariff(unit: Unit, tariff: Tariff): void {
  for (const timing of tariff.timings) unit.put(timings, timing.id, timing)
  for (const { id, prefixes } of tariff.destinations) putPrefixes(unit, id, prefixes)
  for (const plan of tariff.plans) unit.put(ratingPlans, plan.id, plan)
  for (const group of tariff.sharedGroups) unit.put(sharedGroups, group.id, group)
  for (const profile of tariff.profiles) unit.put(ratingProfiles, profileKey(profile), profile)
}
