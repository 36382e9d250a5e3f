import { expect, test } from 'vitest'
import type { Session } from './session.ts'
import { safeReturnPath, startPage } from './start-page.ts'

function sessionOf(roles: string[], permissions: string[], customer_id: number | null = null): Session {
  const user = { id: 1, username: 'u', email: 'u@x.y', first_name: 'U', last_name: 'U', contact_id: null, customer_id }
  return { user, roles, permissions: new Set(permissions) }
}

test('each role lands on its own page [AUTH-05]', () => {
  expect(startPage(sessionOf(['admin'], []))).toBe('/customers')
  expect(startPage(sessionOf(['support'], ['view_customer']))).toBe('/customers')
  expect(startPage(sessionOf(['customer'], ['view_own_customer'], 7))).toBe('/self-care')
  expect(startPage(sessionOf(['alerting'], ['create_cbc_message']))).toBe('/create-cell-broadcast')
})

test('a return address never leads to another site', () => {
  expect(safeReturnPath('/customers/4?page=2#3')).toBe('/customers/4?page=2#3')
  expect(safeReturnPath('//evil.example')).toBeUndefined()
  expect(safeReturnPath('/\\evil.example')).toBeUndefined()
  expect(safeReturnPath('/\t/evil.example')).toBeUndefined()
  expect(safeReturnPath('https://evil.example')).toBeUndefined()
  expect(safeReturnPath('/login?next=/login')).toBeUndefined()
})
