import type { AreaRoute } from '../../app/area.ts'

export const routes: readonly AreaRoute[] = [
  { path: '/services', permission: 'view_customer_service', load: () => import('./list/ServiceList.tsx') },
  { path: '/services/$serviceId', permission: 'view_customer_service', load: () => import('./page/ServicePage.tsx') },
]
