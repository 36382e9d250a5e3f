import { integer, listOf, type Member, type Members, text, textList } from '../rpc/bind-members.ts'
import { readDecimal, readText } from '../rpc/read-values.ts'
import { parseDuration } from '../times/parse-duration.ts'
import { buildSharedGroup } from './build-shared-group.ts'
import { readTimingLists } from './read-timing.ts'
import { type TariffSource, type TpSharedGroup, type TpTiming, tpCollections } from './tp-records.ts'

/** One part of a tariff plan: how its methods are named, and what they take. */
export type TpPart<K extends keyof TariffSource = keyof TariffSource> = {
  part: K
  /** of the method names: `Timing` gives SetTPTiming, GetTPTimingIds ... */
  noun: string
  members: Members
  /** in the order in which missing ones are named */
  required: readonly string[]
  /** names one of its kind beside the TPid */
  identity: readonly string[]
  /** refuses what could never be loaded */
  check?: (value: TariffSource[K][number]) => void
}

const number: Member<number> = {
  read: (value, name) => readDecimal(value, name).toNumber(),
  absent: 0,
}
/** A duration text, or digits; refused when it is neither, since a wrong unit is a wrong price. */
const duration: Member<string> = {
  read: (value, name) => {
    const sent = readText(value, name).trim()
    if (sent !== '') parseDuration(sent)
    return sent
  },
  absent: '',
}
const id = { TPid: text, ID: text }

export const tpParts: readonly TpPart[] = [
  {
    part: 'timings',
    noun: 'Timing',
    members: { ...id, Years: text, Months: text, MonthDays: text, WeekDays: text, Time: text },
    required: ['TPid', 'ID', 'Years', 'Months', 'MonthDays', 'WeekDays', 'Time'],
    identity: ['ID'],
    check: (value) => void readTimingLists(value as TpTiming),
  },
  {
    part: 'destinations',
    noun: 'Destination',
    members: { ...id, Prefixes: textList },
    required: ['TPid', 'ID', 'Prefixes'],
    identity: ['ID'],
  },
  {
    part: 'rates',
    noun: 'Rate',
    members: {
      ...id,
      RateSlots: listOf({
        ConnectFee: number,
        Rate: number,
        RateUnit: duration,
        RateIncrement: duration,
        GroupIntervalStart: duration,
      }),
    },
    required: ['TPid', 'ID', 'RateSlots'],
    identity: ['ID'],
  },
  {
    part: 'destinationRates',
    noun: 'DestinationRate',
    members: {
      ...id,
      DestinationRates: listOf({
        DestinationId: text,
        RateId: text,
        RoundingMethod: text,
        RoundingDecimals: integer,
        MaxCost: number,
        MaxCostStrategy: text,
      }),
    },
    required: ['TPid', 'ID', 'DestinationRates'],
    identity: ['ID'],
  },
  {
    part: 'ratingPlans',
    noun: 'RatingPlan',
    members: { ...id, RatingPlanBindings: listOf({ DestinationRatesId: text, TimingId: text, Weight: number }) },
    required: ['TPid', 'ID', 'RatingPlanBindings'],
    identity: ['ID'],
  },
  {
    part: 'ratingProfiles',
    noun: 'RatingProfile',
    members: {
      TPid: text,
      LoadId: text,
      Tenant: text,
      Category: text,
      Subject: text,
      RatingPlanActivations: listOf({ ActivationTime: text, RatingPlanId: text, FallbackSubjects: text }),
    },
    required: ['TPid', 'LoadId', 'Category', 'Subject', 'RatingPlanActivations'],
    identity: ['LoadId', 'Tenant', 'Category', 'Subject'],
  },
  {
    part: 'sharedGroups',
    noun: 'SharedGroups',
    members: { ...id, SharedGroups: listOf({ Account: text, Strategy: text, RatingSubject: text }) },
    required: ['TPid', 'ID', 'SharedGroups'],
    identity: ['ID'],
    check: (value) => void buildSharedGroup(value as TpSharedGroup),
  },
]

/** The collection of a part, for code that treats all parts alike. */
export const collectionOf = (part: keyof TariffSource) => tpCollections[part] as (typeof tpCollections)['timings']
