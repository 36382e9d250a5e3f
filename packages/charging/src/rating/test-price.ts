/** Prices of calls of tenant `t`, for tests. */
import { Decimal } from '../exact-decimal.ts'
import type { RatingLookup } from './find-tariff.ts'
import { priceUsage } from './price-usage.ts'
import { destinationsOf } from './test-plan.ts'

export const seconds = (value: number | string) => new Decimal('1e9').times(value)
const PREFIXES = { '31': 'NL', '316': 'NL_MOB', '44': 'UK', mcc505: 'AU', 'mcc505.mnc057': 'AU_57' }

type Asked = {
  category?: string
  subject?: string
  to?: string
  tor?: string
  at?: string
  from?: Decimal
  usage: Decimal
}
export function price(
  lookup: RatingLookup,
  { to = '31201', at = '2026-03-02T10:00:00Z', category = 'call', subject = 's', tor = '*voice', ...asked }: Asked,
) {
  const destinations = destinationsOf(to, PREFIXES)
  return priceUsage(lookup, {
    tenant: 't',
    category,
    subject,
    tor,
    destination: to,
    destinations,
    at: new Date(at),
    ...asked,
  })
}
export function costOf(lookup: RatingLookup, asked: Asked): number {
  const answer = price(lookup, asked)
  if ('error' in answer) throw new Error(answer.error)
  return answer.cost.toNumber()
}
