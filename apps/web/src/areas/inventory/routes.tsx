import type { AreaRoute } from '../../app/area.ts'

export const routes: readonly AreaRoute[] = [
  { path: '/inventory-items-list', permission: 'view_inventory', load: () => import('./items/ItemList.tsx') },
  {
    path: '/inventory-items-list/$inventoryId',
    permission: 'view_inventory',
    load: () => import('./items/ItemPage.tsx'),
  },
  {
    path: '/inventory-templates',
    permission: 'view_inventory_template',
    load: () => import('./templates/TemplateList.tsx'),
  },
]
