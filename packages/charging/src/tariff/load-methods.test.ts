import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ratingMethods, ratingMethodsV2 } from '../rating/rating-methods.ts'
import { startTestRating, type TestRating } from '../rating/test-rating.ts'

let rating: TestRating
let folder: string
beforeEach(async () => {
  rating = startTestRating(ratingMethods)
  folder = await mkdtemp(path.join(tmpdir(), 'tariff-'))
})
afterEach(() => rm(folder, { recursive: true }))

const TPid = 'TP_1'
const slot = { ConnectFee: 0.05, Rate: 0.25, RateUnit: '60s', RateIncrement: '60s', GroupIntervalStart: '0s' }
const item = { DestinationId: 'DST_UK', RateId: 'RT_UK', RoundingMethod: '*up', RoundingDecimals: 4 }

async function writeTariff(): Promise<void> {
  await rating.call('SetTPDestination', { TPid, ID: 'DST_UK', Prefixes: ['44'] })
  await rating.call('SetTPRate', { TPid, ID: 'RT_UK', RateSlots: [slot] })
  await rating.call('SetTPDestinationRate', { TPid, ID: 'DR_UK', DestinationRates: [item] })
  const RatingPlanBindings = [{ DestinationRatesId: 'DR_UK', TimingId: '*any', Weight: 10 }]
  await rating.call('SetTPRatingPlan', { TPid, ID: 'RP_UK', RatingPlanBindings })
  const RatingPlanActivations = [{ ActivationTime: '2026-01-01T00:00:00Z', RatingPlanId: 'RP_UK' }]
  await rating.call('SetTPRatingProfile', {
    TPid,
    LoadId: 'L',
    Category: 'call',
    Subject: '*any',
    RatingPlanActivations,
  })
}
const asked = (more: object = {}) => ({
  Category: 'call',
  Subject: 'x',
  AnswerTime: '2026-03-02T10:00:00Z',
  Destination: '44123',
  Usage: '5m',
  ...more,
})
const cost = async (more: object = {}) => ((await rating.call('GetCost', asked(more))) as { Cost: number }).Cost

test('a tariff plan prices nothing before it is loaded, and stays over a restart [RATE-07, RATE-03]', async () => {
  await writeTariff()
  expect(await rating.error('GetCost', asked())).toBe('SERVER_ERROR: RATING_PLAN_NOT_FOUND')
  expect(await rating.call('LoadTariffPlanFromStorDb', { TPid, DryRun: true, Validate: true })).toBe('OK')
  expect(await rating.error('GetCost', asked())).toBe('SERVER_ERROR: RATING_PLAN_NOT_FOUND')
  expect(await rating.call('LoadTariffPlanFromStorDb', { TPid, Validate: true })).toBe('OK')
  expect(await cost()).toBe(1.3)
  rating.restart()
  expect(await cost()).toBe(1.3)
})

test('a country added to a zone counts only after loading, and a removed one no longer [RATE-08, RATE-01]', async () => {
  await writeTariff()
  await rating.call('LoadTariffPlanFromStorDb', { TPid })
  await rating.call('SetTPDestination', { TPid, ID: 'DST_UK', Prefixes: ['44', '34'] })
  expect(await rating.error('GetCost', asked({ Destination: '34600' }))).toBe('SERVER_ERROR: UNAUTHORIZED_DESTINATION')
  await rating.call('LoadTariffPlanFromStorDb', { TPid, DryRun: true })
  expect(await rating.error('GetCost', asked({ Destination: '34600' }))).toBe('SERVER_ERROR: UNAUTHORIZED_DESTINATION')
  await rating.call('LoadDestination', { TPid, ID: 'DST_UK' })
  expect(await cost({ Destination: '34600' })).toBe(1.3)
  await rating.call('SetTPDestination', { TPid, ID: 'DST_UK', Prefixes: ['34'] })
  expect(await cost()).toBe(1.3)
  await rating.call('LoadTariffPlanFromStorDb', { TPid })
  expect(await rating.error('GetCost', asked())).toBe('SERVER_ERROR: UNAUTHORIZED_DESTINATION')
})

