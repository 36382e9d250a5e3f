import type { AreaRoute } from '../../app/area.ts'

export const routes: readonly AreaRoute[] = [
  { path: '/search', permission: 'view_customer', load: () => import('./GlobalSearch.tsx') },
]
