import { randomInt } from 'node:crypto'
import type { Context } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { requireUser } from './list-users.ts'
import { hashPassword } from './passwords.ts'
import { nameOf, tellPasswordChanged } from './security-mails.ts'
import { choosePassword, setPassword } from './set-password.ts'
import { findUserById } from './tables.ts'

const LENGTH = 12
/** Without characters that are mistaken for one another when read out on the telephone. */
const SETS = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!@#$%^&*'] as const

/**
 * Sets another user's password without knowing the old one and ends their sessions. Answers the password when it was made
 * here. One that must be changed is temporary: it opens a single session. Throws 409 for oneself and for deleted users.
 */
export async function adminResetPassword(
  context: Context,
  userId: number,
  input: { new_password?: string; force_change?: boolean },
): Promise<string | undefined> {
  const user = await requireUser(context, userId)
  if (user.id === context.actor.userId)
    throw conflict('own_password', 'Change your own password with the present one, or by the reset mail')
  if (user.deleted) throw conflict('user_deleted', 'This user is deleted; restore them first')
  const generated = input.new_password === undefined ? generatePassword() : undefined
  const chosen = generated
    ? { userId, replaces: user.password_hash, hash: await hashPassword(generated) }
    : await choosePassword(context, user, input.new_password ?? '')
  const mustChange = input.force_change ?? generated !== undefined
  await context.change(async (change) => {
    await setPassword(change, chosen, { forceChange: mustChange, temporary: mustChange })
    await change.record({
      entity: 'user',
      entityId: userId,
      customerId: user.customer_id,
      activity: `Reset the password of user ${user.username}`,
      details: { force_change: mustChange },
    })
    await tellPasswordChanged(change, user, await nameOfActor(change.context))
  })
  return generated
}

/** Twelve random characters, each kind among them, so that every password rule is met. */
export function generatePassword(): string {
  const pick = (letters: string): string => letters[randomInt(letters.length)] ?? ''
  const letters: string[] = SETS.map(pick)
  while (letters.length < LENGTH) letters.push(pick(SETS.join('')))
  for (let i = letters.length - 1; i > 0; i--) {
    const j = randomInt(i + 1)
    const [a = '', b = ''] = [letters[i], letters[j]]
    letters[i] = b
    letters[j] = a
  }
  return letters.join('')
}

async function nameOfActor(context: Context): Promise<string> {
  const { userId, initiatedBy } = context.actor
  const user = userId === null ? undefined : await findUserById(context.db, userId)
  return user ? nameOf(user) : initiatedBy
}
