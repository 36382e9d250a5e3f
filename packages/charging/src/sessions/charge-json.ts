import type { Charge, Payer } from '../debit/charge.ts'
import { Decimal } from '../exact-decimal.ts'
import type { Rate, RateSlot } from '../rating/rate.ts'
import type { MatchedRate } from '../rating/start-rating.ts'

/** Charges in JSON: decimals as text, what is nothing left out, and each matched rate once, named by its place. */
export type ChargesJson = {
  charges: {
    kind: Charge['kind']
    count: string
    usage?: string
    cost?: string
    units?: string
    unit?: Payer
    money?: Payer
    at?: number
  }[]
  matched?: MatchedJson[]
}
type RateJson = Omit<Rate, 'connectFee' | 'maxCost' | 'slots'> & {
  connectFee: string
  maxCost: string
  slots: Record<keyof RateSlot, string>[]
}
type MatchedJson = Omit<MatchedRate, 'rate'> & { rate: RateJson }

export function writeCharges(charges: readonly Charge[]): ChargesJson {
  const matched: MatchedRate[] = []
  const placeOf = (one: MatchedRate) => {
    const place = matched.indexOf(one)
    return place < 0 ? matched.push(one) - 1 : place
  }
  const written = charges.map((charge) => ({
    kind: charge.kind,
    count: charge.count.toString(),
    usage: textUnlessZero(charge.usageEach),
    cost: textUnlessZero(charge.costEach),
    units: textUnlessZero(charge.unitsEach),
    unit: charge.unit ?? undefined,
    money: charge.money ?? undefined,
    at: charge.matched === null ? undefined : placeOf(charge.matched),
  }))
  return matched.length === 0 ? { charges: written } : { charges: written, matched: matched.map(writeMatched) }
}

export function readCharges(json: ChargesJson): Charge[] {
  const matched = (json.matched ?? []).map(readMatched)
  return json.charges.map(({ kind, count, usage, cost, units, unit, money, at }) => ({
    kind,
    count: new Decimal(count),
    usageEach: new Decimal(usage ?? 0),
    costEach: new Decimal(cost ?? 0),
    unitsEach: new Decimal(units ?? 0),
    unit: unit ?? null,
    money: money ?? null,
    matched: (at === undefined ? undefined : matched[at]) ?? null,
  }))
}

/** A matched rate in JSON, its members always in one order. */
export function writeMatched({ match, rate, timing }: MatchedRate): MatchedJson {
  const slots = rate.slots.map((slot) => ({
    groupIntervalStart: slot.groupIntervalStart.toString(),
    value: slot.value.toString(),
    rateIncrement: slot.rateIncrement.toString(),
    rateUnit: slot.rateUnit.toString(),
  }))
  return {
    match,
    timing,
    rate: {
      connectFee: rate.connectFee.toString(),
      roundingMethod: rate.roundingMethod,
      roundingDecimals: rate.roundingDecimals,
      maxCost: rate.maxCost.toString(),
      maxCostStrategy: rate.maxCostStrategy,
      slots,
    },
  }
}

function readMatched({ match, rate, timing }: MatchedJson): MatchedRate {
  const slots = rate.slots.map((slot) => ({
    groupIntervalStart: new Decimal(slot.groupIntervalStart),
    value: new Decimal(slot.value),
    rateIncrement: new Decimal(slot.rateIncrement),
    rateUnit: new Decimal(slot.rateUnit),
  }))
  return {
    match,
    timing,
    rate: { ...rate, connectFee: new Decimal(rate.connectFee), maxCost: new Decimal(rate.maxCost), slots },
  }
}

function textUnlessZero(value: Decimal): string | undefined {
  return value.isZero() ? undefined : value.toString()
}
