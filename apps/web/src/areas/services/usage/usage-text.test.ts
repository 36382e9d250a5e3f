import { expect, test } from 'vitest'
import { amountText, barText } from './usage-text.ts'

const TEXTS: Record<string, string> = {
  'services:usage.minutes': '{{value}} min',
  'services:usage.megabytes': '{{value}}MB',
  'services:usage.gigabytes': '{{value}}GB',
  'services:usage.unlimited': 'Unlimited',
  'services:usage.of': '{{remaining}} / {{size}}',
  'services:usage.of_percent': '{{remaining}} / {{size}} ({{percent}}%)',
}
const words = {
  t: (key: string, values: Record<string, unknown> = {}) =>
    (TEXTS[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name])),
  number: (value: number) => value.toLocaleString('en-GB'),
  money: (amount: number) => `£${amount.toFixed(2)}`,
  decimals: 2,
}
const bar = (type: 'DATA' | 'VOICE' | 'SMS' | 'MONETARY', remaining: number, size: number, percent: number) =>
  barText({ type, remaining, size, percent, isUnlimited: false }, words)

test('bars read as the screens say [USE-03]', () => {
  expect(bar('DATA', 12.5 * 1024 ** 3, 20 * 1024 ** 3, 62)).toBe('12.5GB / 20GB (62%)')
  expect(bar('VOICE', 125 * 60e9, 500 * 60e9, 25)).toBe('125 min / 500 min (25%)')
  expect(bar('SMS', 45, 250, 18)).toBe('45 / 250 (18%)')
  expect(bar('MONETARY', 1550, 2000, 77)).toBe('£15.50 / £20.00 (77%)')
})

test('small data is in megabytes, nothing is rounded up [USE-09]', () => {
  expect(amountText('DATA', 512 * 1024 ** 2, words)).toBe('512MB')
  expect(amountText('DATA', 5 * 1024 ** 3 - 1, words)).toBe('4.99GB')
  expect(amountText('VOICE', 119e9, words)).toBe('1 min')
  expect(amountText('DATA', 0, words)).toBe('0GB')
})

test('an unlimited balance says so, one of unknown size only what is left [USE-11]', () => {
  expect(
    barText({ type: 'VOICE', remaining: 1e18, size: undefined, percent: undefined, isUnlimited: true }, words),
  ).toBe('Unlimited')
  expect(barText({ type: 'SMS', remaining: 7, size: undefined, percent: undefined, isUnlimited: false }, words)).toBe(
    '7',
  )
})
