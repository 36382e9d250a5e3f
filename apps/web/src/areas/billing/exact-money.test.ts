import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountText, millionthsOf, sumOf, taxOf } from './exact-money.ts'

test('50.00 at 10% bears 5.00 of tax; half a cent goes away from zero [TXN-13]', () => {
  expect(taxOf('50.00', '10', 2)).toBe('5')
  expect(taxOf('0.05', '10', 2)).toBe('0.01')
  expect(taxOf('-0.05', '10', 2)).toBe('-0.01')
  expect(taxOf('1050', '7.5', 0)).toBe('79')
})

test('sums that a binary float gets wrong are exact [INVC-11]', () => {
  expect(sumOf([0.1, 0.2])).toBe('0.3')
  expect(sumOf([1.005, -1.005])).toBe('0')
  expect(sumOf([])).toBe('0')
})

const amounts = fc.integer({ min: -1e11, max: 1e11 }).map((cents) => new Decimal(cents).div(100).toFixed())

test('text and millionths are the same amount', () => {
  fc.assert(fc.property(amounts, (text) => amountText(millionthsOf(text)) === new Decimal(text).toString()))
})

test('tax agrees with decimal arithmetic for any amount and rate', () => {
  const rates = fc.integer({ min: 0, max: 99_900 }).map((rate) => new Decimal(rate).div(100).toFixed())
  fc.assert(
    fc.property(amounts, rates, fc.constantFrom(0, 2, 3), (retail, rate, decimals) => {
      const exact = new Decimal(retail).times(rate).div(100).toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP)
      expect(new Decimal(taxOf(retail, rate, decimals)).equals(exact)).toBe(true)
    }),
  )
})
