import { expect, test } from 'vitest'
import { changedFields } from './changed-fields.ts'

test('only what changed is sent', () => {
  expect(changedFields({ a: 1, b: 'x', c: null }, { a: 1, b: 'y', c: null })).toEqual({ b: 'y' })
  expect(changedFields({ a: 'x' as string | null }, { a: null })).toEqual({ a: null })
  expect(changedFields({ list: [1, 2] }, { list: [1, 2] })).toEqual({})
})
