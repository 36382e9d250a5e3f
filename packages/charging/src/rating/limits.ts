import { Decimal } from '../exact-decimal.ts'

const HOUR = 3_600_000_000_000
const LARGEST: Record<string, Decimal> = {
  '*voice': new Decimal(72 * HOUR),
  '*data': new Decimal('107374182400'),
  '*sms': new Decimal(10_000),
  '*mms': new Decimal(10_000),
}
const LARGEST_OTHER = new Decimal(189 * HOUR)

/** Usage that one request may ask a price for (section 13.9). */
export function isWithinLimit(tor: string, usage: Decimal): boolean {
  return usage.lte((Object.hasOwn(LARGEST, tor) ? LARGEST[tor] : undefined) ?? LARGEST_OTHER)
}
