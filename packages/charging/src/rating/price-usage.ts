import { type Decimal, zero } from '../exact-decimal.ts'
import type { RatingError, RatingLookup } from './find-tariff.ts'
import { roundCost } from './round-cost.ts'
import { type MatchedRate, type Run, type Stretch, startRating } from './start-rating.ts'

/** A price without an account: the steps, their sum, and the sum as the rates round it. */
export type Price = {
  readonly runs: readonly Run[]
  readonly connectFee: Decimal
  /** usage charged: whole steps */
  readonly usage: Decimal
  readonly cost: Decimal
}

/**
 * The price of usage (section 13), as `GetCost` answers it and `*rated` records are stored with it. Usage is counted in
 * closed form, so no size of it is special.
 */
export function priceUsage(
  lookup: RatingLookup,
  { from = zero, usage, ...stretch }: Omit<Stretch, 'end' | 'stopsAtLimit'> & { from?: Decimal; usage: Decimal },
): Price | { error: RatingError } {
  if (usage.lte(0)) return { runs: [], connectFee: zero, usage: zero, cost: zero }
  const end = from.plus(usage)
  const runAt = startRating(lookup, { ...stretch, end })
  const runs: Run[] = []
  let position = from
  let cost = zero
  let connectFee = zero
  while (position.lt(end)) {
    const run = runAt(position, cost)
    if (run === 'stop') break
    if ('error' in run) return run
    if (runs.length === 0 && from.isZero()) {
      connectFee = run.connectFee
      cost = connectFee
    }
    addRun(runs, run)
    cost = cost.plus(run.cost.times(run.count))
    position = position.plus(run.increment.times(run.count))
  }
  const rounding = coarsestRounding(runs.map((run) => run.matched))
  return {
    runs,
    connectFee,
    usage: position.minus(from),
    cost: rounding === undefined ? cost : roundCost(cost, rounding),
  }
}

/** A run like the one before it, as on both sides of a midnight, goes on with it. */
function addRun(runs: Run[], run: Run): void {
  const last = runs.at(-1)
  if (last?.matched === run.matched && last.increment.eq(run.increment) && last.cost.eq(run.cost)) {
    runs[runs.length - 1] = { ...last, count: last.count.plus(run.count) }
  } else runs.push(run)
}

/** Among several rates the one with the most decimals decides (section 13.8). */
function coarsestRounding(matched: readonly MatchedRate[]): { method: string; decimals: number } | undefined {
  let best: { method: string; decimals: number } | undefined
  for (const { rate } of matched) {
    if (rate.roundingDecimals > (best?.decimals ?? 0))
      best = { method: rate.roundingMethod, decimals: rate.roundingDecimals }
  }
  return best
}
