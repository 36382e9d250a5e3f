import type { AreaRoute } from '../../app/area.ts'

export const routes: readonly AreaRoute[] = [
  { path: '/customers', permission: 'view_customer', load: () => import('./CustomerList.tsx') },
  { path: '/customers/$customerId', permission: 'view_customer', load: () => import('./CustomerPage.tsx') },
]
