import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Change, Context } from '../platform/context.ts'
import type { Db } from '../platform/database/open-database.ts'
import { unauthenticated } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'

const REMEMBERED_DAYS = 30
const UNREMEMBERED_HOURS = 24

export type IssuedTokens = { token: string; access_token: string; refresh_token: string }

/** Opens a session for a user who has just proved who they are. */
export async function openSession(
  change: Change,
  options: { userId: number; remember: boolean; userAgent: string | null; deviceHash?: string | null },
): Promise<{ tokens: IssuedTokens; expires: Date; sessionId: string }> {
  const sessionId = randomUUID()
  const hours = options.remember ? REMEMBERED_DAYS * 24 : UNREMEMBERED_HOURS
  const expires = new Date(change.now.getTime() + hours * 3_600_000)
  await change.tx
    .insertInto('user_session')
    .values({
      session_id: sessionId,
      user_id: options.userId,
      created: change.now,
      last_used: change.now,
      expires,
      ip_address: change.context.ip,
      user_agent: options.userAgent?.slice(0, 500) ?? null,
      remember: options.remember,
      device_hash: options.deviceHash ?? null,
      ended_at: null,
    })
    .execute()
  return { tokens: await issueTokens(change, sessionId, options.userId), expires, sessionId }
}

/**
 * Exchanges a refresh token for a new pair. Each is good once; one used again means that it was stolen, so the whole session
 * ends. Throws 401.
 */
export async function refreshSession(
  context: Context,
  refreshToken: string,
): Promise<{ tokens: IssuedTokens; expires: Date; remember: boolean }> {
  const result = await context.change(async (change) => {
    const row = await change.tx
      .selectFrom('refresh_token as t')
      .innerJoin('user_session as s', 's.session_id', 't.session_id')
      .innerJoin('crm_user as u', 'u.id', 's.user_id')
      .select([
        't.refresh_token_id',
        't.used_at',
        's.session_id',
        's.user_id',
        's.expires',
        's.ended_at',
        's.remember',
        's.last_used',
        'u.active',
        'u.deleted',
      ])
      .where('t.token_hash', '=', hashToken(context.platform, refreshToken))
      .forUpdate(['t', 's'])
      .executeTakeFirst()
    if (!row || row.ended_at || row.expires <= change.now || !row.active || row.deleted) return undefined
    const idleSince = change.now.getTime() - row.last_used.getTime()
    const idled = !row.remember && idleSince > change.context.platform.config.auth.session_idle_minutes * 60_000
    if (row.used_at || idled) {
      await endSession(change, row.session_id)
      return undefined
    }
    await change.tx
      .updateTable('refresh_token')
      .set({ used_at: change.now })
      .where('refresh_token_id', '=', row.refresh_token_id)
      .execute()
    await change.tx
      .updateTable('user_session')
      .set({ last_used: change.now })
      .where('session_id', '=', row.session_id)
      .execute()
    return {
      tokens: await issueTokens(change, row.session_id, row.user_id),
      expires: row.expires,
      remember: row.remember,
    }
  })
  // Thrown outside the change, so that ending a stolen session is not rolled back.
  if (!result) throw unauthenticated('The session has ended; sign in again')
  return result
}

/** Ends the session that a refresh token belongs to; an unknown token ends nothing. */
export async function endSessionOf(context: Context, refreshToken: string): Promise<void> {
  await context.change(async (change) => {
    const row = await change.tx
      .selectFrom('refresh_token')
      .select('session_id')
      .where('token_hash', '=', hashToken(context.platform, refreshToken))
      .executeTakeFirst()
    if (row) await endSession(change, row.session_id)
  })
}

/** Ends a user's sessions at once, all of them or all but one. */
export async function endSessions(change: Change, userId: number, options: { except: string | null }): Promise<void> {
  const living = change.tx
    .updateTable('user_session')
    .set({ ended_at: change.now })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
  await (options.except === null ? living : living.where('session_id', '!=', options.except)).execute()
}

export type LivingSession = {
  session_id: string
  created: Date
  last_used: Date
  ip_address: string | null
  user_agent: string | null
}

/** The sessions of a user that still work, last used first. */
export function livingSessions(context: Context, userId: number): Promise<LivingSession[]> {
  const now = context.now()
  const idleSince = new Date(now.getTime() - context.platform.config.auth.session_idle_minutes * 60_000)
  return context.db
    .selectFrom('user_session')
    .select(['session_id', 'created', 'last_used', 'ip_address', 'user_agent'])
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires', '>', now)
    .where((row) => row.or([row('remember', '=', true), row('last_used', '>', idleSince)]))
    .orderBy('last_used', 'desc')
    .orderBy('session_id')
    .execute()
}

/** Ends one session of a user; false when they have no such living session. */
export async function endOneSession(change: Change, userId: number, sessionId: string): Promise<boolean> {
  const ended = await change.tx
    .updateTable('user_session')
    .set({ ended_at: change.now })
    .where('session_id', '=', sessionId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .returning('session_id')
    .executeTakeFirst()
  return ended !== undefined
}

/**
 * New tokens for a session that lives, in place of its present refresh token, which is forgotten: whoever still holds that one
 * is asked to sign in, and it ends nothing. Undefined when the session is over.
 */
export async function renewTokens(
  change: Change,
  session: { sessionId: string; userId: number },
): Promise<{ tokens: IssuedTokens; expires: Date; remember: boolean } | undefined> {
  const living = await change.tx
    .updateTable('user_session')
    .set({ last_used: change.now })
    .where('session_id', '=', session.sessionId)
    .where('user_id', '=', session.userId)
    .where('ended_at', 'is', null)
    .where('expires', '>', change.now)
    .returning(['expires', 'remember'])
    .executeTakeFirst()
  if (!living) return undefined
  await change.tx
    .deleteFrom('refresh_token')
    .where('session_id', '=', session.sessionId)
    .where('used_at', 'is', null)
    .execute()
  return { tokens: await issueTokens(change, session.sessionId, session.userId), ...living }
}

/** Moves every living session along with a clock that someone sets (sandbox only), so that nobody is signed out by it. */
export async function shiftSessions(db: Db, milliseconds: number): Promise<void> {
  const shift = sql`${milliseconds} * interval '1 millisecond'`
  // The start too: a clock set back would otherwise leave sessions that end before they begin.
  await sql`update user_session set created = created + ${shift}, last_used = last_used + ${shift}, expires = expires + ${shift}
    where ended_at is null`.execute(db)
}

async function endSession(change: Change, sessionId: string): Promise<void> {
  await change.tx
    .updateTable('user_session')
    .set({ ended_at: change.now })
    .where('session_id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute()
}

async function issueTokens(change: Change, sessionId: string, userId: number): Promise<IssuedTokens> {
  const refresh = randomBytes(32).toString('base64url')
  await change.tx
    .insertInto('refresh_token')
    .values({
      token_hash: hashToken(change.context.platform, refresh),
      session_id: sessionId,
      created: change.now,
      used_at: null,
    })
    .execute()
  const { tokens, config } = change.context.platform
  const access = await tokens.sign(
    { kind: 'access', subject: String(userId), id: sessionId },
    config.auth.access_token_minutes * 60,
  )
  return { token: access, access_token: access, refresh_token: refresh }
}

/** Keyed with `jwt_secret`, so that a new secret ends every session (AUTH-13). */
function hashToken(platform: Platform, token: string): string {
  return createHmac('sha256', platform.config.jwt_secret).update(token).digest('hex')
}
