import { beforeEach, expect, test } from 'vitest'
import { ratingMethods } from './rating-methods.ts'
import { startTestRating, type TestRating } from './test-rating.ts'

const TPid = 'TP_1'
let rating: TestRating
beforeEach(async () => {
  rating = startTestRating(ratingMethods)
  await rating.call('SetTPDestination', { TPid, ID: 'DST_NL', Prefixes: ['31'] })
  const data = { ConnectFee: 0, Rate: 200, RateUnit: '1048576', RateIncrement: '1024', GroupIntervalStart: '0' }
  const voice = { ConnectFee: 0.1, Rate: 0.6, RateUnit: '60s', RateIncrement: '30s', GroupIntervalStart: '0s' }
  await rating.call('SetTPRate', { TPid, ID: 'RT_D', RateSlots: [data] })
  await rating.call('SetTPRate', { TPid, ID: 'RT_V', RateSlots: [voice] })
  for (const [id, DestinationId, RateId] of [
    ['D', '*any', 'RT_D'],
    ['V', 'DST_NL', 'RT_V'],
  ]) {
    const item = { DestinationId, RateId, RoundingMethod: '*up', RoundingDecimals: 4 }
    await rating.call('SetTPDestinationRate', { TPid, ID: `DR_${id}`, DestinationRates: [item] })
    const binding = { DestinationRatesId: `DR_${id}`, TimingId: '*any', Weight: 10 }
    await rating.call('SetTPRatingPlan', { TPid, ID: `RP_${id}`, RatingPlanBindings: [binding] })
  }
  await rating.call('LoadTariffPlanFromStorDb', { TPid })
})

const activation = (RatingPlanId: string, ActivationTime = '2026-01-01T00:00:00Z', more: object = {}) => ({
  ActivationTime,
  RatingPlanId,
  ...more,
})
const key = { Tenant: 'cgrates.org', Category: 'call', Subject: 'gold' }

test('sets, extends, overwrites, lists and removes rating profiles [RATE-06]', async () => {
  expect(await rating.error('GetRatingProfile', key)).toBe('NOT_FOUND')
  expect(await rating.error('GetRatingProfileIDs')).toBe('NOT_FOUND')
  await rating.call('SetRatingProfile', { ...key, RatingPlanActivations: [activation('RP_V', '2026-06-01T00:00:00Z')] })
  const fallback = activation('RP_V', '2026-01-01T00:00:00Z', { FallbackSubjects: '*any;silver' })
  expect(await rating.call('SetRatingProfile', { ...key, RatingPlanActivations: [fallback] })).toBe('OK')
  expect(await rating.call('GetRatingProfile', key)).toEqual({
    Id: '*out:cgrates.org:call:gold',
    RatingPlanActivations: [
      {
        ActivationTime: '2026-01-01T00:00:00Z',
        RatingPlanId: 'RP_V',
        FallbackKeys: ['*out:cgrates.org:call:*any', '*out:cgrates.org:call:silver'],
      },
      { ActivationTime: '2026-06-01T00:00:00Z', RatingPlanId: 'RP_V', FallbackKeys: null },
    ],
  })
  await rating.call('SetRatingProfile', { ...key, Overwrite: true, RatingPlanActivations: [activation('RP_D')] })
  expect(await rating.call('GetRatingProfile', key)).toMatchObject({
    RatingPlanActivations: [{ RatingPlanId: 'RP_D' }],
  })
  expect(await rating.call('GetRatingProfileIDs')).toEqual(['call:gold'])
  expect(await rating.error('GetRatingProfileIDs', { Tenant: 'other' })).toBe('NOT_FOUND')
  expect(await rating.call('RemoveRatingProfile', key)).toBe('OK')
  expect(await rating.error('GetRatingProfile', key)).toBe('NOT_FOUND')
})

test('refuses profiles that lack something or name an unknown plan, and keeps nothing [RATE-06]', async () => {
  expect(await rating.error('SetRatingProfile')).toBe('MANDATORY_IE_MISSING: [Subject RatingPlanActivations]')
  const set = (...list: object[]) => rating.error('SetRatingProfile', { ...key, RatingPlanActivations: list })
  expect(await set({})).toBe('MANDATORY_IE_MISSING:RatingPlanActivation:[ActivationTime RatingPlanId]')
  expect(await set(activation('RP_V'), activation('NOPE'))).toBe('NOT_FOUND:RatingPlanId:NOPE')
  expect(await set(activation('RP_V', 'soon'))).toBe('Unsupported time format')
  expect(await rating.error('GetRatingProfile', key)).toBe('NOT_FOUND')
  expect(await rating.error('GetRatingProfile')).toBe('MANDATORY_IE_MISSING: [Category Subject]')
  expect(await rating.error('RemoveRatingProfile')).toBe('MANDATORY_IE_MISSING: [Category Subject]')
})

