import type { Rate } from './rate.ts'
import type { Timing } from './timing.ts'

/** The members of a timing as plans and cost details show them. */
export function presentTiming({ years, months, monthDays, weekDays, startTime, endTime }: Timing): object {
  return {
    Years: years,
    Months: months,
    MonthDays: monthDays,
    WeekDays: weekDays,
    StartTime: startTime,
    EndTime: endTime,
  }
}

export function presentSlots(rate: Rate): object[] {
  return rate.slots.map((slot) => ({
    GroupIntervalStart: slot.groupIntervalStart.toNumber(),
    Value: slot.value.toNumber(),
    RateIncrement: slot.rateIncrement.toNumber(),
    RateUnit: slot.rateUnit.toNumber(),
  }))
}

/** What a rate says beside its slots. */
export function presentRateTerms(rate: Rate): object {
  return {
    ConnectFee: rate.connectFee.toNumber(),
    RoundingMethod: rate.roundingMethod,
    RoundingDecimals: rate.roundingDecimals,
    MaxCost: rate.maxCost.toNumber(),
    MaxCostStrategy: rate.maxCostStrategy,
  }
}

export function presentRate(rate: Rate): object {
  return { ...presentRateTerms(rate), Rates: presentSlots(rate) }
}
