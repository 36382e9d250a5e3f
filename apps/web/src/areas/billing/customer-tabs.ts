import type { CustomerTab } from '../../app/area.ts'

export const customerTabs: readonly CustomerTab[] = [
  {
    hash: 5,
    labelKey: 'billing:tab',
    permission: ['view_customer_transaction', 'view_customer_invoice'],
    load: () => import('./BillingTab.tsx'),
  },
]