test('answers and removes a loaded rating plan [RATE-05]', async () => {
  const plan = (await rating.call('GetRatingPlan', 'RP_V')) as {
    Timings: object
    DestinationRates: { DST_NL: { Timing: string; Rating: string }[] }
  }
  const [binding] = plan.DestinationRates.DST_NL
  expect(plan).toMatchObject({
    Id: 'RP_V',
    Timings: { [binding?.Timing ?? '']: { Years: [], WeekDays: [], StartTime: '00:00:00' } },
    Ratings: {
      [binding?.Rating ?? '']: {
        ConnectFee: 0.1,
        RoundingMethod: '*up',
        RoundingDecimals: 4,
        MaxCost: 0,
        MaxCostStrategy: '',
        Rates: [{ GroupIntervalStart: 0, Value: 0.6, RateIncrement: 30e9, RateUnit: 60e9 }],
      },
    },
    DestinationRates: { DST_NL: [{ Weight: 10 }] },
  })
  expect(await rating.call('RemoveRatingPlan', 'RP_V')).toBe('OK')
  expect(await rating.error('GetRatingPlan', 'RP_V')).toBe('NOT_FOUND')
  expect(await rating.error('GetRatingPlan', {})).toBe('NOT_FOUND')
})

test('keeps timings as lists of numbers', async () => {
  const timing = {
    ID: 'NIGHT',
    Years: [],
    Months: [12],
    MonthDays: [24, 25],
    WeekDays: [],
    StartTime: '20:00:00',
    EndTime: '23:00:00',
  }
  expect(await rating.call('SetTiming', timing)).toBe('OK')
  expect(await rating.call('GetTiming', { ID: 'NIGHT' })).toEqual(timing)
  expect(await rating.error('SetTiming', { ...timing, Months: [0] })).toBe('UNSUPPORTED_FORMAT:0')
  expect(await rating.error('SetTiming', { ...timing, StartTime: '25:00:00' })).toBe('UNSUPPORTED_FORMAT:25:00:00')
  expect(await rating.error('SetTiming')).toBe('MANDATORY_IE_MISSING: [ID]')
  expect(await rating.call('RemoveTiming', { ID: 'NIGHT' })).toBe('OK')
  expect(await rating.error('RemoveTiming', { ID: 'NIGHT' })).toBe('NOT_FOUND')
  expect(await rating.error('GetTiming', { ID: 'NIGHT' })).toBe('NOT_FOUND')
})

const costOf = { ...key, AnswerTime: '2026-03-02T10:00:00Z', Destination: '31201' }

test('answers the cost of a call with its breakdown [RATE-03]', async () => {
  await rating.call('SetRatingProfile', { ...key, RatingPlanActivations: [activation('RP_V')] })
  expect(await rating.call('GetCost', { ...costOf, Usage: '31s' })).toMatchObject({
    CGRID: '',
    Usage: 60e9,
    Cost: 0.7,
    Charges: [
      {
        Increments: [
          { Usage: 0, Cost: 0.1 },
          { Usage: 30e9, Cost: 0.3, CompressFactor: 2 },
        ],
      },
    ],
    AccountSummary: null,
  })
  expect(await rating.call('GetCost', { ...costOf, Usage: '0s' })).toMatchObject({
    Cost: 0,
    Charges: [{ RatingID: '', Increments: null, CompressFactor: 0 }],
  })
  expect(await rating.call('GetCost', { ...costOf, Usage: '30000000000' })).toMatchObject({ Cost: 0.4 })
  expect(await rating.call('GetCost', { ...costOf, Usage: '100h' })).toMatchObject({ Cost: 3600.1 })
  expect(await rating.error('GetCost', { ...costOf, Usage: '190h' })).toBe('SERVER_ERROR: MAX_USAGE_EXCEEDED')
  expect(await rating.error('GetCost', { ...costOf, AnswerTime: '', Usage: '1s' })).toBe(
    'SERVER_ERROR: RATING_PLAN_NOT_FOUND',
  )
})

test('answers the cost of data by spans', async () => {
  const data = { Category: 'data', Subject: 'gold' }
  await rating.call('SetRatingProfile', { ...data, RatingPlanActivations: [activation('RP_D')] })
  expect(
    await rating.call('GetDataCost', { ...data, AnswerTime: '2026-03-02T10:00:00Z', Usage: 1_048_577 }),
  ).toMatchObject({
    Category: 'data',
    Tenant: 'cgrates.org',
    ToR: '*data',
    Cost: 200.1928,
    DataSpans: [
      {
        DataStart: 0,
        DataEnd: 1_049_600,
        DataIndex: 1_049_600,
        Increments: [{ Amount: 1024, Cost: 0.19531, CompressFactor: 1025 }],
        MatchedSubject: '*out:cgrates.org:data:gold',
        MatchedPrefix: '*any',
        MatchedDestId: '*any',
        RatingPlanId: 'RP_D',
        RateInterval: { Weight: 10, Rating: { Rates: [{ Value: 200 }] } },
      },
    ],
  })
  expect(await rating.error('GetDataCost', { ...data, Usage: 107_374_182_401 })).toBe(
    'SERVER_ERROR: MAX_USAGE_EXCEEDED',
  )
})
