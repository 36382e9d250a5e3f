import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ratingMethods } from '../rating/rating-methods.ts'
import { startTestRating } from '../rating/test-rating.ts'

const PAGE = new URL('../../../../docs/rating.md', import.meta.url)

/** The CSV files that the page shows, by name. */
async function filesOfPage(): Promise<[string, string][]> {
  const page = await readFile(PAGE, 'utf8')
  return [...page.matchAll(/`(\w+\.csv)`\n\n```csv\n([^`]+)```/g)].map((found) => [found[1] ?? '', found[2] ?? ''])
}

test('the example of docs/rating.md costs what the page says [RATE-02, RATE-03, RATE-07]', async () => {
  const files = await filesOfPage()
  expect(files.map(([name]) => name)).toHaveLength(5)
  const FolderPath = await mkdtemp(path.join(tmpdir(), 'documented-'))
  for (const [name, text] of files) await writeFile(path.join(FolderPath, name), text)
  const rating = startTestRating(ratingMethods)
  expect(await rating.call('LoadTariffPlanFromFolder', { FolderPath, Validate: true, DryRun: true })).toBe('OK')
  expect(await rating.call('LoadTariffPlanFromFolder', { FolderPath, Validate: true })).toBe('OK')
  await rm(FolderPath, { recursive: true })
  const asked = { Category: 'call', Subject: 'anybody', AnswerTime: '2026-03-02T10:00:00Z', Destination: '44200000000' }
  expect(await rating.call('GetCost', { ...asked, Usage: '5m' })).toMatchObject({ Cost: 130 })
  expect(await rating.call('GetCost', { ...asked, Destination: '61200000000', Usage: '10m' })).toMatchObject({
    Cost: 100,
  })
  const data = { ...asked, Category: 'data', Destination: 'mcc505.mnc057', Usage: 1_048_576 }
  expect(await rating.call('GetDataCost', data)).toMatchObject({ Cost: 199.9975 })
  expect(await rating.error('GetCost', { ...asked, Destination: '33', Usage: '1s' })).toBe(
    'SERVER_ERROR: UNAUTHORIZED_DESTINATION',
  )
})
