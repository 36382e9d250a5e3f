import { createHmac, randomInt } from 'node:crypto'
import type { SecondFactor } from '@omnicrm/contract'
import type { Change } from '../platform/context.ts'
import type { Platform } from '../platform/platform.ts'
import type { UserRecord } from './tables.ts'
import { stepOfCode } from './totp.ts'

const BACKUP_CODES = 10
const CODE_DIGITS = 8
/** Steps whose use is remembered: far more than could still be accepted. */
const REMEMBERED_STEPS = 20

/** Makes ten backup codes in place of the earlier ones of the same state; only keyed hashes are stored. */
export async function issueBackupCodes(
  change: Change,
  userId: number,
  options: { pending: boolean },
): Promise<string[]> {
  const codes = new Set<string>()
  while (codes.size < BACKUP_CODES) codes.add(String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0'))
  await change.tx
    .deleteFrom('backup_code')
    .where('user_id', '=', userId)
    .where('pending', '=', options.pending)
    .execute()
  await change.tx
    .insertInto('backup_code')
    .values(
      [...codes].map((code) => ({
        user_id: userId,
        code_hash: hashCode(change.context.platform, userId, code),
        pending: options.pending,
        created: change.now,
        used_at: null,
      })),
    )
    .execute()
  return [...codes]
}

/** True for a living backup code, which is spent by it. Typed in any case, with or without blanks and dashes. */
export async function spendBackupCode(change: Change, userId: number, typed: string): Promise<boolean> {
  const code = typed.replace(/[\s-]/g, '').toLowerCase()
  if (code.length !== CODE_DIGITS) return false
  const spent = await change.tx
    .updateTable('backup_code')
    .set({ used_at: change.now })
    .where('user_id', '=', userId)
    .where('code_hash', '=', hashCode(change.context.platform, userId, code))
    .where('pending', '=', false)
    .where('used_at', 'is', null)
    .returning('backup_code_id')
    .executeTakeFirst()
  return spent !== undefined
}

/**
 * True for a code of the authenticator app that was not accepted before. In the sandbox an app that runs on real time is
 * believed too, wherever the product's clock stands.
 * @param secret base32
 */
export async function spendTotpCode(change: Change, userId: number, secret: string, typed: string): Promise<boolean> {
  const code = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(code)) return false
  const { clock, config } = change.context.platform
  const times = config.sandbox.clock ? [change.now, clock.machineTime()] : [change.now]
  const step = times.map((time) => stepOfCode(secret, code, time)).find((found) => found !== undefined)
  if (step === undefined) return false
  await change.tx
    .deleteFrom('totp_code_used')
    .where('user_id', '=', userId)
    .where('step', '<', step - REMEMBERED_STEPS)
    .execute()
  const first = await change.tx
    .insertInto('totp_code_used')
    .values({ user_id: userId, step })
    .onConflict((conflict) => conflict.doNothing())
    .returning('step')
    .executeTakeFirst()
  return first !== undefined
}

/** How a user may show the second factor. */
export function secondFactorsOf(user: Pick<UserRecord, 'has_totp' | 'has_passkey'>): SecondFactor[] {
  return [...(user.has_passkey ? ['passkey' as const] : []), ...(user.has_totp ? ['totp' as const] : []), 'backup_code']
}

/** True for a code of the app or a backup code of a user whose second factor is on; either is good once. */
export async function spendSecondFactor(change: Change, userId: number, typed: string): Promise<boolean> {
  const { totp_secret: sealed } = await change.tx
    .selectFrom('crm_user')
    .select('totp_secret')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  const isOfApp =
    sealed !== null && (await spendTotpCode(change, userId, change.context.platform.seal.open(sealed), typed))
  return isOfApp || (await spendBackupCode(change, userId, typed))
}

/** Keyed: eight digits could be found from a plain hash by trying all of them. */
function hashCode(platform: Platform, userId: number, code: string): string {
  return createHmac('sha256', platform.seal.deriveKey('backup codes')).update(`${userId}:${code}`).digest('hex')
}
