import type { AreaRoute } from '../../app/area.ts'

export const routes: readonly AreaRoute[] = [
  { path: '/tickets', permission: 'view_customer_service', load: () => import('./TicketList.tsx') },
]
