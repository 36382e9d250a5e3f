/** Small tariff plans for tests. */
import type { MatchedDestinations } from '../destinations/destination-records.ts'
import { Decimal } from '../exact-decimal.ts'
import type { RatingLookup } from './find-tariff.ts'
import type { Rate, RatingPlan, RatingProfile } from './rate.ts'
import { ALWAYS, type Timing } from './timing.ts'

const SECOND = '1e9'

type SlotOptions = { start?: number; price: number | string; unit?: number; increment?: number }

/** A rate with slots in seconds. */
export function rate({ slots, ...options }: { slots: SlotOptions[] } & Partial<Omit<Rate, 'slots'>>): Rate {
  const seconds = (value: number) => new Decimal(SECOND).times(value)
  return {
    connectFee: new Decimal(0),
    roundingMethod: '*up',
    roundingDecimals: 4,
    maxCost: new Decimal(0),
    maxCostStrategy: '',
    ...options,
    slots: slots.map(({ start = 0, price, unit = 60, increment = 60 }) => ({
      groupIntervalStart: seconds(start),
      value: new Decimal(price),
      rateUnit: seconds(unit),
      rateIncrement: seconds(increment),
    })),
  }
}

type Line = { to: string; rate: Rate; at?: Timing; weight?: number }

export function plan(id: string, lines: readonly Line[]): RatingPlan {
  const destinationRates: Record<string, { timing: string; rate: string; weight: number }[]> = {}
  lines.forEach(({ to, weight = 10 }, index) => {
    const list = destinationRates[to] ?? []
    destinationRates[to] = [...list, { timing: `t${index}`, rate: `r${index}`, weight }]
  })
  return {
    id,
    timings: Object.fromEntries(lines.map((line, index) => [`t${index}`, line.at ?? ALWAYS])),
    rates: Object.fromEntries(lines.map((line, index) => [`r${index}`, line.rate])),
    destinationRates,
  }
}

/** A profile of tenant `t`; activations by time of start. */
export function profile(
  key: { category?: string; subject?: string },
  activations: readonly { from?: string; plan: string; fallback?: string[] }[],
): RatingProfile {
  return {
    tenant: 't',
    category: key.category ?? 'call',
    subject: key.subject ?? '*any',
    activations: activations.map((one) => ({
      activationTime: new Date(one.from ?? '2020-01-01T00:00:00Z'),
      ratingPlanId: one.plan,
      fallbackSubjects: one.fallback ?? [],
    })),
  }
}

export function lookupOf(
  profiles: readonly RatingProfile[],
  plans: readonly RatingPlan[],
  timings: readonly Timing[] = [],
): RatingLookup {
  const keyOf = (one: { tenant: string; category: string; subject: string }) =>
    `${one.tenant}:${one.category}:${one.subject}`
  const byKey = new Map(profiles.map((one) => [keyOf(one), one]))
  const byId = new Map(plans.map((one) => [one.id, one]))
  return {
    profile: (key) => byKey.get(keyOf(key)),
    plan: (id) => byId.get(id),
    timing: (id) => timings.find((one) => one.id === id),
  }
}

export function timing(options: Partial<Timing>): Timing {
  return { ...ALWAYS, ...options }
}

/** The destinations of these prefixes that a number belongs to. */
export function destinationsOf(number: string, prefixes: Readonly<Record<string, string>>): MatchedDestinations {
  const matched = Object.entries(prefixes).filter(([prefix]) => number.startsWith(prefix))
  return new Map(matched.map(([prefix, id]) => [id, prefix.length]))
}
