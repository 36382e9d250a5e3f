import { expect, test } from 'vitest'
import * as contract from './index.ts'

const endpoints = Object.entries(contract)
  .filter(([name]) => name.endsWith('Endpoints'))
  .flatMap(([, group]) => Object.values(group as Record<string, contract.Endpoint>))

test('no two endpoints answer the same route', () => {
  const routes = endpoints.flatMap(({ method, path, aliases = [] }) =>
    [path, ...aliases].map((spelling) => `${method} ${spelling.replace(/:\w+/g, ':').replace(/\/$/, '')}`),
  )
  expect(routes.filter((route, i) => routes.indexOf(route) !== i)).toEqual([])
})

test('the parameters of every spelling of a path are declared', () => {
  for (const { path, aliases = [], params } of endpoints) {
    for (const spelling of [path, ...aliases]) {
      const named = [...spelling.matchAll(/:(\w+)/g)].map((match) => match[1])
      expect(named, spelling).toEqual(Object.keys(params?.shape ?? {}))
    }
  }
})

test.each([
  ['customer', contract.ZCustomerUpdate],
  ['contact', contract.ZContactUpdate],
  ['site', contract.ZSiteUpdate],
  ['product', contract.ZProductUpdate],
  ['item', contract.ZInventoryUpdate],
  ['template', contract.ZInventoryTemplateUpdate],
  ['service', contract.ZServiceUpdate],
  ['transaction', contract.ZTransactionUpdate],
  ['invoice', contract.ZInvoiceUpdate],
])('an update of a %s leaves alone what is not sent', (_name, schema) => {
  const sent = Object.entries(schema.parse({})).filter(([, value]) => value !== undefined)
  expect(sent).toEqual([])
})

test('numbers and booleans may come as text, as playbooks send them [PROV-17]', () => {
  expect(
    contract.ZServiceCreate.parse({ customer_id: '12', product_id: '3', retail_cost: '30.0', service_billed: 'False' }),
  ).toMatchObject({ customer_id: 12, product_id: 3, retail_cost: '30.0', service_billed: false })
  expect(contract.ZProductUpdate.parse({ auto_renew: true, contract_days: '30' })).toEqual({
    auto_renew: 'true',
    contract_days: 30,
  })
  expect(contract.ZInventoryUpdate.parse({ customer_id: null, service_id: '7' })).toEqual({
    customer_id: null,
    service_id: 7,
  })
})

test('an order keeps every further field as a variable [PROV-04]', () => {
  const order = contract.ZProvisionCreate.parse({ product_id: '1', 'SIM Card': 5001, speed: '50M' })
  expect(order).toMatchObject({ product_id: 1, 'SIM Card': 5001, speed: '50M' })
})

test('a credit names its type [TXN-10]', () => {
  const credit = { customer_id: 1, title: 'Refund', retail_cost: 10, transaction_type: 'credit' }
  expect(contract.ZTransactionCreate.safeParse(credit).success).toBe(false)
  expect(contract.ZTransactionCreate.safeParse({ ...credit, credit_type: 'Cash Payment' }).success).toBe(true)
})

test('a number that no row can have is no id, and not an error of the database', () => {
  expect(contract.ZId.parse('2147483647')).toBe(2_147_483_647)
  for (const id of ['2147483648', '9999999999', '0', '-1', '1.5'])
    expect(contract.ZId.safeParse(id).success, id).toBe(false)
})
