import type { CustomerTab } from '../../app/area.ts'

export const customerTabs: readonly CustomerTab[] = [
  {
    hash: 3,
    labelKey: 'services:tab.title',
    permission: 'view_customer_service',
    load: () => import('./list/ServicesTab.tsx'),
  },
]
