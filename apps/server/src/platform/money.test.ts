import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amount, currencyDecimals, lineTax, moneyOnWire, roundMoney } from './money.ts'

test('rounds half away from zero at the minor unit', () => {
  expect(roundMoney(amount('1.005'), 2).toFixed(2)).toBe('1.01')
  expect(roundMoney(amount('-1.005'), 2).toFixed(2)).toBe('-1.01')
  expect(roundMoney(amount('0.5'), 0).toFixed(0)).toBe('1')
})

test('line tax is exact where binary floats are not', () => {
  expect(lineTax(amount('50.00'), amount('10'), 2).toFixed(2)).toBe('5.00')
  expect(lineTax(amount('1.15'), amount('50'), 2).toFixed(2)).toBe('0.58')
  expect(lineTax(amount('333.33'), amount('7.5'), 2).toFixed(2)).toBe('25.00')
})

test('tax of a charge and of its reversal cancel out, and never leave the minor unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.integer({ min: 0, max: 5000 }), (cents, rate) => {
      const retail = amount(cents).dividedBy(100)
      const percent = amount(rate).dividedBy(100)
      const tax = lineTax(retail, percent, 2)
      expect(tax.plus(lineTax(retail.negated(), percent, 2)).isZero()).toBe(true)
      expect(tax.decimalPlaces()).toBeLessThanOrEqual(2)
      expect(tax.minus(retail.times(percent).dividedBy(100)).abs().lte('0.005')).toBe(true)
    }),
  )
})

test('minor units come from ISO 4217', () => {
  expect([currencyDecimals('GBP'), currencyDecimals('JPY'), currencyDecimals('KWD')]).toEqual([2, 0, 3])
})

test('the wire carries numbers', () => {
  expect(moneyOnWire('30.000000')).toBe(30)
})
