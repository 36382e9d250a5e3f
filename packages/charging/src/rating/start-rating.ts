import { Decimal, zero } from '../exact-decimal.ts'
import type { CompiledBinding, Step } from './compile-plan.ts'
import {
  bindingAt,
  type FoundTariff,
  findTariff,
  type Match,
  type Rated,
  type RatingError,
  type RatingLookup,
} from './find-tariff.ts'
import { DISCONNECT, FREE, type Rate } from './rate.ts'
import { nextBorder, type Timing } from './timing.ts'

/** What was matched for a run of steps, as cost details show it. */
export type MatchedRate = { readonly match: Match; readonly rate: Rate; readonly timing: Timing }

/** Equal steps that follow one another: each covers `increment` of usage and costs `cost`. */
export type Run = {
  readonly matched: MatchedRate
  readonly connectFee: Decimal
  readonly increment: Decimal
  readonly cost: Decimal
  readonly count: Decimal
}

/** A stretch of a session: positions count from the start of the session, in nanoseconds of voice, bytes or count. */
export type Stretch = Rated & {
  tor: string
  /** start of the session */
  at: Date
  /** position at which the stretch ends; the last step may go beyond it */
  end: Decimal
  /** a rate's cost limit with `*disconnect` ends the stretch; without, what goes beyond it is free */
  stopsAtLimit?: boolean
}

/**
 * The steps from a position on, at least one and as many as are alike; `spent` is what the session has cost so far.
 * `stop`, when asked for, means that the rate's cost limit ends the session here.
 */
export type Rater = (position: Decimal, spent: Decimal) => Run | { error: RatingError } | 'stop'

const NANOSECONDS = new Decimal('1e6')
const VOICE = '*voice'

/**
 * Begins to price a stretch. Steps are never cut: a step that begins before a border is charged whole at the old price,
 * and the new price begins where it ends. Only voice passes through time; other usage keeps the rate of its start
 * (section 13.5).
 */
export function startRating(lookup: RatingLookup, stretch: Stretch): Rater {
  const start = stretch.at.getTime()
  const isTimed = stretch.tor === VOICE
  const timeAt = (position: Decimal) => (isTimed ? start + position.div(NANOSECONDS).floor().toNumber() : start)
  const positionAt = (time: number) => NANOSECONDS.times(time - start)
  let found: FoundTariff | undefined
  let matched: MatchedRate | undefined
  let matchedIn: FoundTariff | undefined
  let matchedBy: CompiledBinding | undefined

  return (position, spent) => {
    const time = timeAt(position)
    if (found === undefined || time >= found.until) {
      const next = findTariff(lookup, stretch, time)
      if ('error' in next) return next
      found = next
    }
    const binding = bindingAt(found.tariff, time)
    const step = binding && stepAt(binding, position)
    if (binding === undefined || step === undefined) return { error: 'UNAUTHORIZED_DESTINATION' }
    if (matched === undefined || matchedIn !== found || matchedBy !== binding) {
      matchedIn = found
      matchedBy = binding
      const match = { ...found.match, weight: binding.weight }
      matched = { match, rate: binding.rate.rate, timing: binding.timing }
    }
    let end = step.end === null ? stretch.end : Decimal.min(step.end, stretch.end)
    if (isTimed) {
      const border = borderAfter(found, binding, time)
      if (border !== Infinity) end = Decimal.min(end, positionAt(border))
    }
    const run: Run = {
      matched,
      connectFee: binding.rate.connectFee,
      increment: step.increment,
      cost: step.cost,
      count: Decimal.max(1, ceilDiv(end.minus(position), step.increment)),
    }
    return run.matched.rate.maxCost.gt(0) ? withinMaxCost(run, { spent, stops: stretch.stopsAtLimit === true }) : run
  }
}

/** Whole steps needed for a usage. */
export function ceilDiv(usage: Decimal, increment: Decimal): Decimal {
  const whole = usage.divToInt(increment)
  return whole.times(increment).lt(usage) ? whole.plus(1) : whole
}

function stepAt({ rate }: CompiledBinding, position: Decimal): Step | undefined {
  return rate.steps.findLast((step) => step.start.lte(position))
}

function borderAfter(found: FoundTariff, binding: CompiledBinding, time: number): number {
  const { bindings, borders } = found.tariff
  if (bindings.length === 1 && binding.window.isAlways) return found.until
  return Math.min(found.until, nextBorder(borders, time))
}

/** Once the cost so far reaches the limit, further steps are free, or the session ends there (section 12.4). */
function withinMaxCost(run: Run, { spent, stops }: { spent: Decimal; stops: boolean }): Run | 'stop' {
  const { maxCost, maxCostStrategy } = run.matched.rate
  if (maxCostStrategy !== FREE && maxCostStrategy !== DISCONNECT) return run
  if (spent.gte(maxCost)) return stops && maxCostStrategy === DISCONNECT ? 'stop' : { ...run, cost: zero }
  if (run.cost.isZero()) return run
  return { ...run, count: Decimal.min(run.count, ceilDiv(maxCost.minus(spent), run.cost)) }
}
