import { Decimal } from '../exact-decimal.ts'

const MODES = {
  '*up': Decimal.ROUND_CEIL,
  '*middle': Decimal.ROUND_HALF_UP,
  '*down': Decimal.ROUND_FLOOR,
} as const
const COST_DECIMALS = 5

/** Cost as a rate's rounding has it. No decimals, or a method that is none, leaves it as it is (section 13.8). */
export function roundCost(cost: Decimal, { method, decimals }: { method: string; decimals: number }): Decimal {
  const mode = isMode(method) ? MODES[method] : undefined
  return mode === undefined || decimals <= 0 ? cost : cost.toDecimalPlaces(Math.min(decimals, COST_DECIMALS), mode)
}

/** Price of one step: five decimals, half up, and multiplied afterwards (section 13.7). */
export function roundStepCost(cost: Decimal): Decimal {
  return cost.toDecimalPlaces(COST_DECIMALS, Decimal.ROUND_HALF_UP)
}

function isMode(method: string): method is keyof typeof MODES {
  return Object.hasOwn(MODES, method)
}
