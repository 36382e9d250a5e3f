import type { Change, Context } from '../platform/context.ts'
import { DomainError } from '../platform/errors.ts'
import { hashSecret } from './one-time-links.ts'
import { issueResetMail, tellLocked } from './security-mails.ts'
import type { UserRecord } from './tables.ts'

/** Wrong second factors in a row that lock the account, in multiples of the wrong passwords that do. */
const CODES_PER_PASSWORD = 2
const FORGET_UNKNOWN_AFTER_MS = 86_400_000

/** Who tried to sign in: an account, or an address that has none and is treated as if it had. */
export type Attempt = { user: UserRecord | undefined; email: string }

/** When the account, or the address without one, may be tried again; undefined when it may be tried now. */
export async function lockedUntil(context: Context, attempt: Attempt): Promise<Date | undefined> {
  const row = attempt.user ?? (await readUnknown(context, attempt.email))
  return row?.locked_until && row.locked_until > context.now() ? row.locked_until : undefined
}

/** 403 for an account that is locked, whatever was typed. */
export function accountLocked(): DomainError {
  return new DomainError(
    403,
    'account_locked',
    'This account is locked after too many failed attempts; try again later',
  )
}

/**
 * Counts a wrong password. The last one allowed locks the account and sends its owner a notice and a link to choose a new
 * password. Answers false when the account was locked already, so that guesses sent at once are not counted twice.
 */
export function countWrongPassword(context: Context, attempt: Attempt): Promise<boolean> {
  return context.change(async (change) => {
    const { user } = attempt
    if (!user) return countForUnknown(change, attempt.email)
    const counted = await countFor(change, user, 'failed_logins')
    if (counted) await recordFailure(change, user.id, 'Sign-in refused: wrong password')
    return counted
  })
}

/** Counts a wrong second factor: fresh challenges do not give an unlimited number of guesses. */
export async function countWrongCode(change: Change, user: UserRecord): Promise<void> {
  if (await countFor(change, user, 'failed_codes'))
    await recordFailure(change, user.id, 'Sign-in refused: wrong second factor')
}

async function countFor(change: Change, user: UserRecord, counter: 'failed_logins' | 'failed_codes'): Promise<boolean> {
  const { lockout_attempts: passwords, lockout_minutes: minutes } = change.context.platform.config.auth
  const row = await change.tx
    .selectFrom('crm_user')
    .select([counter, 'locked_until'])
    .where('id', '=', user.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (row.locked_until && row.locked_until > change.now) return false
  const failed = Number(row[counter]) + 1
  if (failed < (counter === 'failed_codes' ? passwords * CODES_PER_PASSWORD : passwords)) {
    await change.tx
      .updateTable('crm_user')
      .set({ [counter]: failed })
      .where('id', '=', user.id)
      .execute()
    return true
  }
  const until = new Date(change.now.getTime() + minutes * 60_000)
  await change.tx
    .updateTable('crm_user')
    .set({ [counter]: 0, locked_until: until })
    .where('id', '=', user.id)
    .execute()
  await recordFailure(change, user.id, `Account locked for ${minutes} minutes after ${failed} failed attempts`)
  if (user.active && !user.deleted) {
    await issueResetMail(change, user)
    await tellLocked(change, user, until)
  }
  return true
}

async function recordFailure(change: Change, userId: number | null, activity: string): Promise<void> {
  await change.record({ entity: 'user', entityId: userId, customerId: null, activity })
}

async function countForUnknown(change: Change, email: string): Promise<boolean> {
  const { lockout_attempts: attempts, lockout_minutes: minutes } = change.context.platform.config.auth
  const { now } = change
  const hash = unknownHash(email)
  await change.tx
    .deleteFrom('unknown_sign_in')
    .where('last_failed', '<', new Date(now.getTime() - FORGET_UNKNOWN_AFTER_MS))
    .execute()
  const row = await change.tx
    .insertInto('unknown_sign_in')
    .values({ email_hash: hash, failed_logins: 0, locked_until: null, last_failed: now })
    .onConflict((conflict) => conflict.column('email_hash').doUpdateSet({ last_failed: now }))
    .returningAll()
    .executeTakeFirstOrThrow()
  if (row.locked_until && row.locked_until > now) return false
  const failed = row.failed_logins + 1
  const locked = failed >= attempts
  await change.tx
    .updateTable('unknown_sign_in')
    .set({
      failed_logins: locked ? 0 : failed,
      locked_until: locked ? new Date(now.getTime() + minutes * 60_000) : null,
    })
    .where('email_hash', '=', hash)
    .execute()
  await recordFailure(change, null, 'Sign-in refused: no such account')
  return true
}

function readUnknown(context: Context, email: string): Promise<{ locked_until: Date | null } | undefined> {
  return context.db
    .selectFrom('unknown_sign_in')
    .select('locked_until')
    .where('email_hash', '=', unknownHash(email))
    .executeTakeFirst()
}

/** Addresses of people who have no account here are not kept, only recognized. */
function unknownHash(email: string): string {
  return hashSecret(`sign-in ${email.toLowerCase()}`)
}
