import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { destinationMethods } from '../destinations/destination-methods.ts'
import { ratingMethods } from '../rating/rating-methods.ts'
import { startTestRating, type TestRating } from '../rating/test-rating.ts'

let rating: TestRating
let folder: string
beforeEach(async () => {
  rating = startTestRating({ ...destinationMethods, ...ratingMethods })
  folder = await mkdtemp(path.join(tmpdir(), 'tariff-'))
})
afterEach(() => rm(folder, { recursive: true }))

const asked = (more: object) => ({
  Category: 'call',
  Subject: 'x',
  AnswerTime: '2026-03-02T10:00:00Z',
  Usage: '1m',
  ...more,
})
const cost = async (more: object) => ((await rating.call('GetCost', asked(more))) as { Cost: number }).Cost

/** A folder of so many destinations, each with a prefix of its own that begins with `first`. */
async function writeMany(count: number, first: string): Promise<void> {
  const all = Array.from({ length: count }, (_, n) => n)
  const files = {
    'Destinations.csv': all.map((n) => `D${n},${first}${1000 + n}`),
    'Rates.csv': ['R,0,6,60s,60s,0s'],
    'DestinationRates.csv': [...all.map((n) => `DR,D${n},R,*up,4,0,`), 'DR,DST_OLD,R,*up,4,0,'],
    'RatingPlans.csv': ['RP,DR,*any,10'],
    'RatingProfiles.csv': ['cgrates.org,call,*any,2026-01-01T00:00:00Z,RP,'],
  }
  for (const [name, lines] of Object.entries(files)) await writeFile(path.join(folder, name), `${lines.join('\n')}\n`)
}
const loadMany = () => rating.call('LoadTariffPlanFromFolder', { FolderPath: folder, Validate: true })

test('a load of thousands of destinations counts whole, over a restart, and the next one replaces it whole [RATE-07]', async () => {
  await rating.call('SetDestination', { Id: 'DST_OLD', Prefixes: ['7'] })
  for (const first of ['88', '99']) {
    await writeMany(2500, first)
    expect(await loadMany()).toBe('OK')
    rating.restart()
    expect(await cost({ Destination: `${first}3499`, Usage: '1m' })).toBe(6)
  }
  expect(await rating.error('GetCost', asked({ Destination: '883499' }))).toBe('SERVER_ERROR: UNAUTHORIZED_DESTINATION')
  expect(await rating.call('GetDestination', 'D2499')).toEqual({ Id: 'D2499', Prefixes: ['993499'] })
})

test('a big load that turns out wrong at its end leaves nothing, and two at once come one after the other', async () => {
  await rating.call('SetDestination', { Id: 'DST_OLD', Prefixes: ['7'] })
  await writeMany(2500, '88')
  const loading = loadMany()
  // What the tariff names goes while it is read and built.
  await rating.call('RemoveDestination', { DestinationIDs: ['DST_OLD'] })
  await expect(loading).rejects.toThrow(/DST_OLD|was removed while it was loaded/)
  expect(await rating.error('GetDestination', 'D0')).toBe('NOT_FOUND')
  expect(await rating.error('GetCost', asked({ Destination: '883499' }))).toBe('SERVER_ERROR: RATING_PLAN_NOT_FOUND')
  await rating.call('SetDestination', { Id: 'DST_OLD', Prefixes: ['7'] })
  expect(await Promise.all([loadMany(), loadMany()])).toEqual(['OK', 'OK'])
  expect(await cost({ Destination: '883499', Usage: '1m' })).toBe(6)
})

test('a big import is loaded when it has ended, and not before', async () => {
  await rating.call('SetDestination', { Id: 'DST_OLD', Prefixes: ['7'] })
  await writeMany(2500, '88')
  const importing = rating.call('ImportTariffPlanFromFolder', { TPid: 'BIG', FolderPath: folder })
  const refusals = new Set<string>()
  let isDone = false
  const watched = importing.finally(() => {
    isDone = true
  })
  while (!isDone) {
    refusals.add(await rating.error('LoadTariffPlanFromStorDb', { TPid: 'BIG', DryRun: true }))
    await new Promise((resolve) => setImmediate(resolve))
  }
  await watched
  expect(refusals).toContain('SERVER_ERROR: the import of tariff plan BIG has not ended')
  expect(await importing).toBe('OK')
  expect(await rating.call('LoadTariffPlanFromStorDb', { TPid: 'BIG', Validate: true })).toBe('OK')
  expect(await cost({ Destination: '883499', Usage: '1m' })).toBe(6)
})
