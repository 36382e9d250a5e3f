import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPercent } from './template-filters.ts'

test('numbers and texts are formatted as Python does [INVC-36]', () => {
  for (const [text, values, expected] of [
    ['%.2f', [45], '45.00'],
    ['%.2f', [45n], '45.00'],
    ['%.2f', ['1234.5'], '1234.50'],
    ['%.2f', [-0.001], '-0.00'],
    ['%8.2f|', [3.5], '    3.50|'],
    ['%-8s|', ['ab'], 'ab      |'],
    ['%05d', [42], '00042'],
    ['%06.2f', [-1.5], '-01.50'],
    ['%+d', [7], '+7'],
    ['%d%%', [12.9], '12%'],
    ['%s of %s', ['a', 2n], 'a of 2'],
    ['%(name)s', [new Map([['name', 'x']])], 'x'],
    ['%.3s', ['abcdef'], 'abc'],
  ] as const)
    expect(formatPercent(text, [...values]), text).toBe(expected)
})

test('money rounds half away from zero, exactly, where a binary float would not', () => {
  expect(formatPercent('%.2f', [1.005])).toBe('1.01')
  expect(formatPercent('%.2f', [-2.675])).toBe('-2.68')
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (cents) => {
      const text = formatPercent('%.2f', [cents / 100])
      expect(Math.round(Number(text) * 100)).toBe(cents)
    }),
  )
})

test('what is no number, or missing, is refused with a reason', () => {
  expect(() => formatPercent('%.2f', ['John'])).toThrow('"John" is not a number')
  expect(() => formatPercent('%.2f', [null])).toThrow('none is not a number')
  expect(() => formatPercent('%s %s', ['a'])).toThrow('needs more values')
})
