import { makeLive } from '../destinations/coming-records.ts'
import { putPrefixes } from '../destinations/destination-records.ts'
import { fillComing, settleComing } from '../destinations/load-destinations.ts'
import type { Engine } from '../engine.ts'
import { profileKey, ratingPlans, ratingProfiles, timings } from '../rating/collections.ts'
import { writePlan } from '../rating/plan-text.ts'
import { sharedGroups } from '../shared-groups/shared-group-records.ts'
import { keyPrefix } from '../store/key.ts'
import { prepareText } from '../store/prepared-text.ts'
import type { Unit } from '../store/unit.ts'
import type { Tariff } from './build-tariff.ts'
import { requireImported } from './import-tariff.ts'
import { eachInSlices, inPortions } from './in-slices.ts'
import { collectionOf } from './tp-parts.ts'
import { type TariffSource, tpCollections } from './tp-records.ts'

const PORTION = 500

/** All of a stored tariff plan. What is changed meanwhile is read as it was or as it is. */
export async function readSource(engine: Engine, tpId: string): Promise<TariffSource> {
  await engine.read((unit) => requireImported(unit, tpId))
  const all = async <K extends keyof TariffSource>(part: K) => {
    const collection = collectionOf(part)
    const values: unknown[] = []
    const keys = await engine.read((unit) => [...unit.keys(collection, keyPrefix(tpId))])
    for await (const portion of inPortions(keys, PORTION)) {
      values.push(...(await engine.read((unit) => portion.flatMap((key) => unit.get(collection, key) ?? []))))
    }
    return values as unknown as TariffSource[K]
  }
  return {
    timings: await all('timings'),
    destinations: await all('destinations'),
    rates: await all('rates'),
    destinationRates: await all('destinationRates'),
    ratingPlans: await all('ratingPlans'),
    ratingProfiles: await all('ratingProfiles'),
    sharedGroups: await all('sharedGroups'),
  }
}

export function isEmpty(source: TariffSource): boolean {
  return Object.keys(tpCollections).every((part) => source[part as keyof TariffSource].length === 0)
}

/** Works out beforehand what the plans are written as, a few destinations at a time. */
export async function prepareTexts({ plans }: Tariff): Promise<void> {
  for (const plan of plans) {
    const parts: string[] = []
    await eachInSlices(Object.entries(plan.destinationRates), ([id, bindings]) => {
      parts.push(`${JSON.stringify(id)}:${JSON.stringify(bindings)}`)
    })
    const { destinationRates: _, ...rest } = writePlan(plan)
    prepareText(plan, `${JSON.stringify(rest).slice(0, -1)},"destinationRates":{${parts.join(',')}}}`)
  }
}

/** Destinations beyond this are brought near beforehand, so that no unit is long. */
const MOST_AT_ONCE = 1000

/** Loads run one after the other: destinations on their way belong to one of them. */
const running = new WeakMap<Engine['change'], Promise<unknown>>()

/**
 * Puts a tariff in force, from the next request on; what it does not name stays as it is. All of it comes into force by
 * one unit, or nothing of it. `check` may refuse within that unit.
 */
export async function putInForce(engine: Engine, tariff: Tariff, check: (unit: Unit) => void): Promise<void> {
  await inTurn(engine, () => putAlone(engine, tariff, check))
}

/** Brings to its end what a load left that died; to be called at the start. */
export async function finishLoads(engine: Engine): Promise<void> {
  await inTurn(engine, () => settleComing(engine))
}

async function inTurn(engine: Engine, work: () => Promise<void>): Promise<void> {
  const own = (running.get(engine.change) ?? Promise.resolve()).then(work, work)
  running.set(engine.change, own)
  await own
}

async function putAlone(engine: Engine, tariff: Tariff, check: (unit: Unit) => void): Promise<void> {
  // What a load left that failed.
  await settleComing(engine)
  if (tariff.destinations.length <= MOST_AT_ONCE) {
    await engine.change((unit) => {
      check(unit)
      for (const { id, prefixes } of tariff.destinations) putPrefixes(unit, id, prefixes)
      putTariff(unit, tariff)
    })
    return
  }
  try {
    await fillComing(engine, tariff.destinations)
    await engine.change((unit) => {
      check(unit)
      makeLive(unit)
      putTariff(unit, tariff)
    })
  } finally {
    await settleComing(engine)
  }
}

/** All but the destinations. */
function putTariff(unit: Unit, tariff: Tariff): void {
  for (const timing of tariff.timings) unit.put(timings, timing.id, timing)
  for (const plan of tariff.plans) unit.put(ratingPlans, plan.id, plan)
  for (const group of tariff.sharedGroups) unit.put(sharedGroups, group.id, group)
  for (const profile of tariff.profiles) unit.put(ratingProfiles, profileKey(profile), profile)
}
