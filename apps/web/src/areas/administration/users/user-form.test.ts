import { expect, test } from 'vitest'
import { userBodyOf, userErrors, userValuesFor, userValuesOf } from './user-form.ts'

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

test('a user for a contact begins as that contact, a customer who is to be welcomed [USER-05] [USER-06]', () => {
  const contact = {
    contact_id: 7,
    customer_id: 123,
    contact_firstname: 'John',
    contact_lastname: 'Smith',
    contact_email: 'john@example.com',
    contact_phone: null,
    contact_types: 'Primary',
    user_id: null,
  }
  expect(userValuesFor(contact)).toEqual({
    ...userValuesOf(),
    username: 'john@example.com',
    email: 'john@example.com',
    first_name: 'John',
    last_name: 'Smith',
    role: ['customer'],
    contact_id: 7,
    send_welcome_email: true,
  })
})
