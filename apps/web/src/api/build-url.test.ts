import { expect, test } from 'vitest'
import { buildUrl } from './build-url.ts'

test('fills the path and escapes what a value holds', () => {
  expect(buildUrl('/crm/service/service_uuid/:uuid', { params: { uuid: 'a/b c' } })).toBe(
    '/crm/service/service_uuid/a%2Fb%20c',
  )
})

test('leaves out empty query values and writes filters as JSON', () => {
  expect(
    buildUrl('/crm/customers', { query: { page: 2, search: '', sort: undefined, filters: { paid: [true] } } }),
  ).toBe('/crm/customers?page=2&filters=%7B%22paid%22%3A%5Btrue%5D%7D')
})

test('refuses a path without its value', () => {
  expect(() => buildUrl('/crm/customer/customer_id/:customer_id', { params: {} })).toThrow('needs customer_id')
})
