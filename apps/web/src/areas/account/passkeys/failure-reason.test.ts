import { expect, test } from 'vitest'
import { failureReason } from './failure-reason.ts'

test('what the browser says of a passkey becomes a reason that people can act on', () => {
  const reasonOf = (name: string) => failureReason(Object.assign(new Error('x'), { name }))
  expect(['NotAllowedError', 'AbortError'].map(reasonOf)).toEqual(['cancelled', 'cancelled'])
  expect(['InvalidStateError', 'SecurityError', 'ConstraintError'].map(reasonOf)).toEqual([
    'known',
    'address',
    'device',
  ])
  expect(failureReason('no error at all')).toBe('device')
})
