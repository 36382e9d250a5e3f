import { Decimal } from 'decimal.js'

/** An exact amount in currency units. */
export type Amount = Decimal

/** Reads an amount from the database (NUMERIC text) or from a checked request. */
export function amount(value: string | number | Decimal): Amount {
  return new Decimal(value)
}

/**
 * The one rounding rule: half away from zero, at the currency's minor unit (decisions.md, "exactness").
 * @param decimals decimals of the minor unit: 2 for GBP, 0 for JPY
 */
export function roundMoney(value: Amount, decimals: number): Amount {
  return value.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP)
}

/** Tax of one line: round(retail x rate / 100). */
export function lineTax(retail: Amount, ratePercent: Amount, decimals: number): Amount {
  return roundMoney(retail.times(ratePercent).dividedBy(100), decimals)
}

/** Decimals of a currency's minor unit by ISO 4217, as the runtime's own table has them. */
export function currencyDecimals(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** The number that goes on the wire. Amounts of up to 15 digits survive exactly; larger ones are refused by the contract. */
export function moneyOnWire(value: string | Decimal): number {
  return new Decimal(value).toNumber()
}
