import { expect, test } from 'vitest'
import { resultLink } from './result-link.ts'

test('each kind of hit opens its tab of the customer [NAV-15]', () => {
  const of = (type: 'customer' | 'contact' | 'site' | 'inventory' | 'service') => resultLink({ type, customer_id: 123 })
  expect(of('customer')).toBe('/customers/123')
  expect(of('contact')).toBe('/customers/123#4')
  expect(of('site')).toBe('/customers/123#2')
  expect(of('inventory')).toBe('/customers/123#8')
  expect(of('service')).toBe('/customers/123#3')
})

test('an item that nobody has opens the item list [NAV-16]', () => {
  expect(resultLink({ type: 'inventory', customer_id: null })).toBe('/inventory-items-list')
})
