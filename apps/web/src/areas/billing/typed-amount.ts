/**
 * Decimal text of an amount as it was typed, blanks left out; a decimal comma is read where the locale writes one.
 * Undefined for what is no amount: grouping signs are not guessed at, since 1,500 is 1.5 in one country and 1500 in another.
 */
export function typedAmount(text: string, locale: string): string | undefined {
  const bare = text.replaceAll(/[\s\u00a0\u202f]/g, '')
  const dotted = writesComma(locale) ? bare.replace(',', '.') : bare
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(dotted) ? dotted : undefined
}

/** Number of decimals that an amount is written with. */
export function decimalsOf(amount: string): number {
  return (amount.split('.')[1] ?? '').length
}

function writesComma(locale: string): boolean {
  return new Intl.NumberFormat(locale).formatToParts(1.5).some(({ type, value }) => type === 'decimal' && value === ',')
}
