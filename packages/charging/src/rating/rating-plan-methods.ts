import { notFound } from '../rpc/rpc-error.ts'
import type { Methods } from '../rpc/services.ts'
import { ratingPlans } from './collections.ts'
import { presentRate, presentTiming } from './present-rate.ts'
import type { RatingPlan } from './rate.ts'

/** Loaded rating plans; they are made by loading tariff plans only (section 7.1). */
export const ratingPlanMethods: Methods = {
  GetRatingPlan: (engine, argument) =>
    engine.read((unit) => {
      const plan = typeof argument === 'string' ? unit.get(ratingPlans, argument.trim()) : undefined
      if (plan === undefined) throw notFound()
      return presentPlan(plan)
    }),
  RemoveRatingPlan: (engine, argument) =>
    engine.change((unit) => {
      if (typeof argument === 'string') unit.remove(ratingPlans, argument.trim())
      return 'OK'
    }),
}

function presentPlan(plan: RatingPlan): object {
  const mapped = <T>(record: Readonly<Record<string, T>>, present: (value: T) => object) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, present(value)]))
  return {
    Id: plan.id,
    Timings: mapped(plan.timings, presentTiming),
    Ratings: mapped(plan.rates, presentRate),
    DestinationRates: mapped(plan.destinationRates, (list) =>
      list.map(({ timing, rate, weight }) => ({ Timing: timing, Rating: rate, Weight: weight })),
    ),
  }
}
