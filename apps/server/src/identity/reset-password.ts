import { type Context, createContext } from '../platform/context.ts'
import { DomainError } from '../platform/errors.ts'
import { SYSTEM_ACTOR } from '../platform/guard/actor.ts'
import type { Task } from '../platform/jobs/job-queue.ts'
import type { Platform } from '../platform/platform.ts'
import { hashSecret, takeLink } from './one-time-links.ts'
import { issueResetMail, tellPasswordReset } from './security-mails.ts'
import { choosePassword, setPassword } from './set-password.ts'
import { findUserByEmail, findUserById, type UserRecord } from './tables.ts'

const FORGOT_TASK = 'identity_forgot_password'

/**
 * Asks for a reset mail. Whether there is such an account is only looked up in the background, so the request does the same
 * work for every address; with `auth.reveal_unknown_email` an unknown one is told so (404).
 */
export async function requestPasswordReset(context: Context, email: string): Promise<void> {
  if (context.platform.config.auth.reveal_unknown_email && !mayReset(await findUserByEmail(context.db, email)))
    throw notFoundAddress()
  await context.change((change) =>
    change.enqueue(FORGOT_TASK, { email, ip: context.ip, request_id: context.requestId }),
  )
}

export function identityTasks(platform: Platform): Record<string, Task> {
  return {
    async [FORGOT_TASK](payload) {
      const { email, ip, request_id: requestId } = payload as { email: string; ip: string | null; request_id: string }
      await createContext(platform, { actor: SYSTEM_ACTOR, requestId, ip }).change(async (change) => {
        const user = await findUserByEmail(change.tx, email)
        if (!mayReset(user)) return
        await issueResetMail(change, user)
        const activity = 'Asked for a link to reset the password'
        await change.record({ entity: 'user', entityId: user.id, customerId: null, activity })
      })
    },
  }
}

/** Chooses a new password by the mailed link; the link is spent only when the password is good. Throws 400. */
export async function resetPassword(context: Context, input: { token: string; new_password: string }): Promise<void> {
  const user = await ownerOfLink(context, input.token)
  if (!mayReset(user)) throw invalidLink()
  const chosen = await choosePassword(context, user, input.new_password)
  await context.change(async (change) => {
    if (!(await takeLink(change, 'reset_password', input.token))) throw invalidLink()
    await setPassword(change, chosen)
    await change.record({
      entity: 'user',
      entityId: user.id,
      customerId: user.customer_id,
      activity: 'Reset the password by the mailed link',
      byUserId: user.id,
    })
    await tellPasswordReset(change, user)
  })
}

async function ownerOfLink(context: Context, token: string): Promise<UserRecord | undefined> {
  const link = await context.db
    .selectFrom('user_link')
    .select('user_id')
    .where('token_hash', '=', hashSecret(token))
    .where('kind', '=', 'reset_password')
    .where('used_at', 'is', null)
    .where('expires', '>', context.now())
    .executeTakeFirst()
  return link && findUserById(context.db, link.user_id)
}

function mayReset(user: UserRecord | undefined): user is UserRecord {
  return user?.active === true && !user.deleted
}

function invalidLink(): DomainError {
  return new DomainError(400, 'invalid_link', 'This link is not valid or has expired; ask for a new one', 'token')
}

function notFoundAddress(): DomainError {
  return new DomainError(404, 'not_found', 'No account found with that email address', 'email')
}
