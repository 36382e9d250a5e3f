import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amount, lineTax, roundMoney } from '../platform/money.ts'
import { changePercent } from './billing-figures.ts'
import { type CountedLine, totalsOf } from './totals.ts'

const line = (retail: string, rate: string, over: Partial<CountedLine> = {}): CountedLine => ({
  retail_cost: retail,
  wholesale_cost: null,
  tax_amount: lineTax(amount(retail), amount(rate), 2).toFixed(),
  is_payment: false,
  payment_kind: null,
  ...over,
})
const cents = fc.integer({ min: -1_000_000_00, max: 1_000_000_00 })
const anyLine = fc
  .record({ cents, rate: fc.integer({ min: 0, max: 300_000 }) })
  .map(({ cents, rate }) => line((cents / 100).toFixed(2), (rate / 10_000).toFixed(4)))

test('total = subtotal + tax, due = total less payments, and every sum is a whole number of minor units [INVC-15, INVC-41]', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 40 }), cents, (lines, paid) => {
      const payment = line((-Math.abs(paid) / 100).toFixed(2), '0', { is_payment: true, payment_kind: 'invoice' })
      const refund = line((Math.abs(paid) / 100).toFixed(2), '0', { is_payment: true, payment_kind: 'refund' })
      const without = totalsOf(lines)
      const withPayment = totalsOf([...lines, payment, refund])
      expect(without.total.equals(without.retail.plus(without.tax))).toBe(true)
      expect(withPayment.total.equals(without.total)).toBe(true)
      expect(withPayment.due.equals(without.total.plus(payment.retail_cost))).toBe(true)
      for (const sum of Object.values(withPayment)) expect(sum.decimalPlaces()).toBeLessThanOrEqual(2)
    }),
  )
})

test('the order of the lines, and billing them on one invoice or on several, makes no difference to the sums', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 30 }), fc.nat(30), (lines, cut) => {
      const whole = totalsOf(lines)
      const parts = [totalsOf(lines.slice(0, cut)), totalsOf(lines.slice(cut).reverse())]
      const sum = parts.reduce((total, part) => total.plus(part.total), amount(0))
      expect(sum.equals(whole.total)).toBe(true)
    }),
  )
})

test('tax is rounded half away from zero on each line, in both directions [TXN-13]', () => {
  expect(lineTax(amount('0.05'), amount('10'), 2).toFixed(2)).toBe('0.01')
  expect(lineTax(amount('-0.05'), amount('10'), 2).toFixed(2)).toBe('-0.01')
  expect(lineTax(amount('0.04'), amount('12.5'), 2).toFixed(2)).toBe('0.01')
  expect(lineTax(amount('50'), amount('12.5'), 2).toFixed(2)).toBe('6.25')
  expect(lineTax(amount('1050'), amount('10'), 0).toFixed()).toBe('105')
  fc.assert(
    fc.property(cents, fc.integer({ min: 0, max: 300_000 }), (c, r) => {
      const exact = amount(c).dividedBy(100).times(amount(r).dividedBy(10_000)).dividedBy(100)
      const tax = lineTax(amount(c).dividedBy(100), amount(r).dividedBy(10_000), 2)
      expect(tax.minus(exact).abs().lessThanOrEqualTo('0.005')).toBe(true)
      expect(lineTax(amount(-c).dividedBy(100), amount(r).dividedBy(10_000), 2).equals(tax.negated())).toBe(true)
      expect(roundMoney(tax, 2).equals(tax)).toBe(true)
    }),
  )
})

test('the change against the month before is a percentage, none when there was nothing [INVC-03]', () => {
  expect(changePercent(amount(150), amount(100))).toBe(50)
  expect(changePercent(amount(50), amount(150))).toBe(-66.7)
  expect(changePercent(amount(100), amount(100))).toBe(0)
  expect(changePercent(amount(50), amount(0))).toBeNull()
})
