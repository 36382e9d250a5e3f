import type { Enrolment } from '@omnicrm/contract'
import type { Change, Context } from '../platform/context.ts'
import { conflict, DomainError, forbidden, invalid, unauthenticated } from '../platform/errors.ts'
import { type Actor, holds, isOpenTo, refuseImpersonator } from '../platform/guard/actor.ts'
import { accountLocked, countWrongCode } from './failed-sign-ins.ts'
import { withChallenge } from './login-challenge.ts'
import { requireOwnPassword } from './own-password.ts'
import { issueBackupCodes, spendBackupCode, spendTotpCode } from './second-factor.ts'
import { alertUser } from './security-mails.ts'
import type { UserRecord } from './tables.ts'
import { newTotpSecret, otpauthUrl } from './totp.ts'
import { lockUser } from './update-user.ts'

/**
 * Begins to set up the second factor, which is not asked for before a first code is shown. Users do it for themselves with
 * their password, administrators for others without it. Throws 409 when it is on: then a backup code moves it.
 */
export async function startEnrolment(context: Context, userId: number, password?: string): Promise<Enrolment> {
  const self = requireSelfOrAdmin(context, userId)
  const user = await context.change((change) => lockUser(change, userId))
  if (self) {
    if (password === undefined) throw invalid('password', 'is required')
    await requireOwnPassword(context, user, { password, field: 'password' })
  }
  return context.change(async (change) => {
    const present = await lockUser(change, userId)
    if (present.deleted) throw conflict('user_deleted', 'This user is deleted; restore them first')
    // Passkeys may be joined by an app, by their owner.
    if (present.has_totp || (!self && present.is_2fa_enabled)) {
      throw conflict(
        'already_enabled',
        'Two-factor authentication is on; move it to a new device with a backup code, or have it reset first',
      )
    }
    const secret = newTotpSecret()
    await change.tx
      .updateTable('crm_user')
      .set({ totp_pending_secret: context.platform.seal.close(secret) })
      .where('id', '=', userId)
      .execute()
    await note(change, present, 'Began to set up two-factor authentication for')
    return enrolment(secret, present, await issueBackupCodes(change, userId, { pending: true }))
  })
}

/** Turns the second factor on with a first code. Throws 400 for a wrong one, 409 when nothing was begun. */
export async function confirmEnrolment(context: Context, userId: number, code: string): Promise<void> {
  requireSelfOrAdmin(context, userId)
  await context.change(async (change) => {
    const user = await lockUser(change, userId)
    const { totp_pending_secret: sealed } = await change.tx
      .selectFrom('crm_user')
      .select('totp_pending_secret')
      .where('id', '=', userId)
      .executeTakeFirstOrThrow()
    if (sealed === null || user.deleted) throw conflict('not_begun', 'Begin to set up two-factor authentication first')
    await change.tx.deleteFrom('totp_code_used').where('user_id', '=', userId).execute()
    if (!(await spendTotpCode(change, userId, context.platform.seal.open(sealed), code)))
      throw new DomainError(400, 'wrong_code', 'code: is not the present code of the authenticator app', 'code')
    await change.tx
      .updateTable('crm_user')
      .set({ is_2fa_enabled: true, totp_secret: sealed, totp_pending_secret: null, failed_codes: 0 })
      .where('id', '=', userId)
      .execute()
    // What is left of a second factor that was turned off by hand in the database must not come back with this one.
    if (!user.is_2fa_enabled) await change.tx.deleteFrom('passkey').where('user_id', '=', userId).execute()
    await change.tx.deleteFrom('backup_code').where('user_id', '=', userId).where('pending', '=', false).execute()
    await change.tx.updateTable('backup_code').set({ pending: false }).where('user_id', '=', userId).execute()
    const isFirst = !user.is_2fa_enabled
    await note(change, user, isFirst ? 'Turned two-factor authentication on for' : 'Added an authenticator app for')
    const news = isFirst ? 'Two-factor authentication has been turned on for' : 'An authenticator app has been added to'
    await alertUser(change, user, `${news} your account.`)
  })
}

