import { createHash } from 'node:crypto'
import { Decimal, zero } from '../exact-decimal.ts'
import { ANY, type Binding, type Rate, type RatingPlan, type RatingProfile } from '../rating/rate.ts'
import { ALWAYS, type Timing } from '../rating/timing.ts'
import { serverError } from '../rpc/rpc-error.ts'
import type { SharedGroup } from '../shared-groups/shared-group-records.ts'
import { parseDuration } from '../times/parse-duration.ts'
import { parseTimeExpression } from '../times/parse-time-expression.ts'
import { buildSharedGroup } from './build-shared-group.ts'
import { eachInSlices } from './in-slices.ts'
import { readTimingLists } from './read-timing.ts'
import type { TariffSource, TpDestinationRateItem, TpRate, TpRatingPlan, TpRatingProfile } from './tp-records.ts'

/** What is loaded already and may be named by a tariff plan. */
export type Loaded = {
  destinations: ReadonlySet<string>
  plans: ReadonlySet<string>
  timings: ReadonlyMap<string, Timing>
}

/** A tariff plan made ready to price with. */
export type Tariff = {
  timings: readonly Timing[]
  destinations: readonly { id: string; prefixes: readonly string[] }[]
  plans: readonly RatingPlan[]
  profiles: readonly RatingProfile[]
  sharedGroups: readonly SharedGroup[]
}

/**
 * Makes rating data of a tariff plan. Throws `SERVER_ERROR: ...` naming the first reference that leads nowhere; nothing
 * is written then (section 7.2). Requests are let in meanwhile.
 */
export async function buildTariff(
  source: TariffSource,
  { loaded, now }: { loaded: Loaded; now: Date },
): Promise<Tariff> {
  const timings = source.timings.map(readTimingLists)
  const parts: Parts = {
    timings: new Map(timings.map((one) => [one.id, one])),
    rates: new Map(source.rates.map((one) => [one.ID, one])),
    destinationRates: new Map(source.destinationRates.map((one) => [one.ID, one.DestinationRates])),
    destinations: new Set(source.destinations.map((one) => one.ID)),
    loaded,
  }
  for (const { ID, DestinationRates } of source.destinationRates) {
    await eachInSlices(DestinationRates, (item) => checkItem(parts, ID, item))
  }
  const plans: RatingPlan[] = []
  for (const plan of source.ratingPlans) plans.push(await buildPlan(parts, plan))
  const planIds = new Set(plans.map(({ id }) => id))
  return {
    timings,
    destinations: source.destinations.map(({ ID, Prefixes }) => ({ id: ID, prefixes: Prefixes })),
    plans,
    profiles: mergeProfiles(source.ratingProfiles, {
      now,
      hasPlan: (id) => planIds.has(id) || loaded.plans.has(id),
    }),
    sharedGroups: source.sharedGroups.map(buildSharedGroup),
  }
}

type Parts = {
  timings: ReadonlyMap<string, Timing>
  rates: ReadonlyMap<string, TpRate>
  destinationRates: ReadonlyMap<string, readonly TpDestinationRateItem[]>
  destinations: ReadonlySet<string>
  loaded: Loaded
}

function checkItem({ rates, destinations, loaded }: Parts, id: string, item: TpDestinationRateItem): void {
  if (!rates.has(item.RateId)) throw serverError(`destination rate ${id} names the unknown rate ${item.RateId}`)
  const isKnown = item.DestinationId === ANY || destinations.has(item.DestinationId)
  if (!isKnown && !loaded.destinations.has(item.DestinationId)) {
    throw serverError(`destination rate ${id} names the unknown destination ${item.DestinationId}`)
  }
}

