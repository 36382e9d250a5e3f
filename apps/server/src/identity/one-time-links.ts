import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { Change } from '../platform/context.ts'

export type LinkKind = 'reset_password' | 'verify_email'

/** Letters and digits that are not mistaken for one another when typed from a mail. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const CODE_LENGTH = 12

/** SHA-256, hex: enough for random secrets, which nobody can guess from the hash. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/**
 * Makes a link token for a mail, good once; only its hash is stored. A link that verifies an address also has a code of 60
 * bits that may be typed instead, too long to be guessed without knowing whose it is.
 */
export async function issueLink(
  change: Change,
  link: { userId: number; kind: LinkKind; minutes: number; email?: string },
): Promise<{ token: string; code: string; expires: Date }> {
  const token = randomBytes(32).toString('base64url')
  const code = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  const expires = new Date(change.now.getTime() + link.minutes * 60_000)
  await change.tx
    .insertInto('user_link')
    .values({
      user_id: link.userId,
      kind: link.kind,
      token_hash: hashSecret(token),
      code_hash: link.kind === 'verify_email' ? hashSecret(code) : null,
      email: link.email ?? null,
      created: change.now,
      expires,
      used_at: null,
    })
    .execute()
  return { token, code: `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`, expires }
}

/** Takes a link by its token: locked, living and never used before; undefined otherwise. */
export async function takeLink(
  change: Change,
  kind: LinkKind,
  token: string,
): Promise<{ userId: number; email: string | null } | undefined> {
  return take(change, kind, { column: 'token_hash', hash: hashSecret(token) })
}

/** The same by the code, typed in any case, with or without its dashes. */
export async function takeLinkByCode(
  change: Change,
  kind: LinkKind,
  code: string,
): Promise<{ userId: number; email: string | null } | undefined> {
  const typed = code.toUpperCase().replace(/[\s-]/g, '')
  return take(change, kind, { column: 'code_hash', hash: hashSecret(typed) })
}

async function take(
  change: Change,
  kind: LinkKind,
  by: { column: 'token_hash' | 'code_hash'; hash: string },
): Promise<{ userId: number; email: string | null } | undefined> {
  const taken = await change.tx
    .updateTable('user_link')
    .set({ used_at: change.now })
    .where(by.column, '=', by.hash)
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('expires', '>', change.now)
    .returning(['user_id', 'email'])
    .executeTakeFirst()
  return taken && { userId: taken.user_id, email: taken.email }
}
