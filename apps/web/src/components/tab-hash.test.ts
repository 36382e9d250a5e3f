import { expect, test } from 'vitest'
import { tabOf } from './tab-hash.ts'

test('the hash opens its tab; anything else the first', () => {
  expect(tabOf('#4', [1, 2, 4])).toBe(4)
  expect(tabOf('4', [1, 2, 4])).toBe(4)
  expect(tabOf('', [1, 2, 4])).toBe(1)
  expect(tabOf('#3', [1, 2, 4])).toBe(1)
  expect(tabOf('#4x', [1, 2, 4])).toBe(1)
  expect(tabOf('#1', [])).toBeUndefined()
})
