export type MoneyFormat = { locale: string; currency: string; decimals: number }

/** An amount with the configured sign; exact for decimal text, so amounts never pass through a binary float. */
export function formatMoney(amount: number | string, { locale, currency, decimals }: MoneyFormat): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  return format.format(asDecimal(amount))
}

/** Widget figures: `$999.50`, above a thousand `$1.5k`, a million `$2.3M`, a thousand million `$1.1B` (Screens, Numbers). */
export function formatWidgetMoney(amount: number | string, format: MoneyFormat): string {
  const short = shortened(Number(amount))
  if (!short) return formatMoney(amount, format)
  const parts = new Intl.NumberFormat(format.locale, {
    style: 'currency',
    currency: format.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).formatToParts(short.value)
  // the letter follows the digits, also where the sign stands behind: 1,5k €
  const lastDigits = parts.findLastIndex((part) => part.type === 'fraction' || part.type === 'integer')
  return parts.map((part, at) => (at === lastDigits ? part.value + short.letter : part.value)).join('')
}

/** Widget figures without a currency: `999`, `1.5k`, `2.3M`, `1.1B`. */
export function formatWidgetNumber(value: number, locale: string): string {
  const short = shortened(value)
  if (!short) return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)
  const digits = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  return digits.format(short.value) + short.letter
}

/** Percent as a whole number, rounded down: 77.5 gives 77. */
export function wholePercent(part: number, whole: number): number {
  // multiplied first: 29 / 100 * 100 is a hair below 29
  return whole === 0 ? 0 : Math.floor((part * 100) / whole)
}

const STEPS = [
  { from: 1e9, letter: 'B' },
  { from: 1e6, letter: 'M' },
  { from: 1e3, letter: 'k' },
] as const

function shortened(value: number): { value: number; letter: string } | undefined {
  const size = Math.abs(value)
  // 999,960 would print as 1000.0k: what rounds up to the next step is shown in it
  const at = STEPS.findIndex(({ from }) => size > from || (from > 1e3 && size >= from * 0.99995))
  const step = STEPS[at]
  return step && { value: value / step.from, letter: step.letter }
}

function asDecimal(amount: number | string): number {
  // Intl.NumberFormat reads decimal text exactly; its type does not say so for every library version
  return (typeof amount === 'string' ? amount.trim() : amount) as number
}
