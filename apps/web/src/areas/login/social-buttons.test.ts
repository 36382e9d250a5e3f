import { expect, test } from 'vitest'
import { socialButtons } from './social-buttons.ts'

test('social buttons show only when switched on, and not beside a real provider of that name [AUTH-20]', () => {
  expect(socialButtons([], false)).toEqual([])
  expect(socialButtons([], true)).toEqual(['Google', 'Apple', 'Facebook'])
  expect(socialButtons([{ name: 'google' }, { name: 'company' }], true)).toEqual(['Apple', 'Facebook'])
})
