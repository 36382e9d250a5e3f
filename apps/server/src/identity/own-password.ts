import type { Context } from '../platform/context.ts'
import { DomainError, unauthenticated } from '../platform/errors.ts'
import { accountLocked, countWrongPassword, lockedUntil } from './failed-sign-ins.ts'
import { passwordMatches } from './passwords.ts'
import { tellPasswordChanged } from './security-mails.ts'
import { choosePassword, setPassword } from './set-password.ts'
import { findUserById, type UserRecord } from './tables.ts'

/** The signed-in user. Throws 401 for callers that are no user, such as API keys and jobs. */
export async function requireOwnUser(context: Context): Promise<UserRecord> {
  const { userId, sessionId } = context.actor
  const user = userId === null || sessionId === null ? undefined : await findUserById(context.db, userId)
  if (!user) throw unauthenticated('Sign in first')
  return user
}

/**
 * Makes sure that whoever holds the session also knows the password. Wrong ones count as failed sign-ins, so that a stolen
 * session does not help to find it. Throws 400 for a wrong one, 403 while the account is locked.
 */
export async function requireOwnPassword(
  context: Context,
  user: UserRecord,
  typed: { password: string; field: string },
): Promise<void> {
  const matches = await passwordMatches(user.password_hash, typed.password)
  const attempt = { user, email: user.email }
  if (await lockedUntil(context, attempt)) throw accountLocked()
  if (matches) return
  await countWrongPassword(context, attempt)
  throw new DomainError(400, 'wrong_password', `${typed.field}: is not your present password`, typed.field)
}

/** Changes the own password, ends the other sessions and tells the user by mail. */
export async function changeOwnPassword(
  context: Context,
  input: { current_password: string; new_password: string },
): Promise<void> {
  const user = await requireOwnUser(context)
  await requireOwnPassword(context, user, { password: input.current_password, field: 'current_password' })
  const chosen = await choosePassword(context, user, input.new_password)
  await context.change(async (change) => {
    await setPassword(change, chosen, { keepSession: context.actor.sessionId })
    await change.record({
      entity: 'user',
      entityId: user.id,
      customerId: user.customer_id,
      activity: 'Changed their own password',
    })
    await tellPasswordChanged(change, user, 'Self')
  })
}
