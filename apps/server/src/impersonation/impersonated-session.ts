import { actorOfUser } from '../identity/index.ts'
import type { Config } from '../platform/config/config-schema.ts'
import { unauthenticated } from '../platform/errors.ts'
import { type Actor, holds } from '../platform/guard/actor.ts'
import type { TokenResolver } from '../platform/guard/authenticate.ts'
import type { Platform } from '../platform/platform.ts'

/**
 * Recognises sessions of staff who act as a user. They have the user's rights and no others, and end with the time limit, with
 * idleness, with the staff's own session or their right to impersonate. Throws 401 then.
 */
export function resolveImpersonation(platform: Platform, resolve: TokenResolver): TokenResolver {
  return async (claims, ip) => {
    const actor = await resolve(claims, ip)
    const session = await platform.db
      .selectFrom('user_session as s')
      .leftJoin('user_session as original', 'original.session_id', 's.original_session_id')
      .select(['s.impersonating_user_id', 's.created', 'original.ended_at as original_ended'])
      .where('s.session_id', '=', claims.id)
      .executeTakeFirst()
    if (!session?.impersonating_user_id) return actor
    const staff = await actorOfUser(platform.db, session.impersonating_user_id)
    if (!staff || session.original_ended || !mayImpersonate(platform.config, staff, actor))
      throw unauthenticated('The impersonation has ended')
    await keepOpen(platform, claims.id, session.created)
    // What the user must do first is theirs to do, and no password of theirs is needed here.
    const { duty: _duty, ...rest } = actor
    return { ...rest, impersonatedBy: session.impersonating_user_id }
  }
}

/** Administrators are acted as by administrators only, and not even by those unless the operator allows it. */
export function mayImpersonate(config: Config, staff: Actor, target: Actor): boolean {
  if (!holds(staff, 'can_impersonate')) return false
  if (!target.permissions.has('admin')) return true
  return config.impersonation.allow_admin_target && staff.permissions.has('admin')
}

/** When a session that is used now ends: by idleness, at the latest by the time limit. Refreshing a token obeys it too. */
export function endOfImpersonation(config: Config, started: Date, now: Date): Date {
  const { max_minutes: most, idle_minutes: idle } = config.impersonation
  return new Date(Math.min(started.getTime() + most * 60_000, now.getTime() + idle * 60_000))
}

async function keepOpen(platform: Platform, sessionId: string, started: Date): Promise<void> {
  const now = platform.clock.now()
  await platform.db
    .updateTable('user_session')
    .set({ last_used: now, expires: endOfImpersonation(platform.config, started, now) })
    .where('session_id', '=', sessionId)
    .where('ended_at', 'is', null)
    .where('expires', '>', now)
    .execute()
}
