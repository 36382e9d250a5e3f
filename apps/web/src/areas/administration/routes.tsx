import type { AreaRoute } from '../../app/area.ts'

export const routes: readonly AreaRoute[] = [
  { path: '/users', permission: 'admin', load: () => import('./users/UserList.tsx') },
  { path: '/users/$userId', permission: 'admin', load: () => import('./users/UserPage.tsx') },
  { path: '/roles', permission: 'admin', load: () => import('./roles/RoleList.tsx') },
  { path: '/roles/$roleId', permission: 'admin', load: () => import('./roles/RolePage.tsx') },
  { path: '/api-keys', permission: 'manage_api_keys', load: () => import('./api-keys/ApiKeyList.tsx') },
  { path: '/outbox', permission: 'view_communication', load: () => import('./outbox/Outbox.tsx') },
  { path: '/audit', permission: 'admin', load: () => import('./audit/AuditList.tsx') },
  { path: '/impersonations', permission: 'admin', load: () => import('./impersonation/ImpersonationLog.tsx') },
]
