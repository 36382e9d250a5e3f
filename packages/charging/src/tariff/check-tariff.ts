import type { Rate, RatingPlan } from '../rating/rate.ts'
import type { Timing } from '../rating/timing.ts'
import { serverError } from '../rpc/rpc-error.ts'
import type { Tariff } from './build-tariff.ts'
import { eachInSlices } from './in-slices.ts'

const METHODS = new Set(['*up', '*middle', '*down', '*none', ''])
const STRATEGIES = new Set(['*free', '*disconnect', ''])

/**
 * What `Validate` asks beyond sound references: every plan covers the whole week, and every rate can be charged as it
 * is meant. Throws `SERVER_ERROR: ...` naming the first fault.
 */
export async function checkTariff({ plans }: Tariff): Promise<void> {
  for (const plan of plans) {
    for (const rate of Object.values(plan.rates)) checkRate(plan.id, rate)
    await eachInSlices(Object.entries(plan.destinationRates), ([destination, bindings]) => {
      const timings = bindings.map(({ timing }) => plan.timings[timing]).filter((one) => one !== undefined)
      if (!coversWeek(timings))
        throw serverError(`rating plan ${plan.id} does not cover the whole week for ${destination}`)
    })
  }
}

function checkRate(plan: RatingPlan['id'], rate: Rate): void {
  const fault = (text: string) => serverError(`rating plan ${plan}: ${text}`)
  if (rate.slots.length === 0) throw fault('a rate has no slots')
  if (!METHODS.has(rate.roundingMethod)) throw fault(`unknown rounding method ${rate.roundingMethod}`)
  if (!STRATEGIES.has(rate.maxCostStrategy)) throw fault(`unknown cost limit strategy ${rate.maxCostStrategy}`)
  if (rate.slots[0]?.groupIntervalStart.isZero() === false) throw fault('the first slot of a rate must start at 0')
  rate.slots.forEach((slot, index) => {
    const next = rate.slots[index + 1]
    if (next === undefined) return
    const span = next.groupIntervalStart.minus(slot.groupIntervalStart)
    if (span.lte(0)) throw fault('two slots of a rate start at the same place')
    if (slot.rateIncrement.isZero() || !span.mod(slot.rateIncrement).isZero()) {
      throw fault('a slot of a rate must last a whole number of its increments')
    }
  })
}

/** Some timing holds on every day of the week from midnight to midnight, or together they do. */
function coversWeek(timings: readonly Timing[]): boolean {
  const yearRound = timings.filter((one) => one.years.length + one.months.length + one.monthDays.length === 0)
  return [0, 1, 2, 3, 4, 5, 6].every((day) => {
    const isOn = ({ weekDays }: Timing) =>
      weekDays.length === 0 || weekDays.includes(day) || (day === 0 && weekDays.includes(7))
    const spans = yearRound.filter(isOn).map((one) => [one.startTime, one.endTime || '24:00:00'] as const)
    let covered = '00:00:00'
    for (const [from, until] of spans.sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (from <= covered && until > covered) covered = until
    }
    return covered === '24:00:00'
  })
}
