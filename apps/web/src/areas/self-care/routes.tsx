import type { AreaRoute } from '../../app/area.ts'

export const routes: readonly AreaRoute[] = [
  { path: '/self-care', isForCustomers: true, load: () => import('./SelfCareHome.tsx') },
  {
    path: '/self-care/services',
    isForCustomers: true,
    permission: 'view_own_customer_service',
    load: () => import('./services/OwnServices.tsx'),
  },
  {
    path: '/self-care/invoices',
    isForCustomers: true,
    permission: 'view_own_customer_invoice',
    load: () => import('./invoices/OwnInvoices.tsx'),
  },
  { path: '/self-care/api-access', isForCustomers: true, load: () => import('./api-access/ApiAccess.tsx') },
]