async function buildPlan(parts: Parts, { ID, RatingPlanBindings }: TpRatingPlan): Promise<RatingPlan> {
  const timings: Record<string, Timing> = {}
  const rates: Record<string, Rate> = {}
  const destinationRates: Record<string, Binding[]> = {}
  const keys = new Map<string, string>()
  for (const { DestinationRatesId, TimingId, Weight } of RatingPlanBindings) {
    const items = parts.destinationRates.get(DestinationRatesId)
    if (items === undefined)
      throw serverError(`rating plan ${ID} names the unknown destination rate ${DestinationRatesId}`)
    const timing = TimingId === ANY ? ALWAYS : (parts.timings.get(TimingId) ?? parts.loaded.timings.get(TimingId))
    if (timing === undefined) throw serverError(`rating plan ${ID} names the unknown timing ${TimingId}`)
    const timingKey = keyOf(timing)
    timings[timingKey] = timing
    await eachInSlices(items, (item) => {
      checkItem(parts, DestinationRatesId, item)
      // Many destinations have one rate on the same terms.
      const { DestinationId: _, ...terms } = item
      const named = JSON.stringify(terms)
      let rateKey = keys.get(named)
      if (rateKey === undefined) {
        const rate = buildRate(parts.rates.get(item.RateId) as TpRate, item)
        rateKey = keyOf(rate)
        rates[rateKey] = rate
        keys.set(named, rateKey)
      }
      const list = destinationRates[item.DestinationId] ?? []
      destinationRates[item.DestinationId] = list
      const isThere = list.some((one) => one.timing === timingKey && one.rate === rateKey && one.weight === Weight)
      if (!isThere) list.push({ timing: timingKey, rate: rateKey, weight: Weight })
    })
  }
  return { id: ID, timings, rates, destinationRates }
}

function buildRate({ ID, RateSlots }: TpRate, item: TpDestinationRateItem): Rate {
  const amount = (text: string) => (text === '' ? zero : parseDuration(text))
  const slots = RateSlots.map((slot) => ({
    groupIntervalStart: amount(slot.GroupIntervalStart),
    value: new Decimal(slot.Rate),
    rateIncrement: amount(slot.RateIncrement),
    rateUnit: amount(slot.RateUnit),
  }))
  for (const slot of slots) {
    const isNegative = Object.values(slot).some((amount) => amount.isNegative())
    if (isNegative) throw serverError(`rate ${ID} has a negative amount`)
  }
  // The fee is that of the slot that comes first in time, whatever the order of the lines.
  const first = [...RateSlots].sort((a, b) => amount(a.GroupIntervalStart).cmp(amount(b.GroupIntervalStart)))[0]
  const connectFee = new Decimal(first?.ConnectFee ?? 0)
  if (connectFee.isNegative() || item.MaxCost < 0) throw serverError(`rate ${ID} has a negative amount`)
  return {
    connectFee,
    roundingMethod: item.RoundingMethod,
    roundingDecimals: item.RoundingDecimals,
    maxCost: new Decimal(item.MaxCost),
    maxCostStrategy: item.MaxCostStrategy,
    slots: slots.sort((a, b) => a.groupIntervalStart.cmp(b.groupIntervalStart)),
  }
}

/** The profiles of one subject in several loads are one. */
function mergeProfiles(
  profiles: readonly TpRatingProfile[],
  { now, hasPlan }: { now: Date; hasPlan: (id: string) => boolean },
): RatingProfile[] {
  const merged = new Map<string, RatingProfile>()
  for (const { Tenant, Category, Subject, RatingPlanActivations } of profiles) {
    const key = `${Tenant}:${Category}:${Subject}`
    const added = RatingPlanActivations.map((one) => {
      if (!hasPlan(one.RatingPlanId))
        throw serverError(`rating profile ${key} names the unknown rating plan ${one.RatingPlanId}`)
      return readActivation(one, now)
    })
    merged.set(key, {
      tenant: Tenant,
      category: Category,
      subject: Subject,
      activations: sortActivations([...(merged.get(key)?.activations ?? []), ...added]),
    })
  }
  return [...merged.values()]
}

/** One activation from its texts; the zero time is from the beginning. */
export function readActivation(
  {
    ActivationTime,
    RatingPlanId,
    FallbackSubjects,
  }: { ActivationTime: string; RatingPlanId: string; FallbackSubjects: string },
  now: Date,
): RatingProfile['activations'][number] {
  const time = parseTimeExpression(ActivationTime, now)
  return {
    activationTime: time ?? BEGINNING,
    ratingPlanId: RatingPlanId,
    fallbackSubjects: FallbackSubjects.split(';').filter((one) => one !== ''),
  }
}

/** In order of time; of two at the same instant the later one given replaces the other. */
export function sortActivations(activations: RatingProfile['activations']): RatingProfile['activations'] {
  const byTime = new Map(activations.map((one) => [one.activationTime.getTime(), one]))
  return [...byTime.values()].sort((a, b) => a.activationTime.getTime() - b.activationTime.getTime())
}

const BEGINNING = new Date('0001-01-01T00:00:00Z')

function keyOf(content: object): string {
  return createHash('sha1').update(JSON.stringify(content)).digest('hex').slice(0, 8)
}