test.each([
  [
    'SetTPDestinationRate',
    { ID: 'DR_UK', DestinationRates: [{ ...item, RateId: 'NOPE' }] },
    'destination rate DR_UK names the unknown rate NOPE',
  ],
  [
    'SetTPDestinationRate',
    { ID: 'DR_UK', DestinationRates: [{ ...item, DestinationId: 'NOPE' }] },
    'destination rate DR_UK names the unknown destination NOPE',
  ],
  [
    'SetTPRatingPlan',
    { ID: 'RP_UK', RatingPlanBindings: [{ DestinationRatesId: 'NOPE', TimingId: '*any', Weight: 10 }] },
    'rating plan RP_UK names the unknown destination rate NOPE',
  ],
  [
    'SetTPRatingPlan',
    { ID: 'RP_UK', RatingPlanBindings: [{ DestinationRatesId: 'DR_UK', TimingId: 'NOPE', Weight: 10 }] },
    'rating plan RP_UK names the unknown timing NOPE',
  ],
  [
    'SetTPRatingProfile',
    {
      LoadId: 'L',
      Category: 'call',
      Subject: '*any',
      RatingPlanActivations: [{ ActivationTime: '2026-01-01T00:00:00Z', RatingPlanId: 'NOPE' }],
    },
    'rating profile cgrates.org:call:*any names the unknown rating plan NOPE',
  ],
  ['SetTPRate', { ID: 'RT_UK', RateSlots: [{ ...slot, Rate: -1 }] }, 'rate RT_UK has a negative amount'],
  ['SetTPRate', { ID: 'RT_UK', RateSlots: [{ ...slot, ConnectFee: -1 }] }, 'rate RT_UK has a negative amount'],
])('writes nothing of a tariff plan with a reference that leads nowhere [RATE-07]', async (method, value, reason) => {
  await writeTariff()
  await rating.call(method, { TPid, ...value })
  expect(await rating.error('LoadTariffPlanFromStorDb', { TPid })).toBe(`SERVER_ERROR: ${reason}`)
  expect(await rating.error('GetRatingPlan', 'RP_UK')).toBe('NOT_FOUND')
  expect(await rating.error('GetRatingProfile', { Category: 'call', Subject: '*any' })).toBe('NOT_FOUND')
})

test.each([
  [
    'SetTPRate',
    { ID: 'RT_UK', RateSlots: [{ ...slot, GroupIntervalStart: '10s' }] },
    'rating plan RP_UK: the first slot of a rate must start at 0',
  ],
  [
    'SetTPRate',
    { ID: 'RT_UK', RateSlots: [slot, { ...slot, GroupIntervalStart: '90s' }] },
    'rating plan RP_UK: a slot of a rate must last a whole number of its increments',
  ],
  [
    'SetTPRate',
    { ID: 'RT_UK', RateSlots: [slot, slot] },
    'rating plan RP_UK: two slots of a rate start at the same place',
  ],
  [
    'SetTPDestinationRate',
    { ID: 'DR_UK', DestinationRates: [{ ...item, RoundingMethod: '*round' }] },
    'rating plan RP_UK: unknown rounding method *round',
  ],
  [
    'SetTPDestinationRate',
    { ID: 'DR_UK', DestinationRates: [{ ...item, MaxCostStrategy: 'stop' }] },
    'rating plan RP_UK: unknown cost limit strategy stop',
  ],
])('validation refuses what could not be charged as it is meant [RATE-07]', async (method, value, reason) => {
  await writeTariff()
  await rating.call(method, { TPid, ...value })
  expect(await rating.error('LoadTariffPlanFromStorDb', { TPid, Validate: true })).toBe(`SERVER_ERROR: ${reason}`)
  expect(await rating.error('GetRatingPlan', 'RP_UK')).toBe('NOT_FOUND')
  expect(await rating.call('LoadTariffPlanFromStorDb', { TPid })).toBe('OK')
})

