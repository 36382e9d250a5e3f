import { ZTransactionCreate } from '@omnicrm/contract'
import { expect, test } from 'vitest'
import { previewOf, transactionBodyOf, transactionErrors, transactionValuesOf } from './transaction-form.ts'

const today = '2026-03-10'
const money = { locale: 'en-GB', decimals: 2 }
const blank = transactionValuesOf(today, { customerId: 7 })
const filled = { ...blank, title: 'Installation fee', retail_cost: '50.00' }

test('a title and a positive retail cost are needed, nothing more [TXN-09]', () => {
  expect(transactionErrors(filled, money)).toEqual({})
  expect(transactionErrors({ ...filled, title: ' ' }, money)).toEqual({ title: 'billing:error.title' })
  for (const retail_cost of ['', '0', '0.00', '-5'])
    expect(transactionErrors({ ...filled, retail_cost }, money)).toEqual({ retail_cost: 'billing:error.positive' })
  expect(transactionErrors({ ...filled, retail_cost: '10.005' }, money)).toEqual({
    retail_cost: 'billing:error.decimals',
  })
})

test('system-wide the customer must be chosen [TXN-12]', () => {
  expect(transactionErrors({ ...filled, customer_id: undefined }, money)).toEqual({
    customer_id: 'billing:error.customer',
  })
})

test('a credit needs its type and bears no tax, whatever stood in the field [TXN-10, TXN-11]', () => {
  const credit = { ...filled, transaction_type: 'credit' as const, tax_percentage: 'abc' }
  expect(transactionErrors(credit, money)).toEqual({ credit_type: 'billing:error.credit_type' })
  const body = transactionBodyOf({ ...credit, credit_type: 'Cash Payment' }, { locale: 'en-GB', today })
  expect(body.tax_percentage).toBeNull()
  expect(ZTransactionCreate.parse(body).credit_type).toBe('Cash Payment')
})

test('the body is what the API takes; today goes without a date, another day at noon', () => {
  expect(ZTransactionCreate.parse(transactionBodyOf(filled, { locale: 'en-GB', today }))).toMatchObject({
    customer_id: 7,
    retail_cost: '50.00',
    transaction_date: null,
  })
  const earlier = transactionBodyOf({ ...filled, transaction_date: '2026-03-01' }, { locale: 'en-GB', today })
  expect(earlier.transaction_date).toBe('2026-03-01T12:00:00Z')
})

test('the preview follows amount and rate; a credit is negative [TXN-10, TXN-13]', () => {
  const options = { ...money, isTaxable: true }
  expect(previewOf({ ...filled, tax_percentage: '10' }, options)).toEqual({
    retail: '50.00',
    tax: '5',
    percent: '10',
    total: '55',
  })
  expect(previewOf({ ...filled, tax_percentage: '10' }, { ...options, isTaxable: false })?.tax).toBe('0')
  expect(previewOf({ ...filled, transaction_type: 'credit', retail_cost: '10' }, options)?.total).toBe('-10')
  expect(previewOf({ ...filled, retail_cost: '0' }, options)).toBeUndefined()
})
