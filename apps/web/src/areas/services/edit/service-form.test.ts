import type { Service } from '@omnicrm/contract'
import { expect, test } from 'vitest'
import { changesOf, serviceErrors, valuesOf } from './service-form.ts'

const values = valuesOf({
  service_name: 'Mobile',
  service_status: 'Active',
  retail_cost: 15,
  wholesale_cost: 5,
  service_billed: true,
  service_active_date: '2025-01-10T14:30:00.000Z',
  service_deactivate_date: null,
  contract_end_date: '2025-02-09T14:30:00.000Z',
  icon: null,
  site_id: 3,
} as Service)

test('only what was changed is sent [SVC-15]', () => {
  expect(changesOf(values, values)).toEqual({})
  expect(changesOf(values, { ...values, service_status: 'Suspended', retail_cost: '17.50' })).toEqual({
    service_status: 'Suspended',
    retail_cost: '17.50',
  })
})

test('an emptied date and an emptied site are sent as none', () => {
  expect(changesOf(values, { ...values, contract_end_date: '', site_id: null })).toEqual({
    contract_end_date: null,
    site_id: null,
  })
})

test('a cost typed as before is no change', () => {
  expect(changesOf(values, { ...values, retail_cost: '15' })).toEqual({})
})

test('a broken cost and an empty name are told beside their fields', () => {
  const errors = serviceErrors(values, { ...values, retail_cost: '', service_name: ' ' })
  expect(Object.keys(errors).sort()).toEqual(['retail_cost', 'service_name'])
})
