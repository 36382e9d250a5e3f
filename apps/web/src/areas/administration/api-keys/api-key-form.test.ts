import { expect, test } from 'vitest'
import { apiKeyBodyOf, apiKeyValuesOf } from './api-key-form.ts'

test('a key without a day never expires, one without addresses may be used from any [KEY-08] [KEY-21]', () => {
  const values = { ...apiKeyValuesOf(), name: 'Billing sync' }
  expect(apiKeyBodyOf(values)).toEqual({
    name: 'Billing sync',
    description: '',
    expiry_date: null,
    permissions: [],
    ips: null,
  })
  expect(apiKeyBodyOf({ ...values, expiry_date: '2026-01-31', ips: ['10.0.0.0/8'] })).toMatchObject({
    expiry_date: '2026-01-31',
    ips: ['10.0.0.0/8'],
  })
})
