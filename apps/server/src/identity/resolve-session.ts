import type { Config } from '../platform/config/config-schema.ts'
import type { Db } from '../platform/database/open-database.ts'
import { unauthenticated } from '../platform/errors.ts'
import type { Actor, Duty } from '../platform/guard/actor.ts'
import type { TokenResolver } from '../platform/guard/authenticate.ts'
import type { TokenClaims } from '../platform/guard/tokens.ts'
import type { Platform } from '../platform/platform.ts'
import { findUserById, findUserOfSession, type UserRecord } from './tables.ts'

/** The caller behind a session's access token, with the permissions of this moment. Throws 401 when the session is over. */
export async function resolveSession(platform: Platform, claims: TokenClaims): Promise<Actor> {
  const idle = platform.config.auth.session_idle_minutes
  const user = await findUserOfSession(platform.db, claims.id, platform.clock.now(), idle)
  if (!user || String(user.id) !== claims.subject) throw unauthenticated('The session has ended; sign in again')
  const duty = dutyOf(user, platform.config)
  return { ...actorOf(user, claims.id), ...(duty ? { duty } : {}) }
}

/** The session of somebody who sends its access token to a public endpoint, as the guard of the others knows it. */
export type SessionOfBearer = (authorization: string | undefined, ip: string) => Promise<Actor | undefined>

/** Answers undefined without a token. Throws 401 for a bad one. */
export function createSessionOfBearer(platform: Platform, resolve: TokenResolver): SessionOfBearer {
  return async (authorization, ip) => {
    const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1]
    if (!token) return undefined
    const claims = await platform.tokens.verify(token)
    return claims.kind === 'access' ? resolve(claims, ip) : undefined
  }
}

/** A user acting without a session, such as the initiator of a job. Undefined when they may no longer sign in. */
export async function actorOfUser(db: Db, userId: number): Promise<Actor | undefined> {
  const user = await findUserById(db, userId)
  return user?.active && !user.deleted ? actorOf(user, null) : undefined
}

/** What the user must do before anything else; undefined for nothing. */
export function dutyOf(user: UserRecord, config: Config): Duty | undefined {
  if (user.force_change) return 'change_password'
  return mustHaveSecondFactor(user, config) && !user.is_2fa_enabled ? 'enrol_2fa' : undefined
}

/** Whether the configuration asks this user for a second factor; roles are named there in any case. */
export function mustHaveSecondFactor(user: UserRecord, config: Config): boolean {
  const { require_2fa: required } = config.auth
  if (typeof required === 'string') return required === 'all'
  const names = new Set(required.map((name) => name.toLowerCase()))
  return user.roles.some((role) => names.has(role.toLowerCase()))
}

function actorOf(user: UserRecord, sessionId: string | null): Actor {
  return {
    userId: user.id,
    initiatedBy: `user:${user.id}`,
    roles: user.roles,
    permissions: new Set(permissionsOf(user)),
    customerId: user.customer_id,
    sessionId,
    job: null,
  }
}

/** Effective permissions: the union of all roles; the role admin opens everything even if its list was emptied. */
export function permissionsOf(user: UserRecord): string[] {
  return user.roles.includes('admin') ? [...new Set([...user.permissions, 'admin'])] : user.permissions
}
