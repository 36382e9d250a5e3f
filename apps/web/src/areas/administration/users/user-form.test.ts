import { expect, test } from 'vitest'
import { userBodyOf, userErrors, userValuesOf } from './user-form.ts'

const t = (key: string) => key
const isGoodPassword = (password: string) => password === 'good'
const entered = {
  ...userValuesOf(),
  username: 'grace',
  email: 'grace@example.com',
  password: 'good',
  first_name: 'Grace',
  last_name: 'Hopper',
  role: ['Support', 'Finance'],
}

test('a new user needs name, address, password and a role [USER-02]', () => {
  expect(Object.keys(userErrors(userValuesOf(), { isNew: true, isGoodPassword, t })).sort()).toEqual([
    'email',
    'first_name',
    'last_name',
    'password',
    'role',
    'username',
  ])
  expect(userErrors(entered, { isNew: true, isGoodPassword, t })).toEqual({})
})

test('a user who exists keeps username and password [USER-10]', () => {
  const kept = { ...entered, username: '', password: '' }
  expect(userErrors(kept, { isNew: false, isGoodPassword, t })).toEqual({})
  expect(userBodyOf(entered)).not.toHaveProperty('password')
})

test('several roles are sent as one text [USER-03]', () => {
  expect(userBodyOf(entered).role).toBe('Support,Finance')
})
