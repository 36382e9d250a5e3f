import { Decimal, zero } from '../exact-decimal.ts'
import type { Binding, Rate, RatingPlan } from './rate.ts'
import { roundStepCost } from './round-cost.ts'
import { ALWAYS, type Timing, type Window, windowOf } from './timing.ts'

/** One slot with the price of one step worked out. */
export type Step = {
  readonly start: Decimal
  /** start of the next slot; null when this is the last */
  readonly end: Decimal | null
  readonly increment: Decimal
  readonly cost: Decimal
}
export type CompiledRate = { readonly rate: Rate; readonly connectFee: Decimal; readonly steps: readonly Step[] }
export type CompiledBinding = {
  readonly rate: CompiledRate
  readonly timing: Timing
  readonly window: Window
  readonly weight: number
}
/** The bindings of one destination and the times of day at which another of them may take over. */
export type Tariff = { readonly bindings: readonly CompiledBinding[]; readonly borders: readonly number[] }
export type CompiledPlan = {
  readonly id: string
  /** what a plan says of a destination, worked out when it is first asked for; undefined when it says nothing */
  tariffFor(destination: string): Tariff | undefined
}

const ONE_SECOND = new Decimal('1e9')
const compiled = new WeakMap<RatingPlan, CompiledPlan>()

/** The plan made ready for pricing. A plan is a value, so what was worked out for it holds as long as it lives. */
export function compilePlan(plan: RatingPlan): CompiledPlan {
  const known = compiled.get(plan)
  if (known !== undefined) return known
  const rates = new Map(Object.entries(plan.rates).map(([key, rate]) => [key, compileRate(rate)]))
  const windows = new Map(Object.entries(plan.timings).map(([key, timing]) => [key, windowOf(timing)]))
  const tariffs = new Map<string, Tariff>()
  const compileTariff = (list: readonly Binding[]): Tariff => {
    const bindings = list.flatMap(({ timing, rate, weight }) => {
      const found = rates.get(rate)
      if (found === undefined) return []
      const at = plan.timings[timing] ?? ALWAYS
      return [{ rate: found, timing: at, window: windows.get(timing) ?? windowOf(at), weight }]
    })
    return { bindings: ordered(bindings), borders: bordersOf(bindings) }
  }
  const result: CompiledPlan = {
    id: plan.id,
    tariffFor: (destination) => {
      const known = tariffs.get(destination)
      if (known !== undefined || !Object.hasOwn(plan.destinationRates, destination)) return known
      const tariff = compileTariff(plan.destinationRates[destination] ?? [])
      tariffs.set(destination, tariff)
      return tariff
    },
  }
  compiled.set(plan, result)
  return result
}

/** Higher weight first, then the later start of day: the first that is open is the one that applies (section 13.5). */
function ordered(bindings: readonly CompiledBinding[]): CompiledBinding[] {
  return [...bindings].sort((a, b) => b.weight - a.weight || b.window.from - a.window.from)
}

function bordersOf(bindings: readonly CompiledBinding[]): number[] {
  return [...new Set(bindings.flatMap(({ window }) => [window.from, window.until]))].sort((a, b) => a - b)
}

function compileRate(rate: Rate): CompiledRate {
  const slots = [...rate.slots].sort((a, b) => a.groupIntervalStart.cmp(b.groupIntervalStart))
  const steps = slots.map((slot, index) => {
    // Increment or unit 0 means one second.
    const increment = slot.rateIncrement.gt(0) ? slot.rateIncrement : ONE_SECOND
    const unit = slot.rateUnit.gt(0) ? slot.rateUnit : ONE_SECOND
    return {
      // Usage before the first slot's start belongs to the first slot.
      start: index === 0 ? zero : slot.groupIntervalStart,
      end: slots[index + 1]?.groupIntervalStart ?? null,
      increment,
      cost: roundStepCost(slot.value.times(increment).div(unit)),
    }
  })
  return { rate, connectFee: roundStepCost(rate.connectFee), steps }
}
