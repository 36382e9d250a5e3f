import { sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/database/open-database.ts'
import { DomainError, invalid } from '../platform/errors.ts'
import { passwordMatches } from './passwords.ts'

/** Whose password it is to be. */
export type PasswordOwner = { email: string; username: string; is_2fa_enabled: boolean }

const COMPOSITION: [pattern: RegExp, reason: string][] = [
  [/^.{8,}$/su, 'must have at least 8 characters'],
  [/\p{Lu}/u, 'must have an upper-case letter'],
  [/\p{Ll}/u, 'must have a lower-case letter'],
  [/\p{Nd}/u, 'must have a digit'],
  [/[^\p{L}\p{Nd}\s]/u, 'must have a special character, such as ! @ # $ % ^ & *'],
]

const NIST_LENGTH = 15
const NIST_LENGTH_WITH_2FA = 8

/** Refuses a password that the configured policy does not allow: 400 with the reason. */
export async function requireGoodPassword(
  context: Context,
  password: string,
  owner: PasswordOwner,
  field = 'new_password',
): Promise<void> {
  const lower = password.toLowerCase()
  if (lower === owner.email.toLowerCase() || lower === owner.username.toLowerCase())
    throw invalid(field, 'must not be your name or e-mail address')
  if (context.platform.config.auth.password_policy === 'composition') {
    const broken = COMPOSITION.find(([pattern]) => !pattern.test(password))
    if (broken) throw invalid(field, broken[1])
    return
  }
  const least = owner.is_2fa_enabled ? NIST_LENGTH_WITH_2FA : NIST_LENGTH
  if ([...password].length < least) throw invalid(field, `must have at least ${least} characters`)
  if ((await commonPasswords()).has(lower)) throw invalid(field, 'is one of the passwords that are tried first')
}

/** Refuses one of the last passwords, the present one included; how many are remembered is configured. */
export async function requireFreshPassword(
  context: Context,
  user: { id: number; password_hash: string },
  password: string,
): Promise<void> {
  const { password_history: remembered } = context.platform.config.auth
  if (remembered === 0) return
  const earlier = await lastHashes(context.db, user.id, remembered)
  for (const stored of new Set([user.password_hash, ...earlier])) {
    if (await passwordMatches(stored, password)) {
      const which = remembered === 1 ? 'the present password' : `one of the last ${remembered} passwords`
      throw new DomainError(400, 'password_reused', `new_password: must not be ${which}`, 'new_password')
    }
  }
}

async function lastHashes(db: Db, userId: number, count: number): Promise<string[]> {
  const rows = await sql<{ password_hash: string }>`select password_hash from password_history where user_id = ${userId}
    order by password_history_id desc limit ${count}`.execute(db)
  return rows.rows.map((row) => row.password_hash)
}

let common: Promise<Set<string>> | undefined

/** About fifty thousand passwords from leaks, lower case; loaded when first asked for. */
function commonPasswords(): Promise<Set<string>> {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map((word) => word.toLowerCase())),
  )
  return common
}
