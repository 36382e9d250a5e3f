import { Decimal } from '../exact-decimal.ts'
import type { Activation, Rate, RateSlot, RatingPlan, RatingProfile } from './rate.ts'

/** How rating data lies in the store: decimals and times as text. */
type SlotText = Record<keyof RateSlot, string>
export type RateText = Omit<Rate, 'connectFee' | 'maxCost' | 'slots'> & {
  connectFee: string
  maxCost: string
  slots: SlotText[]
}
export type PlanText = Omit<RatingPlan, 'rates'> & { rates: Record<string, RateText> }
export type ProfileText = Omit<RatingProfile, 'activations'> & {
  activations: (Omit<Activation, 'activationTime'> & { activationTime: string })[]
}

export function writeRate(rate: Rate): RateText {
  return {
    ...rate,
    connectFee: rate.connectFee.toString(),
    maxCost: rate.maxCost.toString(),
    slots: rate.slots.map((slot) => ({
      groupIntervalStart: slot.groupIntervalStart.toString(),
      value: slot.value.toString(),
      rateIncrement: slot.rateIncrement.toString(),
      rateUnit: slot.rateUnit.toString(),
    })),
  }
}

export function readRate(text: RateText): Rate {
  return {
    ...text,
    connectFee: new Decimal(text.connectFee),
    maxCost: new Decimal(text.maxCost),
    slots: text.slots.map((slot) => ({
      groupIntervalStart: new Decimal(slot.groupIntervalStart),
      value: new Decimal(slot.value),
      rateIncrement: new Decimal(slot.rateIncrement),
      rateUnit: new Decimal(slot.rateUnit),
    })),
  }
}

export function writePlan(plan: RatingPlan): PlanText {
  return { ...plan, rates: mapValues(plan.rates, writeRate) }
}

export function readPlan(text: PlanText): RatingPlan {
  return { ...text, rates: mapValues(text.rates, readRate) }
}

export function writeProfile(profile: RatingProfile): ProfileText {
  const activations = profile.activations.map((one) => ({ ...one, activationTime: one.activationTime.toISOString() }))
  return { ...profile, activations }
}

export function readProfile(text: ProfileText): RatingProfile {
  const activations = text.activations.map((one) => ({ ...one, activationTime: new Date(one.activationTime) }))
  return { ...text, activations }
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
