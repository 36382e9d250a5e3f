import { findPrefixes } from '../destinations/destination-records.ts'
import type { Engine } from '../engine.ts'
import { ratingPlans, timings } from '../rating/collections.ts'
import { ANY } from '../rating/rate.ts'
import type { Timing } from '../rating/timing.ts'
import { serverError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import type { Loaded } from './build-tariff.ts'
import { eachInSlices, inPortions } from './in-slices.ts'
import type { TariffSource } from './tp-records.ts'

/** What a tariff plan names and does not bring with it. */
type Named = { destinations: Set<string>; plans: Set<string>; timings: Set<string> }
const PORTION = 500

/** What is loaded of that which a tariff plan names and does not bring with it. */
export async function readLoaded(engine: Engine, source: TariffSource): Promise<Loaded> {
  const named = await namedElsewhere(source)
  const destinations = new Set<string>()
  const plans = new Set<string>()
  const found = new Map<string, Timing>()
  for await (const ids of inPortions([...named.destinations], PORTION)) {
    await engine.read((unit) => {
      for (const id of ids) if (findPrefixes(unit, id).length > 0) destinations.add(id)
    })
  }
  await engine.read((unit) => {
    for (const id of named.plans) if (unit.has(ratingPlans, id)) plans.add(id)
    for (const id of named.timings) {
      const timing = unit.get(timings, id)
      if (timing !== undefined) found.set(id, timing)
    }
  })
  return { destinations, plans, timings: found }
}

/** Throws when something was removed while the tariff that names it was prepared. */
export function requireStillLoaded(unit: Unit, { destinations, plans, timings: found }: Loaded): void {
  const isThere =
    [...destinations].every((id) => findPrefixes(unit, id).length > 0) &&
    [...plans].every((id) => unit.has(ratingPlans, id)) &&
    [...found.keys()].every((id) => unit.has(timings, id))
  if (!isThere) throw serverError('what the tariff plan names was removed while it was loaded')
}

async function namedElsewhere(source: TariffSource): Promise<Named> {
  const own = <T extends { ID: string }>(list: readonly T[]) => new Set(list.map((one) => one.ID))
  const ownDestinations = own(source.destinations)
  const ownPlans = own(source.ratingPlans)
  const ownTimings = own(source.timings)
  const named: Named = { destinations: new Set(), plans: new Set(), timings: new Set() }
  for (const { DestinationRates } of source.destinationRates) {
    await eachInSlices(DestinationRates, ({ DestinationId: id }) => {
      if (id !== ANY && !ownDestinations.has(id)) named.destinations.add(id)
    })
  }
  for (const { RatingPlanBindings } of source.ratingPlans) {
    for (const { TimingId } of RatingPlanBindings) if (!ownTimings.has(TimingId)) named.timings.add(TimingId)
  }
  await eachInSlices(source.ratingProfiles, ({ RatingPlanActivations }) => {
    for (const { RatingPlanId } of RatingPlanActivations) {
      if (!ownPlans.has(RatingPlanId)) named.plans.add(RatingPlanId)
    }
  })
  return named
}
