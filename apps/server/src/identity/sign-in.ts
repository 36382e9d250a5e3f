import type { SecondFactor } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { forbidden, unauthenticated } from '../platform/errors.ts'
import { completeSignIn, type Device, requireUnchanged, type SignedInUser } from './complete-sign-in.ts'
import { accountLocked, countWrongPassword, lockedUntil } from './failed-sign-ins.ts'
import { openChallenge } from './login-challenge.ts'
import { hashPassword, isOutdated, passwordMatches } from './passwords.ts'
import { secondFactorsOf } from './second-factor.ts'
import { findUserByEmail, type UserRecord } from './tables.ts'

export type SignIn = { email: string; password: string; remember: boolean; device: Device }

/**
 * Signs a user in by e-mail and password. Five wrong passwords in a row lock the account for half an hour (both configurable);
 * an address without an account is locked in the same way, so that nothing tells them apart. Throws 401 for a wrong pair,
 * 403 while locked, and 403 for an inactive or deleted account or a used temporary password when the password was right.
 * Where a second factor is on, the password opens no session but a challenge.
 */
export async function signIn(
  context: Context,
  input: SignIn,
): Promise<{ signedIn: SignedInUser } | { challenge: { userId: number; token: string; methods: SecondFactor[] } }> {
  const { remember, device } = input
  const { user, passwordHash } = await provePassword(context, input.email, input.password)
  return context.change(async (change) => {
    const present = await requireUnchanged(change, user.id, passwordHash)
    if (present.is_2fa_enabled) {
      const token = await openChallenge(change, { userId: user.id, remember })
      return { challenge: { userId: user.id, token, methods: secondFactorsOf(present) } }
    }
    return { signedIn: await completeSignIn(change, { user: present, passwordHash, remember, device }) }
  })
}

async function provePassword(
  context: Context,
  typedEmail: string,
  password: string,
): Promise<{ user: UserRecord; passwordHash: string }> {
  const email = typedEmail.trim()
  const user = await findUserByEmail(context.db, email)
  const matches = await passwordMatches(user?.password_hash, password)
  if (await lockedUntil(context, { user, email })) throw accountLocked()
  if (!user || !matches) {
    const counted = await countWrongPassword(context, { user, email })
    throw counted ? unauthenticated('Invalid email or password') : accountLocked()
  }
  if (user.deleted || !user.active) throw forbidden('This account can no longer sign in')
  return { user, passwordHash: await renewHash(context, user, password) }
}

/** Stores the password anew when its hash is an imported or cheaper one; answers the hash that is stored now. */
async function renewHash(context: Context, user: UserRecord, password: string): Promise<string> {
  if (!isOutdated(user.password_hash)) return user.password_hash
  const renewed = await hashPassword(password)
  const updated = await context.db
    .updateTable('crm_user')
    .set({ password_hash: renewed })
    .where('id', '=', user.id)
    .where('password_hash', '=', user.password_hash)
    .returning('id')
    .executeTakeFirst()
  if (updated) return renewed
  // Another sign-in renewed it first, or the password was changed: only the former is still the password that was typed.
  const present = await findUserByEmail(context.db, user.email)
  const same = await passwordMatches(present?.password_hash, password)
  return same && present ? present.password_hash : user.password_hash
}
