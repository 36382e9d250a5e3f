import { expect, test } from 'vitest'
import { toneOf } from './badge-tone.ts'

test('badges have the colours of the screens contract', () => {
  expect(['Active', 'Paid', 'Success'].map(toneOf)).toEqual(['good', 'good', 'good'])
  expect(['Inactive', 'unknown', 'No change'].map(toneOf)).toEqual(['quiet', 'quiet', 'quiet'])
  expect(['Suspended', 'Expiring Soon', 'Ignored'].map(toneOf)).toEqual(['warn', 'warn', 'warn'])
  expect(['Expired', 'failed', 'Overdue'].map(toneOf)).toEqual(['bad', 'bad', 'bad'])
  expect(toneOf('pending_approval')).toBe('warn')
})
