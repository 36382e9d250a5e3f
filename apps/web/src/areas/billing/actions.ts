import { faFileInvoiceDollar } from '@fortawesome/free-solid-svg-icons/faFileInvoiceDollar'
import { faLayerGroup } from '@fortawesome/free-solid-svg-icons/faLayerGroup'
import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { type Action, defineAction } from '../../actions/action.ts'

// their forms come with the first opening: this file is part of the first bundle

export const addTransaction = defineAction({
  id: 'transaction.add',
  labelKey: 'billing:action.add_transaction',
  icon: faPlus,
  permission: 'create_customer_transaction',
  run: async () => (await import('./transactions/open-transaction.tsx')).openTransactionForm(),
})

export const generateInvoice = defineAction({
  id: 'invoice.generate',
  labelKey: 'billing:action.generate',
  icon: faFileInvoiceDollar,
  permission: 'create_customer_invoice',
  run: async () => (await import('./generate/open-generate.tsx')).openGenerate(),
})

export const invoiceSeveral = defineAction({
  id: 'invoice.generate_many',
  labelKey: 'billing:action.generate_many',
  icon: faLayerGroup,
  permission: 'create_customer_invoice',
  run: async () => (await import('./generate/open-generate.tsx')).openInvoiceRun(),
})

export const actions: readonly Action[] = [
  // told apart from those of the customer whose page is open
  { ...addTransaction, labelKey: 'billing:action.add_transaction_any' },
  { ...generateInvoice, labelKey: 'billing:action.generate_any' },
  invoiceSeveral,
]
