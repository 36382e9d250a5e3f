import { randomBytes } from 'node:crypto'
import type { Change } from '../platform/context.ts'
import { DomainError, unauthenticated } from '../platform/errors.ts'
import { accountLocked } from './failed-sign-ins.ts'
import { hashSecret } from './one-time-links.ts'
import { alertUser } from './security-mails.ts'
import { type IssuedTokens, openSession } from './sessions.ts'
import { findUserById, type UserRecord } from './tables.ts'

/** The browser that signs in: what it calls itself, and the cookie by which we know it again. */
export type Device = { userAgent: string | null; cookie: string | undefined }

export type SignedInUser = { tokens: IssuedTokens; expires: Date; user: UserRecord; deviceCookie: string }

/**
 * Looks at the account again, locked, after the password was found right: a lock, a deletion or a new password that came in
 * between wins. Throws 401 or 403.
 */
export async function requireUnchanged(
  change: Change,
  userId: number,
  passwordHash: string,
  { byPassword = true }: { byPassword?: boolean } = {},
): Promise<UserRecord> {
  await change.tx.selectFrom('crm_user').select('id').where('id', '=', userId).forUpdate().execute()
  const user = await findUserById(change.tx, userId)
  if (!user?.active || user.deleted || user.password_hash !== passwordHash)
    throw unauthenticated('Invalid email or password')
  if (user.locked_until && user.locked_until > change.now) throw accountLocked()
  if (byPassword && user.password_temporary && user.password_used_at) {
    throw new DomainError(
      403,
      'temporary_password_used',
      'This temporary password has been used; ask for a new one, or reset it by e-mail',
    )
  }
  return user
}

/**
 * Opens the session of a user whose password (and second factor, where there is one) was right, or for whom somebody else
 * (`via`) has vouched. A temporary password opens one session only.
 */
export async function completeSignIn(
  change: Change,
  input: { user: UserRecord; passwordHash: string; remember: boolean; device: Device; via?: string },
): Promise<SignedInUser> {
  const { id } = input.user
  const byPassword = input.via === undefined
  const user = await requireUnchanged(change, id, input.passwordHash, { byPassword })
  await change.tx
    .updateTable('crm_user')
    .set((row) => ({
      login_count: row('login_count', '+', 1),
      last_login: change.now,
      failed_logins: 0,
      failed_codes: 0,
      locked_until: null,
      ...(byPassword && user.password_temporary ? { password_used_at: change.now } : {}),
    }))
    .where('id', '=', id)
    .execute()
  const deviceCookie = input.device.cookie ?? randomBytes(18).toString('base64url')
  const deviceHash = hashSecret(deviceCookie)
  const known = user.login_count === 0 || (await isKnownDevice(change, id, { ...input.device, hash: deviceHash }))
  const session = await openSession(change, {
    userId: id,
    remember: input.remember,
    userAgent: input.device.userAgent,
    deviceHash,
  })
  await change.record({
    entity: 'user',
    entityId: id,
    customerId: null,
    activity: `Signed in${byPassword ? '' : ` with ${input.via}`}${known ? '' : ' from a new device'}`,
    byUserId: id,
  })
  if (!known) await alertUser(change, user, 'Your account was signed in to from a new device.', input.device)
  return { ...session, user, deviceCookie }
}

/** Known by its cookie, or, for programs that keep none, by address and name together. */
async function isKnownDevice(
  change: Change,
  userId: number,
  device: { userAgent: string | null; hash: string },
): Promise<boolean> {
  const seen = await change.tx
    .selectFrom('user_session')
    .select('session_id')
    .where('user_id', '=', userId)
    .where((row) =>
      row.or([
        row('device_hash', '=', device.hash),
        row.and([
          row('ip_address', 'is not distinct from', change.context.ip),
          row('user_agent', 'is not distinct from', device.userAgent?.slice(0, 500) ?? null),
        ]),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return seen !== undefined
}
