import { randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Change, Context } from '../platform/context.ts'
import type { LoginChallengeTable } from '../platform/database/tables/identity.ts'
import { DomainError, unauthenticated } from '../platform/errors.ts'
import { completeSignIn, type Device, type SignedInUser } from './complete-sign-in.ts'
import { accountLocked, countWrongCode } from './failed-sign-ins.ts'
import { hashSecret } from './one-time-links.ts'
import { spendSecondFactor } from './second-factor.ts'
import { findUserById, type UserRecord } from './tables.ts'

const MINUTES = 5
const MAX_TRIES = 5

export const CHALLENGE_SECONDS = MINUTES * 60

/** Notes that the password was right; the token is good for one sign-in of this user, five minutes and five tries. */
export async function openChallenge(change: Change, input: { userId: number; remember: boolean }): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await change.tx
    .insertInto('login_challenge')
    .values({
      user_id: input.userId,
      token_hash: hashSecret(token),
      remember: input.remember,
      created: change.now,
      expires: new Date(change.now.getTime() + MINUTES * 60_000),
      passkey_challenge: null,
      ended_at: null,
    })
    .execute()
  return token
}

/** What a try with a challenge came to; wrong ones are returned, not thrown, so that their counting is not rolled back. */
type Outcome<T> = { done: T } | { refused: DomainError }

/** Answers a challenge with a code of the app or a backup code and signs in. Throws 401, or 403 while the account is locked. */
export async function answerChallenge(
  context: Context,
  input: { token: string | undefined; userId: number; code: string; device: Device },
): Promise<SignedInUser & { remember: boolean }> {
  return withChallenge(context, input, async (change, { user, challenge }) => {
    if (!(await spendSecondFactor(change, user.id, input.code))) return undefined
    await endChallenge(change, challenge.login_challenge_id)
    const { remember } = challenge
    const { device } = input
    return { ...(await completeSignIn(change, { user, passwordHash: user.password_hash, remember, device })), remember }
  })
}

/**
 * Runs what a challenge and a code are needed for. `rule` answers undefined for a wrong code (or passkey: then `wrong` says so),
 * which then counts against the challenge and the account.
 */
export async function withChallenge<T>(
  context: Context,
  input: { token: string | undefined; userId: number; wrong?: DomainError },
  rule: (
    change: Change,
    proved: { user: UserRecord; challenge: Selectable<LoginChallengeTable> },
  ) => Promise<T | undefined>,
): Promise<T> {
  const outcome = await context.change(async (change): Promise<Outcome<T>> => {
    // The user's row first, as everywhere.
    await change.tx.selectFrom('crm_user').select('id').where('id', '=', input.userId).forUpdate().execute()
    const challenge = input.token === undefined ? undefined : await lockChallenge(change, input.token)
    const user = await findUserById(change.tx, input.userId)
    const living = challenge && !challenge.ended_at && challenge.expires > change.now
    if (!living || challenge.user_id !== input.userId || !user?.active || user.deleted || !user.is_2fa_enabled)
      return { refused: unauthenticated('The sign-in has expired; enter your password again') }
    if (user.locked_until && user.locked_until > change.now) return { refused: accountLocked() }
    const done = await rule(change, { user, challenge })
    if (done !== undefined) return { done }
    const tries = challenge.tries + 1
    await change.tx
      .updateTable('login_challenge')
      .set({ tries, ...(tries >= MAX_TRIES ? { ended_at: change.now } : {}) })
      .where('login_challenge_id', '=', challenge.login_challenge_id)
      .execute()
    await countWrongCode(change, user)
    return { refused: input.wrong ?? new DomainError(401, 'wrong_code', 'The code is not valid', 'code') }
  })
  if ('refused' in outcome) throw outcome.refused
  return outcome.done
}

function lockChallenge(change: Change, token: string): Promise<Selectable<LoginChallengeTable> | undefined> {
  return change.tx
    .selectFrom('login_challenge')
    .selectAll()
    .where('token_hash', '=', hashSecret(token))
    .forUpdate()
    .executeTakeFirst()
}

export async function endChallenge(change: Change, challengeId: number): Promise<void> {
  await change.tx
    .updateTable('login_challenge')
    .set({ ended_at: change.now })
    .where('login_challenge_id', '=', challengeId)
    .execute()
}
