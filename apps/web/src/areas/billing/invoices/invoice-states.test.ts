import { expect, test } from 'vitest'
import { changeOf, isOpen, isVoid } from './invoice-states.ts'

test('only an unpaid invoice can be paid or voided [INVC-06, INVC-22, INVC-44]', () => {
  const open = (['Unpaid', 'Paid', 'Refunded', 'Void'] as const).filter((status) => isOpen({ status }))
  expect(open).toEqual(['Unpaid'])
  expect(isVoid({ status: 'Void' })).toBe(true)
})

test('the widget tells a change, no change, or nothing to compare with [INVC-03]', () => {
  expect(changeOf({ sum: 150, change_percent: 50 })).toBe(50)
  expect(changeOf({ sum: 0, change_percent: null })).toBe(0)
  expect(changeOf({ sum: 10, change_percent: null })).toBeUndefined()
})
