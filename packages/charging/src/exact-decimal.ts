import { Decimal as Base } from 'decimal.js'

/**
 * Decimal numbers for units and money. The library's default of 20 significant digits is too few for nanoseconds
 * with five decimals, so this copy carries 60 and never prints an exponent that PostgreSQL or a log reader must undo.
 */
export const Decimal = Base.clone({ precision: 60, rounding: Base.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 })
export type Decimal = Base

export const zero = new Decimal(0)
