import { expect, test } from 'vitest'
import { periodErrors, periodUntil } from './generate-form.ts'

test('opens with the last 14 days, due today [INVC-07]', () => {
  expect(periodUntil('2026-03-10')).toEqual({
    start_date: '2026-02-24',
    end_date: '2026-03-10',
    due_date: '2026-03-10',
  })
})

test('a start after the end and a missing due date are told [INVC-12]', () => {
  const period = periodUntil('2026-03-10')
  expect(periodErrors(period)).toEqual({})
  expect(periodErrors({ ...period, start_date: '2026-03-11' })).toEqual({ end_date: 'billing:error.period' })
  expect(periodErrors({ ...period, start_date: period.end_date })).toEqual({})
  expect(periodErrors({ ...period, due_date: '' })).toEqual({ due_date: 'billing:error.due_date' })
  expect(periodErrors({ ...period, start_date: '' })).toEqual({ start_date: 'billing:error.date' })
})
