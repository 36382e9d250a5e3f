import type { CustomerDetail, Product } from '@omnicrm/contract'
import { expect, test } from 'vitest'
import { isStepDone, NO_CHOICES, type Order, orderBody, serviceOf, stepsOf } from './order.ts'

function productOf(fields: Partial<Product> = {}): Product {
  return {
    product_id: 42,
    product_name: 'Mobile 20GB',
    category: 'standalone',
    service_type: 'mobile',
    residential: true,
    business: true,
    auto_renew: 'prompt',
    terms: 'Fair use.',
    provisioning_json_vars: '{"days": 30, "data_gb": 20, "apn": "internet", "nested": {"a": 1}}',
    inventory_items_list: "['SIM Card', 'Mobile Number']",
    requires_installation_date: false,
    ...fields,
  } as Product
}

function customerOf(fields: Partial<CustomerDetail> = {}): CustomerDetail {
  return {
    customer_id: 123,
    customer_name: 'John Smith',
    customer_account_type: 'Individual',
    contacts: [],
    sites: [],
    services: [],
    ...fields,
  } as unknown as CustomerDetail
}

function orderOf(fields: Partial<Order> = {}): Order {
  const given = { product: true, customer: false, service: false }
  return { product: productOf(), customer: customerOf(), choices: NO_CHOICES, given, ...fields }
}

const service = (service_id: number, service_type = 'mobile', service_status = 'Active') =>
  ({ service_id, service_type, service_status }) as CustomerDetail['services'][number]

test('a mobile plan from the catalogue asks customer, inventory, renewal and review [PLAN-01]', () => {
  expect(stepsOf(orderOf())).toEqual(['customer', 'inventory', 'renewal', 'review'])
})

test('started from a customer, the customer is not asked [PLAN-01]', () => {
  const given = { product: false, customer: true, service: false }
  expect(stepsOf(orderOf({ given }))).toEqual(['product', 'inventory', 'renewal', 'review'])
})

test('no inventory types: no inventory step [PLAN-08]', () => {
  for (const list of [null, '', '[]']) {
    expect(stepsOf(orderOf({ product: productOf({ inventory_items_list: list }) }))).not.toContain('inventory')
  }
})

test('renewal is asked for prompt only [PLAN-10]', () => {
  expect(stepsOf(orderOf({ product: productOf({ auto_renew: 'true' }) }))).not.toContain('renewal')
})

test('businesses are asked for their fields, others only for a needed installation date [PLAN-12, PLAN-14]', () => {
  expect(stepsOf(orderOf({ customer: customerOf({ customer_account_type: 'Business' }) }))).toContain('business')
  const dated = orderOf({ product: productOf({ requires_installation_date: true }) })
  expect(stepsOf(dated)).toContain('business')
  expect(isStepDone('business', dated)).toBe(false)
})

test('inventory is complete once every type has an item [PLAN-06]', () => {
  expect(isStepDone('inventory', orderOf({ choices: { ...NO_CHOICES, items: { 'SIM Card': 5001 } } }))).toBe(false)
  const items = { 'SIM Card': 5001, 'Mobile Number': 5002 }
  expect(isStepDone('inventory', orderOf({ choices: { ...NO_CHOICES, items } }))).toBe(true)
})

test('an add-on goes to the only matching service, and asks when there are several [PLAN-21]', () => {
  const product = productOf({ category: 'addon' })
  const one = orderOf({ product, customer: customerOf({ services: [service(789), service(1, 'internet')] }) })
  expect(serviceOf(one)).toBe(789)
  expect(stepsOf(one)).not.toContain('service')
  const two = orderOf({ product, customer: customerOf({ services: [service(789), service(790)] }) })
  expect(stepsOf(two)).toContain('service')
  expect(isStepDone('service', two)).toBe(false)
  const none = orderOf({ product, customer: customerOf({ services: [service(3, 'mobile', 'Inactive')] }) })
  expect(stepsOf(none)).toContain('service')
})

test('a product for businesses cannot go to an individual [PROD-14]', () => {
  expect(isStepDone('customer', orderOf({ product: productOf({ residential: false }) }))).toBe(false)
})

test('the review waits for the terms, where there are any [PROD-23]', () => {
  expect(isStepDone('review', orderOf())).toBe(false)
  expect(isStepDone('review', orderOf({ choices: { ...NO_CHOICES, areTermsAccepted: true } }))).toBe(true)
  expect(isStepDone('review', orderOf({ product: productOf({ terms: null }) }))).toBe(true)
})

test('the order carries items by type, answers, and only the variables that were changed [PLAN-23, PROV-04]', () => {
  const product = productOf()
  const customer = customerOf()
  const choices = {
    ...NO_CHOICES,
    items: { 'SIM Card': 5001, 'Mobile Number': 5002 },
    autoRenew: true,
    overrides: { days: '30', data_gb: '25' },
    areTermsAccepted: true,
  }
  expect(orderBody({ ...orderOf({ choices }), product, customer })).toEqual({
    product_id: 42,
    customer_id: 123,
    'SIM Card': 5001,
    'Mobile Number': 5002,
    data_gb: 25,
    auto_renew: true,
    terms_accepted: true,
  })
})

test('a variable cannot pose as an order field', () => {
  const product = productOf({ provisioning_json_vars: '{"customer_id": 1}', inventory_items_list: null })
  const choices = { ...NO_CHOICES, overrides: { customer_id: '99' } }
  const body = orderBody({ ...orderOf({ choices }), product, customer: customerOf() })
  expect(body).toMatchObject({ customer_id: 123 })
})

test('a number cannot be overridden by a word', () => {
  const choices = { ...NO_CHOICES, areTermsAccepted: true, overrides: { data_gb: 'lots' } }
  expect(isStepDone('review', orderOf({ choices }))).toBe(false)
})
