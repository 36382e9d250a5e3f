import type { InputOf, invoiceEndpoints } from '@omnicrm/contract'

/** What staff take at the counter; cards on file are charged by another way. */
export const METHODS = ['cash', 'pos', 'bank_transfer', 'refund'] as const
export type Method = (typeof METHODS)[number]

export type PayValues = {
  invoice_id: string
  payment_method: Method
  reference: string
  /** YYYY-MM-DD; of a transfer, which arrives on a day of its own */
  payment_date: string
}

/** What the API takes; only a transfer carries a date. */
export function payBodyOf(values: PayValues, today: string): InputOf<typeof invoiceEndpoints.pay>['body'] {
  const { payment_method: method, payment_date: day } = values
  return {
    payment_method: method,
    reference: values.reference.trim() || null,
    payment_date: method === 'bank_transfer' && day !== '' && day !== today ? day : null,
  }
}
