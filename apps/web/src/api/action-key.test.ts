import { expect, test } from 'vitest'
import { createActionKey } from './action-key.ts'
import { apiError } from './api-error.ts'

test('a retry after a lost answer keeps its key', () => {
  const action = createActionKey()
  const first = action.keyFor({ amount: '5.00' })
  action.settle(apiError(0))
  expect(action.keyFor({ amount: '5.00' })).toBe(first)
  action.settle(apiError(502))
  expect(action.keyFor({ amount: '5.00' })).toBe(first)
})

test('the same input after success or a clear refusal is a new action', () => {
  const action = createActionKey()
  const first = action.keyFor({ amount: '5.00' })
  action.settle()
  const second = action.keyFor({ amount: '5.00' })
  expect(second).not.toBe(first)
  action.settle(apiError(402, { message: 'declined' }))
  expect(action.keyFor({ amount: '5.00' })).not.toBe(second)
})

test('changed input never travels under the old key', () => {
  const action = createActionKey()
  const first = action.keyFor({ amount: '5.00' })
  action.settle(apiError(0))
  expect(action.keyFor({ amount: '6.00' })).not.toBe(first)
})
