import { expect, test } from 'vitest'
import { chosenOf, toggled } from './line-choice.ts'

const lines = [
  { transaction_id: 1, retail_cost: 50, tax_amount: 5 },
  { transaction_id: 2, retail_cost: 0.1, tax_amount: 0.01 },
  { transaction_id: 3, retail_cost: -20.2, tax_amount: 0 },
]

test('all lines count at first, and totals follow what is excluded [INVC-09, INVC-10, INVC-11]', () => {
  expect(chosenOf(lines, new Set())).toEqual({
    ids: [1, 2, 3],
    subtotal: '29.9',
    tax: '5.01',
    total: '34.91',
    isCredit: false,
  })
  expect(chosenOf(lines, new Set([3]))).toMatchObject({ ids: [1, 2], total: '55.11' })
  expect(chosenOf(lines, new Set([1, 2, 3]))).toMatchObject({ ids: [], total: '0', isCredit: false })
})

test('more credit than charges is told apart', () => {
  expect(chosenOf(lines, new Set([1])).isCredit).toBe(true)
})

test('a line goes out and comes back', () => {
  const out = toggled(new Set(), 2)
  expect([...out]).toEqual([2])
  expect([...toggled(out, 2)]).toEqual([])
})
