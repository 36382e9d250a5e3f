import { expect, test } from 'vitest'
import { isAdmitted, isCustomer, may } from './may.ts'
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

test('what is the customers’ own is for those who stand for one, and not for administrators [USER-36]', () => {
  const customer: Session = { ...sessionOf(['view_own_customer_invoice']), user: { ...user, customer_id: 4 } }
  const own = { permission: 'view_own_customer_invoice', isForCustomers: true } as const
  expect(isAdmitted(customer, own)).toBe(true)
  expect(isAdmitted(sessionOf(['admin']), own)).toBe(false)
  expect(isAdmitted({ ...customer, permissions: new Set() }, own)).toBe(false)
  expect(isCustomer(sessionOf([], ['customer'])), 'not linked yet').toBe(true)
  expect(isCustomer(undefined)).toBe(false)
})
