import type { AreaRoute } from '../../app/area.ts'

export const routes: readonly AreaRoute[] = [
  { path: '/provisioning', permission: 'view_provision', load: () => import('./JobList.tsx') },
  {
    path: '/provisioning/report',
    permission: 'view_provision',
    load: () => import('./report/ProvisioningReport.tsx'),
  },
  { path: '/provisioning/$provisionId', permission: 'view_provision', load: () => import('./JobPage.tsx') },
]
