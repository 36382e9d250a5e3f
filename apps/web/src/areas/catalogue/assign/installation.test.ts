import { expect, test } from 'vitest'
import { beginning, startsAt } from './installation.ts'

const now = new Date(2025, 0, 10, 12, 0)

test('an order that waits for its installation begins at six in the morning of that day [PLAN-14]', () => {
  const date = { installationDate: '2025-01-20' }
  expect(beginning(date, now)).toBe(new Date(2025, 0, 20, 6, 0).toISOString())
  expect(startsAt({ ...date, beginsOnDate: true }, now)).toBe(new Date(2025, 0, 20, 6, 0).toISOString())
  expect(startsAt({ ...date, beginsOnDate: false }, now)).toBeUndefined()
})

test('without a date, or with a morning that has passed, it begins at once', () => {
  expect(beginning({ installationDate: '' }, now)).toBeUndefined()
  expect(beginning({ installationDate: '2025-01-10' }, now)).toBeUndefined()
})
