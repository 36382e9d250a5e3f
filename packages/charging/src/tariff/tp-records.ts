import { type Collection, defineDocuments } from '../store/collection.ts'
import { joinKey } from '../store/key.ts'

/**
 * Tariff plans as an operator writes them, in the form in which they are sent and answered (section 7.2). They price
 * nothing: loading makes rating data of them. Numbers are JSON numbers, read as decimals when a plan is built.
 */
export type TpTiming = {
  TPid: string
  ID: string
  Years: string
  Months: string
  MonthDays: string
  WeekDays: string
  Time: string
}
export type TpDestination = { TPid: string; ID: string; Prefixes: readonly string[] }
export type TpRateSlot = {
  ConnectFee: number
  Rate: number
  RateUnit: string
  RateIncrement: string
  GroupIntervalStart: string
}
export type TpRate = { TPid: string; ID: string; RateSlots: readonly TpRateSlot[] }
export type TpDestinationRateItem = {
  DestinationId: string
  RateId: string
  RoundingMethod: string
  RoundingDecimals: number
  MaxCost: number
  MaxCostStrategy: string
}
export type TpDestinationRate = { TPid: string; ID: string; DestinationRates: readonly TpDestinationRateItem[] }
export type TpRatingPlan = {
  TPid: string
  ID: string
  RatingPlanBindings: readonly { DestinationRatesId: string; TimingId: string; Weight: number }[]
}
export type TpActivation = { ActivationTime: string; RatingPlanId: string; FallbackSubjects: string }
export type TpRatingProfile = {
  TPid: string
  LoadId: string
  Tenant: string
  Category: string
  Subject: string
  RatingPlanActivations: readonly TpActivation[]
}
export type TpSharedGroup = {
  TPid: string
  ID: string
  SharedGroups: readonly { Account: string; Strategy: string; RatingSubject: string }[]
}
/** All of one tariff plan. */
export type TariffSource = {
  timings: readonly TpTiming[]
  destinations: readonly TpDestination[]
  rates: readonly TpRate[]
  destinationRates: readonly TpDestinationRate[]
  ratingPlans: readonly TpRatingPlan[]
  ratingProfiles: readonly TpRatingProfile[]
  sharedGroups: readonly TpSharedGroup[]
}

/** By the parts of a tariff plan: keys begin with the TPid. */
export const tpCollections: { [Part in keyof TariffSource]: Collection<TariffSource[Part][number]> } = {
  timings: defineDocuments<TpTiming>('tp-timing'),
  destinations: defineDocuments<TpDestination>('tp-destination'),
  rates: defineDocuments<TpRate>('tp-rate'),
  destinationRates: defineDocuments<TpDestinationRate>('tp-destination-rate'),
  ratingPlans: defineDocuments<TpRatingPlan>('tp-rating-plan'),
  ratingProfiles: defineDocuments<TpRatingProfile>('tp-rating-profile'),
  sharedGroups: defineDocuments<TpSharedGroup>('tp-shared-group'),
}

export function tpKey(item: { TPid: string; ID: string } | TpRatingProfile): string {
  if ('ID' in item) return joinKey(item.TPid, item.ID)
  return joinKey(item.TPid, item.LoadId, item.Tenant, item.Category, item.Subject)
}
