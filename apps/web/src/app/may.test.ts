import { expect, test } from 'vitest'
import { may } from './may.ts'
import type { Session } from './session.ts'

const user = {
  id: 1,
  username: 'u',
  email: 'u@example.com',
  first_name: 'U',
  last_name: 'U',
  contact_id: null,
  customer_id: null,
}

function sessionOf(permissions: string[], roles: string[] = ['support']): Session {
  return { user, roles, permissions: new Set(permissions) }
}

test('only named permissions are held, and any one of several suffices', () => {
  const session = sessionOf(['view_customer'])
  expect(may(session, 'view_customer')).toBe(true)
  expect(may(session, 'delete_customer')).toBe(false)
  expect(may(session, ['delete_customer', 'view_customer'])).toBe(true)
})

test('an administrator may everything, nobody may anything', () => {
  expect(may(sessionOf([], ['admin']), 'delete_customer')).toBe(true)
  expect(may(sessionOf(['admin']), 'delete_customer')).toBe(true)
  expect(may(undefined, undefined)).toBe(false)
})
