import { ZInvoicePay } from '@omnicrm/contract'
import { expect, test } from 'vitest'
import { METHODS, payBodyOf } from './pay-form.ts'

const values = { invoice_id: '4', payment_method: 'cash' as const, reference: ' ', payment_date: '2026-03-01' }

test('every method of the counter is one of the API [PAY-03]', () => {
  for (const payment_method of METHODS)
    expect(ZInvoicePay.safeParse(payBodyOf({ ...values, payment_method }, '2026-03-10')).success).toBe(true)
})

test('a date goes with a transfer only, and not when it is today', () => {
  expect(payBodyOf(values, '2026-03-10')).toEqual({ payment_method: 'cash', reference: null, payment_date: null })
  const transfer = { ...values, payment_method: 'bank_transfer' as const, reference: ' T-9 ' }
  expect(payBodyOf(transfer, '2026-03-10')).toMatchObject({ reference: 'T-9', payment_date: '2026-03-01' })
  expect(payBodyOf(transfer, '2026-03-01').payment_date).toBeNull()
})
