import { expect, test } from 'vitest'
import { endsChallenge } from './challenge-end.ts'

test('a wrong code may be tried again; an expired challenge or a locked account leads back to the password [TFA-11]', () => {
  expect(endsChallenge({ status: 401, code: 'wrong_code' })).toBe(false)
  expect(endsChallenge({ status: 401, code: 'unauthenticated' })).toBe(true)
  expect(endsChallenge({ status: 403, code: 'account_locked' })).toBe(true)
  expect(endsChallenge({ status: 400, code: 'invalid' })).toBe(false)
  expect(endsChallenge({ status: 0, code: 'http_0' })).toBe(false)
})
