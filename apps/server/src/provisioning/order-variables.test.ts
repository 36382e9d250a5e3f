import { expect, test } from 'vitest'
import { mergeVariables, requireCustomerKeys } from './order-variables.ts'

test('the request goes before the product and the system before both [PROV-03] [PROV-04]', () => {
  const merged = mergeVariables({
    product: { monthly_cost: 50, data_gb: 100, initiating_user: 99 },
    request: { product_id: 10, customer_id: 456, monthly_cost: 45, custom_param: 'value', access_token: 'forged' },
    inventory: { 'SIM Card': 5001 },
    system: { initiating_user: 7, provision_id: 12 },
  })
  expect(merged).toEqual({
    monthly_cost: 45,
    data_gb: 100,
    product_id: 10,
    customer_id: 456,
    custom_param: 'value',
    'SIM Card': 5001,
    initiating_user: 7,
    provision_id: 12,
  })
})

test('an order cannot name what would send its token elsewhere or choose what runs', () => {
  const request = { crm_config: { crm: {} }, ansible_python_interpreter: '/tmp/x', hostvars: {}, days: 30 }
  expect(mergeVariables({ product: request, request, inventory: {}, system: {} })).toEqual({ days: 30 })
})

test("a customer's own order names no price, playbook or action [PROV-02]", () => {
  const allowed = {
    product_id: 1,
    customer_id: 2,
    'SIM Card': 3,
    auto_renew: true,
    terms_accepted: true,
    po_number: null,
  }
  expect(() => requireCustomerKeys(allowed, ['SIM Card'])).not.toThrow()
  for (const key of ['monthly_cost', 'provisioning_play', 'action', 'service_uuid', 'Mobile Number']) {
    expect(() => requireCustomerKeys({ ...allowed, [key]: 'x' }, ['SIM Card']), key).toThrow(key)
  }
})
