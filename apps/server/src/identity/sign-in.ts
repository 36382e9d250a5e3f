import type { Context } from '../platform/context.ts'
import { DomainError, forbidden, unauthenticated } from '../platform/errors.ts'
import { passwordMatches } from './passwords.ts'
import { type IssuedTokens, openSession } from './sessions.ts'
import { findUserByEmail, type UserRecord } from './tables.ts'

export type SignIn = { email: string; password: string; remember: boolean; userAgent: string | null }

/**
 * Signs a user in by e-mail and password. Five wrong passwords in a row lock the account for half an hour (both configurable).
 * Throws 401 for a wrong pair, whoever it is, and 403 for a locked, inactive or deleted account whose password was right
 * or which is locked.
 */
export async function signIn(
  context: Context,
  input: SignIn,
): Promise<{ tokens: IssuedTokens; expires: Date; user: UserRecord }> {
  const user = await findUserByEmail(context.db, input.email.trim())
  const matches = await passwordMatches(user?.password_hash, input.password)
  if (user?.locked_until && user.locked_until > context.now()) {
    throw new DomainError(
      403,
      'account_locked',
      'This account is locked after too many wrong passwords; try again later',
    )
  }
  if (!user || !matches) {
    if (user) await countFailure(context, user.id)
    throw unauthenticated('Invalid email or password')
  }
  if (user.deleted || !user.active) throw forbidden('This account can no longer sign in')
  const session = await context.change(async (change) => {
    await change.tx
      .updateTable('crm_user')
      .set((row) => ({
        login_count: row('login_count', '+', 1),
        last_login: change.now,
        failed_logins: 0,
        locked_until: null,
      }))
      .where('id', '=', user.id)
      .execute()
    return openSession(change, { userId: user.id, remember: input.remember, userAgent: input.userAgent })
  })
  return { ...session, user }
}

async function countFailure(context: Context, userId: number): Promise<void> {
  const { lockout_attempts: attempts, lockout_minutes: minutes } = context.platform.config.auth
  await context.change(async (change) => {
    const row = await change.tx
      .selectFrom('crm_user')
      .select('failed_logins')
      .where('id', '=', userId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const failed = row.failed_logins + 1
    const locked = failed >= attempts
    await change.tx
      .updateTable('crm_user')
      .set({
        failed_logins: locked ? 0 : failed,
        ...(locked ? { locked_until: new Date(change.now.getTime() + minutes * 60_000) } : {}),
      })
      .where('id', '=', userId)
      .execute()
    if (locked) {
      await change.record({
        entity: 'user',
        entityId: userId,
        customerId: null,
        activity: `Account locked for ${minutes} minutes after ${attempts} wrong passwords`,
      })
    }
  })
}
