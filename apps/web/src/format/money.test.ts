import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatMoney, formatWidgetMoney, formatWidgetNumber, wholePercent } from './money.ts'

const dollars = { locale: 'en-US', currency: 'USD', decimals: 2 }

test('widgets shorten as the screens say [Common.5]', () => {
  expect(formatWidgetMoney(1499, dollars)).toBe('$1.5k')
  expect(formatWidgetMoney(2_300_000, dollars)).toBe('$2.3M')
  expect(formatWidgetMoney(1_100_000_000, dollars)).toBe('$1.1B')
  expect(formatWidgetMoney(999.5, dollars)).toBe('$999.50')
  expect(formatWidgetMoney(1000, dollars)).toBe('$1,000.00')
  expect(formatWidgetMoney(-1499, dollars)).toBe('-$1.5k')
})

test('a figure that rounds to the next step is shown in it', () => {
  expect(formatWidgetMoney(999_960, dollars)).toBe('$1.0M')
  expect(formatWidgetNumber(999_949, 'en-US')).toBe('999.9k')
  expect(formatWidgetNumber(47, 'en-US')).toBe('47')
})

test('the letter stays with the digits where the sign stands behind', () => {
  expect(formatWidgetMoney(1499, { locale: 'de-DE', currency: 'EUR', decimals: 2 })).toBe('1,5k\u00a0€')
})

test('money keeps the digits of decimal text that a float would lose', () => {
  expect(formatMoney('123456789012345678.91', { ...dollars })).toBe('$123,456,789,012,345,678.91')
  expect(formatMoney('15', { locale: 'en-GB', currency: 'GBP', decimals: 2 })).toBe('£15.00')
  expect(formatMoney(1500, { locale: 'en-US', currency: 'JPY', decimals: 0 })).toBe('¥1,500')
})

test('a shortened figure never shows four digits before the point', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1001, max: 999_000_000_000 }), (value) =>
      /^\d{1,3}\.\d[kMB]$/.test(formatWidgetNumber(value, 'en-US')),
    ),
  )
})

test('percentages are rounded down', () => {
  expect(wholePercent(15.5, 20)).toBe(77)
  expect(wholePercent(1, 0)).toBe(0)
  // 29 / 100 * 100 is 28.999999999999996 in binary
  expect(wholePercent(29, 100)).toBe(29)
})
