import { expect, test } from 'vitest'
import { formatDate, formatDateTime, formatRelative, formatSpan, parseDate } from './dates.ts'

const now = new Date('2025-01-10T12:00:00Z')

test('list dates follow the locale', () => {
  expect(formatDate('2025-01-10T14:30:00Z', 'en-GB')).toBe('10 Jan 2025')
  expect(formatDate('2025-02-01', 'en-US')).toBe('Feb 1, 2025')
  expect(formatDate('2025-01-10T14:30:00Z', 'fr-FR')).toBe('10 janv. 2025')
})

test('relative times read as people say them', () => {
  expect(formatRelative('2025-01-21T12:00:00Z', now, 'en-GB')).toBe('in 11 days')
  expect(formatRelative('2025-01-21', now, 'en-GB')).toBe('in 11 days')
  expect(formatRelative('2025-01-10T09:00:00Z', now, 'en-GB')).toBe('3 hours ago')
  expect(formatSpan('2025-01-10T15:00:00Z', now, 'en-GB')).toBe('3 hours')
})

test('months and years are not called before they are reached', () => {
  expect(formatRelative('2025-02-01T12:00:00Z', now, 'en-GB')).toBe('in 22 days')
})

test('the SQL spelling is UTC; what is no date is shown as it came', () => {
  expect(parseDate('2025-01-04 10:30:00')?.toISOString()).toBe('2025-01-04T10:30:00.000Z')
  expect(formatDateTime('not set', 'en-GB')).toBe('not set')
})
