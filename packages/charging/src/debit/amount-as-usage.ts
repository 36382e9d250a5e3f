import { Decimal } from '../exact-decimal.ts'
import { ANY, type RatingPlan } from '../rating/rate.ts'
import { ALWAYS } from '../rating/timing.ts'
import type { DebitLookup } from './debit-lookup.ts'

/** The smallest amount that a balance can hold. */
const PLACE = new Decimal('0.00001')
const ONE = new Decimal(1)

const PLAN: RatingPlan = {
  id: '*directdebit',
  timings: { always: ALWAYS },
  rates: {
    amount: {
      connectFee: new Decimal(0),
      roundingMethod: '',
      roundingDecimals: 0,
      maxCost: new Decimal(0),
      maxCostStrategy: '',
      slots: [{ groupIntervalStart: new Decimal(0), value: PLACE, rateIncrement: ONE, rateUnit: ONE }],
    },
  },
  destinationRates: { [ANY]: [{ timing: 'always', rate: 'amount', weight: 0 }] },
}

/** An amount of money as usage of type `*monetary`: as many of the smallest amounts, each at its own price. */
export function amountAsUsage(amount: Decimal): { tor: string; usage: Decimal } {
  return { tor: '*monetary', usage: amount.div(PLACE).round() }
}

/** Prices such usage at what it is, for everybody: the amount is debited as it stands (`*directdebit`, section 9.1). */
export function lookupOfAmounts(lookup: DebitLookup): DebitLookup {
  const activations = [{ activationTime: new Date(0), ratingPlanId: PLAN.id, fallbackSubjects: [] }]
  return { ...lookup, profile: (key) => ({ ...key, activations }), plan: () => PLAN }
}
