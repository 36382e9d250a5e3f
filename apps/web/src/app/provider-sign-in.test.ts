import { expect, test } from 'vitest'
import { readProviderReturn } from './provider-sign-in.ts'

test('the answer of a provider is read from the address, without what nobody asked for', () => {
  expect(readProviderReturn('?code=c%2F1&state=s&iss=https%3A%2F%2Flogin.example.com&session_state=x')).toEqual({
    code: 'c/1',
    state: 's',
    iss: 'https://login.example.com',
  })
  expect(readProviderReturn('?error=access_denied&state=s')).toEqual({ error: 'access_denied', state: 's' })
  expect(readProviderReturn('?code=c')).toBeUndefined()
})
