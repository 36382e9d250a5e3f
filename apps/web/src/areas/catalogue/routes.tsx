import type { AreaRoute } from '../../app/area.ts'

export const routes: readonly AreaRoute[] = [
  { path: '/plans', permission: 'view_product', load: () => import('./Catalogue.tsx') },
  { path: '/addons', permission: 'view_product', load: () => import('./Catalogue.tsx') },
  { path: '/assign-plan', permission: 'create_provision', load: () => import('./assign/AssignPlan.tsx') },
  { path: '/assign-many', permission: 'create_provision', load: () => import('./many/AssignMany.tsx') },
  { path: '/products', permission: 'view_product', load: () => import('./products/ProductList.tsx') },
]
