import { sql } from 'kysely'
import type { Change, Context } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { type PasswordOwner, requireFreshPassword, requireGoodPassword } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { endSessions } from './sessions.ts'

type Owner = PasswordOwner & { id: number; password_hash: string }

/** A password that has passed the rules, hashed; the slow part, done before any row is locked. */
export type ChosenPassword = { userId: number; replaces: string; hash: string }

/** Checks a new password against policy and history and hashes it. Throws 400 with the rule that it breaks. */
export async function choosePassword(context: Context, user: Owner, password: string): Promise<ChosenPassword> {
  await requireGoodPassword(context, password, user)
  await requireFreshPassword(context, user, password)
  return { userId: user.id, replaces: user.password_hash, hash: await hashPassword(password) }
}

/**
 * Puts a chosen password in place, forgets what was owed (forced change, lock, open links) and ends the user's sessions
 * except `keepSession`. Throws 409 when the password was changed by someone else in between.
 */
export async function setPassword(
  change: Change,
  chosen: ChosenPassword,
  options: { forceChange?: boolean; temporary?: boolean; keepSession?: string | null } = {},
): Promise<void> {
  const updated = await change.tx
    .updateTable('crm_user')
    .set({
      password_hash: chosen.hash,
      force_change: options.forceChange ?? false,
      password_temporary: options.temporary ?? false,
      password_used_at: null,
      failed_logins: 0,
      failed_codes: 0,
      locked_until: null,
    })
    .where('id', '=', chosen.userId)
    .where('password_hash', '=', chosen.replaces)
    .returning('id')
    .executeTakeFirst()
  if (!updated) throw conflict('password_changed', 'The password has been changed in the meantime; try again')
  await rememberPassword(change, chosen)
  await change.tx
    .updateTable('user_link')
    .set({ used_at: change.now })
    .where('user_id', '=', chosen.userId)
    .where('kind', '=', 'reset_password')
    .where('used_at', 'is', null)
    .execute()
  await change.tx
    .updateTable('login_challenge')
    .set({ ended_at: change.now })
    .where('user_id', '=', chosen.userId)
    .where('ended_at', 'is', null)
    .execute()
  await endSessions(change, chosen.userId, { except: options.keepSession ?? null })
}

/** Keeps a hash for the history, and no more of them than are configured. */
export async function rememberPassword(change: Change, password: { userId: number; hash: string }): Promise<void> {
  const { password_history: remembered } = change.context.platform.config.auth
  if (remembered > 0) {
    await change.tx
      .insertInto('password_history')
      .values({ user_id: password.userId, password_hash: password.hash, created: change.now })
      .execute()
  }
  await sql`delete from password_history where user_id = ${password.userId} and password_history_id not in (
    select password_history_id from password_history where user_id = ${password.userId}
    order by password_history_id desc limit ${remembered})`.execute(change.tx)
}
