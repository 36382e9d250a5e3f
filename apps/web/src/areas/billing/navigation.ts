import { faFileInvoiceDollar } from '@fortawesome/free-solid-svg-icons/faFileInvoiceDollar'
import { faReceipt } from '@fortawesome/free-solid-svg-icons/faReceipt'
import type { NavigationEntry } from '../../app/area.ts'

export const navigation: readonly NavigationEntry[] = [
  {
    section: 'billing',
    labelKey: 'billing:nav.invoices',
    icon: faFileInvoiceDollar,
    to: '/invoices',
    permission: 'view_customer_invoice',
  },
  {
    section: 'billing',
    labelKey: 'billing:nav.transactions',
    icon: faReceipt,
    to: '/transactions',
    permission: 'view_customer_transaction',
  },
]