test('validation wants every destination covered at every hour of the week [RATE-07]', async () => {
  await writeTariff()
  const timing = { TPid, Years: '*any', Months: '*any', MonthDays: '*any' }
  await rating.call('SetTPTiming', { ...timing, ID: 'DAY', WeekDays: '1;2;3;4;5', Time: '00:00:00' })
  const bind = (...ids: string[]) =>
    rating.call('SetTPRatingPlan', {
      TPid,
      ID: 'RP_UK',
      RatingPlanBindings: ids.map((TimingId) => ({ DestinationRatesId: 'DR_UK', TimingId, Weight: 10 })),
    })
  await bind('DAY')
  const check = () => rating.error('LoadTariffPlanFromStorDb', { TPid, Validate: true, DryRun: true })
  expect(await check()).toBe('SERVER_ERROR: rating plan RP_UK does not cover the whole week for DST_UK')
  await rating.call('SetTPTiming', { ...timing, ID: 'WEEKEND', WeekDays: '6;7', Time: '00:00:00' })
  await bind('DAY', 'WEEKEND')
  expect(await check()).toBe('')
  await rating.call('SetTPTiming', { ...timing, ID: 'WEEKEND', WeekDays: '6;7', Time: '00:00:00;20:00:00' })
  expect(await check()).toBe('SERVER_ERROR: rating plan RP_UK does not cover the whole week for DST_UK')
})

test('loads a tariff plan piece by piece [RATE-07]', async () => {
  await writeTariff()
  expect(await rating.error('LoadRatingProfile', { TPid, Subject: '*any' })).toMatch(/unknown rating plan RP_UK$/)
  expect(await rating.call('LoadRatingPlan', { TPid, RatingPlanId: 'RP_UK' })).toBe('OK')
  expect(await rating.call('LoadRatingProfile', { TPid, LoadId: 'L', Category: 'call', Subject: '*any' })).toBe('OK')
  expect(await cost()).toBe(1.3)
  for (const [method, argument] of [
    ['LoadTariffPlanFromStorDb', { TPid: 'NOPE' }],
    ['LoadDestination', { TPid, ID: 'NOPE' }],
    ['LoadRatingPlan', { TPid, RatingPlanId: 'NOPE' }],
    ['LoadRatingProfile', { TPid, Subject: 'NOPE' }],
  ] as const) {
    expect(await rating.error(method, argument)).toBe('NOT_FOUND')
    expect(await rating.error(method)).toBe('MANDATORY_IE_MISSING: [TPid]')
  }
})

const FILES = {
  'Timings.csv': '#Tag,Years,Months,MonthDays,WeekDays,Time\r\nWEEKEND,*any,*any,*any,6;7,00:00:00\r\n',
  'Destinations.csv': '#Id,Prefix\nDST_EU,34\nDST_EU,"49"\n\nDST_ROAM,mcc505.mnc057\n',
  'Rates.csv':
    '#Id,ConnectFee,Rate,RateUnit,RateIncrement,GroupIntervalStart\nRT_1,0.05,0.25,60s,60s,0s\nRT_1,0,0.30,60s,1s,60s\nRT_0,0,0,60s,60s,0s\n',
  'DestinationRates.csv':
    '#Id,DestinationId,RatesTag,RoundingMethod,RoundingDecimals,MaxCost,MaxCostStrategy\nDR_1,DST_EU,RT_1,*up,4,0,\nDR_0,DST_EU,RT_0,*up,4,0,\n',
  'RatingPlans.csv': '#Id,DestinationRatesId,TimingTag,Weight\nRP_1,DR_1,*any,10\nRP_1,DR_0,WEEKEND,20\n',
  'RatingProfiles.csv':
    '#Tenant,Category,Subject,ActivationTime,RatingPlanId,RatesFallbackSubject\ncgrates.org,call,*any,2026-01-01T00:00:00Z,RP_1,\n',
}
const writeFiles = (files: Record<string, string>) =>
  Promise.all(Object.entries(files).map(([name, text]) => writeFile(path.join(folder, name), text)))

