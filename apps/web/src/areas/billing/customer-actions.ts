import { faCashRegister } from '@fortawesome/free-solid-svg-icons/faCashRegister'
import { faFileInvoiceDollar } from '@fortawesome/free-solid-svg-icons/faFileInvoiceDollar'
import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import type { Customer } from '@omnicrm/contract'
import { type Action, defineAction } from '../../actions/action.ts'

const isKept = ({ customer_status }: Customer) => customer_status !== 'Archived'

/** Three keys at the counter: R, Enter (cash, the invoice due first), Enter (the PDF). */
export const takePayment = defineAction<Customer>({
  id: 'customer.take_payment',
  labelKey: 'billing:action.take_payment',
  icon: faCashRegister,
  permission: 'update_customer_invoice',
  shortcut: 'r',
  visible: isKept,
  run: async (customer, { t }) => (await import('./pay/open-payment.tsx')).takePaymentOf(customer, t),
})

export const addTransactionOf = defineAction<Customer>({
  id: 'customer.add_transaction',
  labelKey: 'billing:action.add_transaction',
  icon: faPlus,
  permission: 'create_customer_transaction',
  shortcut: 't',
  visible: isKept,
  run: async (customer) => (await import('./transactions/open-transaction.tsx')).openTransactionForm({ customer }),
})

export const generateInvoiceOf = defineAction<Customer>({
  id: 'customer.generate_invoice',
  labelKey: 'billing:action.generate',
  icon: faFileInvoiceDollar,
  permission: 'create_customer_invoice',
  shortcut: 'i',
  visible: isKept,
  run: async (customer) => (await import('./generate/open-generate.tsx')).openGenerate(customer),
})

export const customerActions: readonly Action<Customer>[] = [takePayment, generateInvoiceOf, addTransactionOf]
