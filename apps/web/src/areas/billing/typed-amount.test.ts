import { expect, test } from 'vitest'
import { decimalsOf, typedAmount } from './typed-amount.ts'

test.each([
  ['50', 'en-GB', '50'],
  [' 1 050.25 ', 'en-GB', '1050.25'],
  ['1,500', 'en-GB', undefined],
  ['1,5', 'de-DE', '1.5'],
  ['-3', 'en-GB', '-3'],
  ['', 'en-GB', undefined],
  ['ten', 'en-GB', undefined],
  ['1.2.3', 'en-GB', undefined],
])('%j typed in %s is %j [TXN-09]', (text, locale, amount) => {
  expect(typedAmount(text, locale)).toBe(amount)
})

test('counts decimals', () => {
  expect(decimalsOf('10')).toBe(0)
  expect(decimalsOf('10.005')).toBe(3)
})