/** New backup codes in place of the old ones. Throws 409 while the second factor is off. */
export async function regenerateBackupCodes(context: Context, userId: number): Promise<string[]> {
  requireSelfOrAdmin(context, userId)
  return context.change(async (change) => {
    const user = await lockUser(change, userId)
    if (!user.is_2fa_enabled) throw conflict('not_enabled', 'Two-factor authentication is off')
    const codes = await issueBackupCodes(change, userId, { pending: false })
    await note(change, user, 'Made new backup codes for')
    await alertUser(change, user, 'New backup codes were made for your account; the old ones no longer work.')
    return codes
  })
}

/** Turns a user's second factor off, on an administrator's word. */
export async function disableSecondFactor(change: Change, userId: number): Promise<void> {
  const user = await lockUser(change, userId)
  await change.tx
    .updateTable('crm_user')
    .set({ is_2fa_enabled: false, totp_secret: null, totp_pending_secret: null, failed_codes: 0 })
    .where('id', '=', userId)
    .execute()
  for (const table of ['backup_code', 'totp_code_used', 'login_challenge', 'passkey', 'passkey_registration'] as const)
    await change.tx.deleteFrom(table).where('user_id', '=', userId).execute()
  await note(change, user, 'Reset two-factor authentication of')
  await alertUser(change, user, 'Two-factor authentication has been turned off for your account by an administrator.')
}

/**
 * Moves the second factor to a new device for a backup code: with the challenge of a right password, or in the user's own
 * session. The old device and codes stop working at once; the challenge can then be answered with the new device.
 */
export async function moveToNewDevice(
  context: Context,
  input: { userId: number; backupCode: string; challengeToken: string | undefined; session: Actor | undefined },
): Promise<Enrolment> {
  const { userId, backupCode, challengeToken, session } = input
  if (challengeToken !== undefined || !session)
    return withChallenge(context, { token: challengeToken, userId }, (change, { user }) =>
      replaceDevice(change, user, backupCode),
    )
  if (session.userId !== userId || !isOpenTo(session, 'TFA-6')) throw forbidden()
  refuseImpersonator(session)
  const moved = await context.change(async (change) => {
    const user = await lockUser(change, userId)
    if (!user.is_2fa_enabled) throw conflict('not_enabled', 'Two-factor authentication is off')
    if (user.locked_until && user.locked_until > change.now) throw accountLocked()
    const done = await replaceDevice(change, user, backupCode)
    if (!done) await countWrongCode(change, user)
    return done
  })
  if (!moved) throw unauthenticated('The backup code is not valid')
  return moved
}

async function replaceDevice(change: Change, user: UserRecord, backupCode: string): Promise<Enrolment | undefined> {
  if (!(await spendBackupCode(change, user.id, backupCode))) return undefined
  const secret = newTotpSecret()
  await change.tx
    .updateTable('crm_user')
    .set({ totp_secret: change.context.platform.seal.close(secret), totp_pending_secret: null, failed_codes: 0 })
    .where('id', '=', user.id)
    .execute()
  await change.tx.deleteFrom('totp_code_used').where('user_id', '=', user.id).execute()
  const codes = await issueBackupCodes(change, user.id, { pending: false })
  await note(change, user, 'Moved to a new device the two-factor authentication of')
  const passkeys = user.has_passkey ? ' Your passkeys still work: remove that of a lost device in your settings.' : ''
  await alertUser(
    change,
    user,
    `Two-factor authentication has been moved to a new device with a backup code.${passkeys}`,
  )
  return enrolment(secret, user, codes)
}

/** True for the user themselves. Throws 403 for anybody else but an administrator, who must have no duty of their own left. */
function requireSelfOrAdmin(context: Context, userId: number): boolean {
  const { actor } = context
  if (actor.sessionId !== null && actor.userId === userId) return true
  if (!holds(actor, 'admin') || actor.duty) throw forbidden()
  return false
}

function enrolment(secret: string, user: UserRecord, codes: string[]): Enrolment {
  return { totp_secret: secret, qr_code_url: otpauthUrl(secret, user.email), backup_codes: codes }
}

async function note(change: Change, user: UserRecord, activity: string): Promise<void> {
  await change.record({
    entity: 'user',
    entityId: user.id,
    customerId: user.customer_id,
    activity: `${activity} user ${user.username}`,
  })
}
