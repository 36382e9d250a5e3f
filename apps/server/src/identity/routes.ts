import type { TokenResolver } from '../platform/guard/authenticate.ts'
import type { Routes } from '../platform/http/routes.ts'
import type { Platform } from '../platform/platform.ts'
import { authRoutes } from './auth-routes.ts'
import type { MoveContact } from './move-contact.ts'
import { oidcRoutes } from './oidc-routes.ts'
import { passkeyRoutes } from './passkey-routes.ts'
import type { MakeCustomer } from './register.ts'
import { createSessionOfBearer } from './resolve-session.ts'
import { roleRoutes } from './role-routes.ts'
import { twoFactorRoutes } from './two-factor-routes.ts'
import { userRoutes } from './user-routes.ts'

/** What the domains above tell this one. */
export type IdentityPorts = {
  makeCustomer: MakeCustomer
  moveContact: MoveContact
  /** who is behind an access token, staff who act as somebody included */
  resolve: TokenResolver
}

export function identityRoutes(routes: Routes, platform: Platform, ports: IdentityPorts): void {
  const sessionOfBearer = createSessionOfBearer(platform, ports.resolve)
  authRoutes(routes, platform, { ...ports, sessionOfBearer })
  oidcRoutes(routes, platform, ports)
  twoFactorRoutes(routes, platform, { sessionOfBearer })
  passkeyRoutes(routes, platform)
  userRoutes(routes)
  roleRoutes(routes)
}
