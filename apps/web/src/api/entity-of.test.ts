import { expect, test } from 'vitest'
import { entityOf } from './entity-of.ts'

test.each([
  ['/crm/customers', 'customer'],
  ['/crm/customer/customer_id/:customer_id', 'customer'],
  ['/crm/inventory/item_template/', 'inventory/item_template'],
  ['/crm/inventory/inventory_id/:inventory_id', 'inventory'],
  ['/crm/auth/users/:user_id', 'auth/users'],
  ['/utilities/search_everything', 'search'],
  ['/crm/utilities/search_everything', 'search'],
])('%s is about %s', (path, entity) => {
  expect(entityOf(path)).toBe(entity)
})
