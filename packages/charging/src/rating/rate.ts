import type { Decimal } from '../exact-decimal.ts'
import type { Timing } from './timing.ts'

/** From a position in the session on: `value` is the price of `rateUnit`, charged in whole steps of `rateIncrement`. */
export type RateSlot = {
  /** nanoseconds of voice, else bytes or count, as the three members below */
  readonly groupIntervalStart: Decimal
  readonly value: Decimal
  readonly rateIncrement: Decimal
  readonly rateUnit: Decimal
}

/** A rate as a destination rate uses it: slots with the rounding and the cost limit that come from there. */
export type Rate = {
  readonly connectFee: Decimal
  /** `*up`, `*middle`, `*down`; anything else does not round */
  readonly roundingMethod: string
  /** 0 does not round */
  readonly roundingDecimals: number
  /** 0 is no limit */
  readonly maxCost: Decimal
  /** `*free` or `*disconnect` */
  readonly maxCostStrategy: string
  /** in order of their start */
  readonly slots: readonly RateSlot[]
}

/** Which rate applies to a destination, at which times; the higher weight wins. */
export type Binding = { readonly timing: string; readonly rate: string; readonly weight: number }

/** A rating plan as it is loaded: timings and rates by a key of their content. */
export type RatingPlan = {
  readonly id: string
  readonly timings: Readonly<Record<string, Timing>>
  readonly rates: Readonly<Record<string, Rate>>
  /** destination id, or `*any`, to its bindings */
  readonly destinationRates: Readonly<Record<string, readonly Binding[]>>
}

export type Activation = {
  readonly activationTime: Date
  readonly ratingPlanId: string
  readonly fallbackSubjects: readonly string[]
}

/** Which plan prices a subject's usage, from when on. */
export type RatingProfile = {
  readonly tenant: string
  readonly category: string
  readonly subject: string
  /** in order of time */
  readonly activations: readonly Activation[]
}

export const ANY = '*any'
export const FREE = '*free'
export const DISCONNECT = '*disconnect'
