import { expect, test } from 'vitest'
import { customerBodyOf, customerErrors, customerValuesOf, newCustomerBodyOf } from './customer-form.ts'

const filled = { ...customerValuesOf(), customer_name: 'Ada Lovelace' }

test('a name is required, nothing else [CUST-02]', () => {
  expect(Object.keys(customerErrors(customerValuesOf(), 'late'))).toEqual(['customer_name'])
  expect(customerErrors(filled, 'late')).toEqual({})
})

test('the first contact goes along once it is begun, and its errors stand at its fields [CUST-02]', () => {
  expect(newCustomerBodyOf(filled).contacts).toEqual([])
  const withPhone = { ...filled, contact_phone: '+44 20 7946 0000' }
  expect(Object.keys(customerErrors(withPhone, 'late')).sort()).toEqual(['contact_firstname', 'contact_lastname'])
  const complete = { ...withPhone, contact_firstname: 'Ada', contact_lastname: 'Lovelace' }
  expect(newCustomerBodyOf(complete).contacts).toEqual([
    {
      contact_firstname: 'Ada',
      contact_lastname: 'Lovelace',
      contact_email: null,
      contact_phone: '+44 20 7946 0000',
      contact_types: 'Primary',
    },
  ])
})

test('a contract cannot end before it starts', () => {
  const dates = { ...filled, contract_start_date: '2025-02-01', contract_end_date: '2025-01-31' }
  expect(customerErrors(dates, 'late')).toEqual({ contract_end_date: 'late' })
  expect(customerErrors({ ...dates, contract_end_date: '2025-02-01' }, 'late')).toEqual({})
})

test('emptied fields are sent as none', () => {
  expect(customerBodyOf({ ...filled, tax_identifier: '  ', customer_notes: '' })).toMatchObject({
    tax_identifier: null,
    customer_notes: null,
    contract_start_date: null,
  })
})
