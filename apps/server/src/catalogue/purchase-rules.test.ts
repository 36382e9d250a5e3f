import { expect, test } from 'vitest'
import { dependencyRefusal, mayBuy, purchaseRefusal } from './purchase-rules.ts'
import type { ProductRow } from './tables.ts'

const now = new Date('2025-01-10T10:00:00Z')
const individual = { customer_account_type: 'Individual' }
const business = { customer_account_type: 'Business' }

// Only the fields that the rules read.
const product = (fields: Partial<ProductRow> = {}): ProductRow =>
  ({
    product_id: 7,
    product_name: 'SIM',
    category: 'standalone',
    service_type: 'mobile',
    enabled: true,
    residential: true,
    business: true,
    customer_can_purchase: true,
    available_from: null,
    available_until: null,
    relies_on_list: '',
    ...fields,
  }) as ProductRow

test('the window includes both of its ends [PROD-16]', () => {
  expect(mayBuy(product({ available_from: now, available_until: now }), individual, now)).toBe(true)
  expect(mayBuy(product({ available_from: new Date(now.getTime() + 1) }), individual, now)).toBe(false)
  expect(mayBuy(product({ available_until: new Date(now.getTime() - 1) }), individual, now)).toBe(false)
})

test('each refusal has its own code and status [PROD-13] [PROD-14] [PROD-15] [PROD-16]', () => {
  const refusal = (fields: Partial<ProductRow>, buyer = individual, selfService = false) => {
    const error = purchaseRefusal(product(fields), buyer, now, { selfService })
    return error && [error.status, error.code]
  }
  expect(refusal({})).toBe(undefined)
  expect(refusal({ enabled: false })).toEqual([409, 'product_disabled'])
  expect(refusal({ available_until: new Date(0) })).toEqual([409, 'product_not_available'])
  expect(refusal({ residential: false })).toEqual([409, 'product_not_for_customer_type'])
  expect(refusal({ residential: false }, business)).toBe(undefined)
  expect(refusal({ business: false }, business)).toEqual([409, 'product_not_for_customer_type'])
  expect(refusal({ customer_can_purchase: false }, individual, true)).toEqual([403, 'forbidden'])
  expect(refusal({ customer_can_purchase: false }, individual, false)).toBe(undefined)
})

test('a product waits for what it relies on, by id, slug or service type; an add-on for a service of its type [PROD-25]', () => {
  const owned = [{ service_id: 1, customer_id: 1, product_id: 3, product_slug: 'Mobile-SIM', service_type: 'mobile' }]
  const lacking = (fields: Partial<ProductRow>, services = owned) =>
    dependencyRefusal(product(fields), services)?.message
  expect(lacking({}, [])).toBe(undefined)
  expect(lacking({ category: 'addon' }, [])).toBe('SIM needs first: mobile')
  expect(lacking({ category: 'addon' })).toBe(undefined)
  expect(lacking({ category: 'addon', service_type: 'iptv' })).toBe('SIM needs first: iptv')
  expect(lacking({ relies_on_list: "['mobile-sim', 3, 'Mobile']" })).toBe(undefined)
  expect(lacking({ relies_on_list: '3, 4, iptv' })).toBe('SIM needs first: 4, iptv')
})
