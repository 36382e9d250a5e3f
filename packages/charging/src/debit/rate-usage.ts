import type { Decimal } from '../exact-decimal.ts'

/** Why usage could not be priced. */
export type RatingError = 'RATING_PLAN_NOT_FOUND' | 'UNAUTHORIZED_DESTINATION' | 'MAX_USAGE_EXCEEDED'
export type Rated = { cost: Decimal } | { error: RatingError }

/** What is to be priced: a stretch of usage that no unit balance covers, at its place in the whole. */
export type Priced = {
  tenant: string
  category: string
  subject: string
  destination: string
  tor: string
  at: Date
  /** usage already covered before this stretch: rate slots go by the place in the whole session */
  from: Decimal
  usage: Decimal
}

/**
 * The price of usage in money (section 13). Rating profiles, plans and rates have no tables yet, so no category and
 * subject has a plan and the answer is the one that CGRateS gives in that case. Everything that needs a price (debits,
 * grants, GetCost) asks here, and monetary balances are consumed with what is answered here.
 */
export function rateUsage(_priced: Priced): Rated {
  return { error: 'RATING_PLAN_NOT_FOUND' }
}
