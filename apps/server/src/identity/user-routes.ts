import { type User, userEndpoints } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import type { Routes } from '../platform/http/routes.ts'
import { presentList } from '../platform/lists.ts'
import { adminResetPassword } from './admin-reset-password.ts'
import { insertUser } from './create-user.ts'
import { listUsers, presentSession, presentUser, presentUserDetail, requireUser } from './list-users.ts'
import { requireGoodPassword } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { issueVerificationMail, sendUserWelcome } from './security-mails.ts'
import { endSessions, livingSessions } from './sessions.ts'
import { lockUser, updateUser } from './update-user.ts'

/** Requests with passwords and answers with them are not kept for an Idempotency-Key; names and addresses are unique anyway. */
const SECRET = { idempotent: false } as const

export function userRoutes(routes: Routes): void {
  const list = { name: 'users', present: presentUser }
  routes.handle(userEndpoints.list, async ({ query, context }) =>
    presentList(await listUsers(context, query), query, list),
  )
  routes.handle(userEndpoints.search, async ({ query, context }) =>
    presentList(await listUsers(context, query), query, list),
  )
  routes.handle(userEndpoints.get, async ({ params, context }) =>
    presentUserDetail(context, await requireUser(context, params.user_id)),
  )
  routes.handle(userEndpoints.create, async ({ body, context }) => createByAdmin(context, body), SECRET)
  routes.handle(userEndpoints.update, ({ params, body, context }) =>
    context.change(async (change) => {
      await updateUser(change, params.user_id, body)
      return presentUser(await requireUser(change.context, params.user_id))
    }),
  )
  routes.handle(userEndpoints.remove, async ({ params, context }) => {
    await context.change((change) => updateUser(change, params.user_id, { deleted: true }))
    return { result: 'success' as const }
  })
  routes.handle(
    userEndpoints.resetPassword,
    async ({ params, body, context }) => {
      const generated = await adminResetPassword(context, params.user_id, body ?? {})
      return {
        message: 'The password has been reset',
        ...(generated === undefined ? {} : { temporary_password: generated }),
      }
    },
    SECRET,
  )
  routes.handle(userEndpoints.sendWelcome, async ({ params, context }) => {
    await context.change(async (change) => {
      const user = await lockUser(change, params.user_id)
      if (user.deleted) throw conflict('user_deleted', 'This user is deleted; restore them first')
      if (user.login_count > 0) throw conflict('already_signed_in', 'This user has signed in before')
      await sendUserWelcome(change, user)
      const activity = `Sent the welcome mail to user ${user.username}`
      await change.record({ entity: 'user', entityId: user.id, customerId: user.customer_id, activity })
    })
    return { message: 'Welcome email sent' }
  })
  routes.handle(userEndpoints.sessions, async ({ params, context }) => {
    const user = await requireUser(context, params.user_id)
    return (await livingSessions(context, user.id)).map((session) => presentSession(session, context))
  })
  routes.handle(userEndpoints.endSessions, async ({ params, context }) => {
    await context.change(async (change) => {
      const user = await lockUser(change, params.user_id)
      await endSessions(change, user.id, { except: null })
      const activity = `Ended all sessions of user ${user.username}`
      await change.record({ entity: 'user', entityId: user.id, customerId: null, activity })
    })
    return { result: 'success' as const }
  })
}

type NewUserBody = {
  username: string
  email: string
  password: string
  first_name: string
  middle_name?: string | null
  last_name: string
  phone_number?: string | null
  role: string[]
  contact_id?: number | null
  send_welcome_email: boolean
}

/** A password that goes by mail must be changed when it is first used; one that is told in another way may stay. */
async function createByAdmin(context: Context, body: NewUserBody): Promise<User> {
  await requireGoodPassword(context, body.password, { ...body, is_2fa_enabled: false }, 'password')
  const passwordHash = await hashPassword(body.password)
  return context.change(async (change) => {
    const id = await insertUser(change, {
      username: body.username,
      email: body.email,
      emailVerified: false,
      passwordHash,
      temporary: body.send_welcome_email,
      firstName: body.first_name,
      middleName: body.middle_name ?? null,
      lastName: body.last_name,
      phoneNumber: body.phone_number ?? null,
      roles: body.role,
      contactId: body.contact_id ?? null,
    })
    const user = await requireUser(change.context, id)
    await issueVerificationMail(change, user, user.email)
    if (body.send_welcome_email) await sendUserWelcome(change, user, body.password)
    return presentUser(user)
  })
}
