import type { AreaRoute } from '../../app/area.ts'

export const routes: readonly AreaRoute[] = [
  {
    path: '/transactions',
    permission: 'view_customer_transaction',
    load: () => import('./transactions/TransactionList.tsx'),
  },
  { path: '/invoices', permission: 'view_customer_invoice', load: () => import('./invoices/InvoiceList.tsx') },
  {
    path: '/invoices/$invoiceId',
    permission: 'view_customer_invoice',
    load: () => import('./invoices/InvoicePage.tsx'),
  },
]
