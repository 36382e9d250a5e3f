import { type Customer, type Invoice, invoiceEndpoints } from '@omnicrm/contract'
import type { ActionTools } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { showSuccess } from '../../../components/toasts.ts'
import { InvoicePaid } from './InvoicePaid.tsx'
import { PayInvoice } from './PayInvoice.tsx'

/** Opens the payment of an invoice, the first of several unless another is chosen; then shows that it is paid. */
export function openPayment(invoices: readonly [Invoice, ...Invoice[]]): void {
  openDialog((close) => (
    <PayInvoice
      invoices={invoices}
      onPaid={(paid) => openDialog((closePaid) => <InvoicePaid invoice={paid} onClose={closePaid} />)}
      onClose={close}
    />
  ))
}

/** Opens the payment of what a customer owes, the invoice due first. Throws ApiError. */
export async function takePaymentOf(customer: Customer, t: ActionTools['t']): Promise<void> {
  const { data } = await call(invoiceEndpoints.listOfCustomer, {
    params: { customer_id: customer.customer_id },
    query: {
      filters: JSON.stringify({ paid: [false], void: [false] }),
      sort: 'due_date',
      order: 'asc',
      per_page: 100,
    },
  })
  const [first, ...others] = data
  if (!first) return showSuccess(t('billing:pay.nothing_due', { name: customer.customer_name }))
  openPayment([first, ...others])
}
