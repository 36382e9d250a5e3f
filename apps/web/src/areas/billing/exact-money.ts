const SCALE = 6
const ONE = 10n ** BigInt(SCALE)

/** An amount with up to 6 decimals in millionths, so that sums and taxes never pass through a binary float. */
export function millionthsOf(amount: number | string): bigint {
  const text = typeof amount === 'number' ? fixed(amount) : amount.trim()
  const [, sign = '', whole = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text) ?? []
  const size = BigInt(whole) * ONE + BigInt(decimals.padEnd(SCALE, '0'))
  return sign ? -size : size
}

/** Millionths as decimal text, such as `-10.5`. */
export function amountText(millionths: bigint): string {
  const size = millionths < 0n ? -millionths : millionths
  const decimals = String(size % ONE)
    .padStart(SCALE, '0')
    .replace(/0+$/, '')
  return `${millionths < 0n ? '-' : ''}${size / ONE}${decimals && `.${decimals}`}`
}

/** Exact sum, as decimal text. */
export function sumOf(amounts: readonly (number | string)[]): string {
  return amountText(amounts.reduce((sum, amount) => sum + millionthsOf(amount), 0n))
}

/** Tax of a line: retail x percent / 100, rounded half away from zero at the currency's minor unit, as the server books it. */
export function taxOf(retail: string, percent: string, decimals: number): string {
  const exact = millionthsOf(retail) * millionthsOf(percent)
  const unit = 10n ** BigInt(2 * SCALE + 2 - decimals)
  const rounded = ((exact < 0n ? -exact : exact) + unit / 2n) / unit
  const millionths = rounded * 10n ** BigInt(SCALE - decimals)
  return amountText(exact < 0n ? -millionths : millionths)
}

function fixed(amount: number): string {
  const text = String(amount)
  return text.includes('e') ? amount.toFixed(SCALE) : text
}
