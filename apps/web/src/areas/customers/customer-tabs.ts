import type { CustomerTab } from '../../app/area.ts'

export const customerTabs: readonly CustomerTab[] = [
  {
    hash: 1,
    labelKey: 'customers:tab.overview',
    permission: 'view_customer',
    load: () => import('./overview/OverviewTab.tsx'),
  },
  {
    hash: 2,
    labelKey: 'customers:tab.sites',
    permission: 'view_customer_site',
    load: () => import('./sites/SitesTab.tsx'),
  },
  {
    hash: 4,
    labelKey: 'customers:tab.contacts',
    permission: 'view_customer_contact',
    load: () => import('./contacts/ContactsTab.tsx'),
  },
  {
    hash: 9,
    labelKey: 'customers:tab.activity',
    permission: 'view_customer_activity',
    load: () => import('./activity/ActivityTab.tsx'),
  },
]
