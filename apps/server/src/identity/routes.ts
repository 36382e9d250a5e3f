import type { Routes } from '../platform/http/routes.ts'
import type { Platform } from '../platform/platform.ts'
import { authRoutes } from './auth-routes.ts'
import { oidcRoutes } from './oidc-routes.ts'
import { passkeyRoutes } from './passkey-routes.ts'
import type { MakeCustomer } from './register.ts'
import { roleRoutes } from './role-routes.ts'
import { twoFactorRoutes } from './two-factor-routes.ts'
import { userRoutes } from './user-routes.ts'

/** What the domains above tell this one. */
export type IdentityPorts = { makeCustomer: MakeCustomer }

export function identityRoutes(routes: Routes, platform: Platform, ports: IdentityPorts): void {
  authRoutes(routes, platform, ports)
  oidcRoutes(routes, platform, ports)
  twoFactorRoutes(routes, platform)
  passkeyRoutes(routes, platform)
  userRoutes(routes)
  roleRoutes(routes)
}