test('loads a folder of CSV files [RATE-07, RATE-04, RATE-05]', async () => {
  await writeFiles(FILES)
  expect(await rating.call('LoadTariffPlanFromFolder', { FolderPath: folder, DryRun: true, Validate: true })).toBe('OK')
  expect(await rating.error('GetRatingPlan', 'RP_1')).toBe('NOT_FOUND')
  expect(await rating.call('LoadTariffPlanFromFolder', { FolderPath: folder, Validate: true })).toBe('OK')
  expect(await cost({ Destination: '49111', Usage: '90s' })).toBe(0.45)
  expect(await cost({ Destination: '34111', Usage: '90s', AnswerTime: '2026-03-07T10:00:00Z' })).toBe(0)
})

test('imports a folder into tariff plan storage, which prices nothing yet', async () => {
  await writeFiles(FILES)
  expect(await rating.call('ImportTariffPlanFromFolder', { TPid: 'NEW', FolderPath: folder })).toBe('OK')
  expect(await rating.call('GetTPDestination', { TPid: 'NEW', ID: 'DST_EU' })).toMatchObject({ Prefixes: ['34', '49'] })
  expect(await rating.error('GetRatingPlan', 'RP_1')).toBe('NOT_FOUND')
  await rating.call('LoadTariffPlanFromStorDb', { TPid: 'NEW' })
  expect(await cost({ Destination: '49111', Usage: '90s' })).toBe(0.45)
})

test('v2 answers an instance of the load', async () => {
  await writeFiles(FILES)
  const second = startTestRating({ ...ratingMethods, ...ratingMethodsV2 })
  expect(await second.call('LoadTariffPlanFromFolder', { FolderPath: folder })).toEqual({
    LoadID: expect.any(String),
    RatingLoadID: expect.any(String),
    AccountingLoadID: '',
    LoadTime: '2026-11-20T12:00:00Z',
  })
  await second.call('ImportTariffPlanFromFolder', { TPid, FolderPath: folder })
  expect(await second.call('LoadRatingProfile', { TPid, RatingProfileID: 'CSV:cgrates.org:call:*any' })).toBe('OK')
  expect(await second.error('LoadRatingProfile', { TPid, RatingProfileID: 'CSV:cgrates.org:sms' })).toBe('NOT_FOUND')
})

test.each([
  [
    { 'Rates.csv': 'RT_1,0.05,much,60s,60s,0s' },
    'Rates.csv line 1: strconv.ParseFloat: parsing "much": invalid syntax',
  ],
  [
    { 'Rates.csv': '#x\nRT_1,0,1,60s,60,0s\nRT_2,0,1,1 minute,60s,0s' },
    'Rates.csv line 3: time: invalid duration "1 minute"',
  ],
  [{ 'Timings.csv': 'T,*any,*any,*any,8,00:00:00' }, 'Timings.csv line 1: UNSUPPORTED_FORMAT:8'],
  [{ 'Destinations.csv': 'DST,34,35' }, 'Destinations.csv line 1: 3 fields instead of 2'],
  [{ 'Destinations.csv': ',34' }, 'Destinations.csv line 1: MANDATORY_IE_MISSING: [ID]'],
  [
    { 'Destinations.csv': 'DST,34', 'Actions.csv': 'A,*topup' },
    'Actions.csv: only rating files can be loaded from a folder',
  ],
  [{ 'readme.txt': 'hello' }, 'the folder has no tariff plan files'],
])('says which file and line cannot be read, and writes nothing', async (files, reason) => {
  await writeFiles(files as Record<string, string>)
  expect(await rating.error('LoadTariffPlanFromFolder', { FolderPath: folder })).toBe(`SERVER_ERROR: ${reason}`)
})

test('answers INVALID_PATH for a folder that is not there', async () => {
  expect(await rating.error('LoadTariffPlanFromFolder', { FolderPath: '/no/such/folder' })).toBe('INVALID_PATH')
  expect(await rating.error('LoadTariffPlanFromFolder')).toBe('MANDATORY_IE_MISSING: [FolderPath]')
  expect(await rating.error('ImportTariffPlanFromFolder')).toBe('MANDATORY_IE_MISSING: [TPid FolderPath]')
})
