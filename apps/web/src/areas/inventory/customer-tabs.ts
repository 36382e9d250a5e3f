import type { CustomerTab } from '../../app/area.ts'

export const customerTabs: readonly CustomerTab[] = [
  {
    hash: 8,
    labelKey: 'inventory:tab',
    permission: 'view_inventory',
    load: () => import('./items/CustomerItemsTab.tsx'),
  },
]
