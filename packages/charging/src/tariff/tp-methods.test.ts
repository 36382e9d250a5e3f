import { expect, test } from 'vitest'
import { ratingMethods } from '../rating/rating-methods.ts'
import { startTestRating } from '../rating/test-rating.ts'

const TP = 'TP_1'
const parts = [
  ['Timing', { ID: 'PEAK', Years: '*any', Months: '*any', MonthDays: '*any', WeekDays: '1;2;3;4;5', Time: '08:00:00' }],
  ['Destination', { ID: 'DST_NL', Prefixes: ['31', '316'] }],
  [
    'Rate',
    {
      ID: 'RT_1',
      RateSlots: [{ ConnectFee: 0.1, Rate: 0.6, RateUnit: '60s', RateIncrement: '30s', GroupIntervalStart: '0s' }],
    },
  ],
  [
    'DestinationRate',
    {
      ID: 'DR_1',
      DestinationRates: [
        {
          DestinationId: 'DST_NL',
          RateId: 'RT_1',
          RoundingMethod: '*up',
          RoundingDecimals: 4,
          MaxCost: 0,
          MaxCostStrategy: '',
        },
      ],
    },
  ],
  ['RatingPlan', { ID: 'RP_1', RatingPlanBindings: [{ DestinationRatesId: 'DR_1', TimingId: '*any', Weight: 10 }] }],
] as const

test.each(parts)('keeps, answers, lists and removes a TP%s', async (noun, value) => {
  const rating = startTestRating(ratingMethods)
  const sent = { TPid: TP, ...value }
  expect(await rating.error(`GetTP${noun}`, { TPid: TP, ID: value.ID })).toBe('NOT_FOUND')
  const ids = `GetTP${noun}Ids`
  expect(await rating.error(ids, { TPid: TP })).toBe('NOT_FOUND')
  expect(await rating.call(`SetTP${noun}`, sent)).toBe('OK')
  expect(await rating.call(`SetTP${noun}`, sent)).toBe('OK')
  rating.restart()
  expect(await rating.call(`GetTP${noun}`, { TPid: TP, ID: value.ID })).toEqual(sent)
  expect(await rating.call(ids, { TPid: TP })).toEqual([value.ID])
  expect(await rating.error(ids, { TPid: 'TP' })).toBe('NOT_FOUND')
  expect(await rating.call('GetTPIds')).toEqual([TP])
  expect(await rating.call(`RemoveTP${noun}`, { TPid: TP, ID: value.ID })).toBe('OK')
  expect(await rating.error(`GetTP${noun}`, { TPid: TP, ID: value.ID })).toBe('NOT_FOUND')
  expect(await rating.call(`RemoveTP${noun}`, { TPid: TP, ID: value.ID })).toBe('OK')
  expect(await rating.error('GetTPIds')).toBe('NOT_FOUND')
})

test('keeps TP rating profiles by load, tenant, category and subject [RATE-06]', async () => {
  const rating = startTestRating(ratingMethods)
  const key = { TPid: TP, LoadId: 'L1', Tenant: 'cgrates.org', Category: 'call', Subject: '*any' }
  const profile = {
    ...key,
    RatingPlanActivations: [{ ActivationTime: '2026-01-01T00:00:00Z', RatingPlanId: 'RP_1', FallbackSubjects: '' }],
  }
  expect(await rating.call('SetTPRatingProfile', { ...profile, Tenant: '' })).toBe('OK')
  expect(await rating.call('GetTPRatingProfile', key)).toEqual(profile)
  expect(await rating.call('GetTPRatingProfileIds', { TPid: TP })).toEqual(['L1:cgrates.org:call:*any'])
  expect(await rating.call('RemoveTPRatingProfile', key)).toBe('OK')
  expect(await rating.error('GetTPRatingProfile', key)).toBe('NOT_FOUND')
})

test.each([
  ['Timing', 'TPid ID Years Months MonthDays WeekDays Time'],
  ['Destination', 'TPid ID Prefixes'],
  ['Rate', 'TPid ID RateSlots'],
  ['DestinationRate', 'TPid ID DestinationRates'],
  ['RatingPlan', 'TPid ID RatingPlanBindings'],
  ['RatingProfile', 'TPid LoadId Category Subject RatingPlanActivations'],
])('names what a TP%s lacks', async (noun, missing) => {
  const rating = startTestRating(ratingMethods)
  expect(await rating.error(`SetTP${noun}`)).toBe(`MANDATORY_IE_MISSING: [${missing}]`)
  expect(await rating.error(`GetTP${noun}`)).toMatch(/^MANDATORY_IE_MISSING: \[TPid /)
  expect(await rating.error(`RemoveTP${noun}`)).toMatch(/^MANDATORY_IE_MISSING: \[TPid /)
  expect(await rating.error(`GetTP${noun}Ids`)).toBe('MANDATORY_IE_MISSING: [TPid]')
})

test('refuses durations and times that nobody could charge by, and keeps nothing of them [RATE-03]', async () => {
  const rating = startTestRating(ratingMethods)
  const slot = { ConnectFee: 0, Rate: 1, RateUnit: '60s', RateIncrement: 'minute', GroupIntervalStart: '0s' }
  expect(await rating.error('SetTPRate', { TPid: TP, ID: 'R', RateSlots: [slot] })).toBe(
    'time: invalid duration "minute"',
  )
  const timing = {
    TPid: TP,
    ID: 'T',
    Years: '*any',
    Months: '13',
    MonthDays: '*any',
    WeekDays: '*any',
    Time: '08:00:00',
  }
  expect(await rating.error('SetTPTiming', timing)).toBe('UNSUPPORTED_FORMAT:13')
  expect(await rating.error('SetTPTiming', { ...timing, Months: '1', Time: '8 o’clock' })).toBe(
    'UNSUPPORTED_FORMAT:8 o’clock',
  )
  expect(await rating.error('GetTPIds')).toBe('NOT_FOUND')
})
