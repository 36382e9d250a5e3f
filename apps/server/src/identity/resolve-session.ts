import type { Db } from '../platform/database/open-database.ts'
import { unauthenticated } from '../platform/errors.ts'
import type { Actor } from '../platform/guard/actor.ts'
import type { TokenClaims } from '../platform/guard/tokens.ts'
import type { Platform } from '../platform/platform.ts'
import { findUserById, findUserOfSession, type UserRecord } from './tables.ts'

/** The caller behind a session's access token, with the permissions of this moment. Throws 401 when the session is over. */
export async function resolveSession(platform: Platform, claims: TokenClaims): Promise<Actor> {
  const idle = platform.config.auth.session_idle_minutes
  const user = await findUserOfSession(platform.db, claims.id, platform.clock.now(), idle)
  if (!user || String(user.id) !== claims.subject) throw unauthenticated('The session has ended; sign in again')
  return actorOf(user, claims.id)
}

/** A user acting without a session, such as the initiator of a job. Undefined when they may no longer sign in. */
export async function actorOfUser(db: Db, userId: number): Promise<Actor | undefined> {
  const user = await findUserById(db, userId)
  return user?.active && !user.deleted ? actorOf(user, null) : undefined
}

function actorOf(user: UserRecord, sessionId: string | null): Actor {
  const isAdmin = user.roles.includes('admin')
  return {
    userId: user.id,
    initiatedBy: `user:${user.id}`,
    roles: user.roles,
    permissions: new Set(isAdmin ? [...user.permissions, 'admin'] : user.permissions),
    customerId: user.customer_id,
    sessionId,
    job: null,
  }
}
