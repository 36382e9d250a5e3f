import { authEndpoints, type OutputOf, type SignedIn } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { type DomainError, notFound, unauthenticated } from '../platform/errors.ts'
import { createAccessCache } from '../platform/guard/access-cache.ts'
import type { Actor } from '../platform/guard/actor.ts'
import type { Routes } from '../platform/http/routes.ts'
import type { Platform } from '../platform/platform.ts'
import type { SignedInUser } from './complete-sign-in.ts'
import {
  clearSessionCookies,
  deviceOf,
  presentedSecret,
  REFRESH_COOKIE,
  setChallengeCookies,
  setSessionCookies,
  setSignInCookies,
} from './cookies.ts'
import { presentSession } from './list-users.ts'
import { CHALLENGE_SECONDS } from './login-challenge.ts'
import type { MoveContact } from './move-contact.ts'
import { changeOwnPassword, requireOwnUser } from './own-password.ts'
import { presentProfile, presentSessionUser, updateOwnProfile } from './profile.ts'
import { type MakeCustomer, registerCustomer } from './register.ts'
import { requestPasswordReset, resetPassword } from './reset-password.ts'
import { dutyOf, permissionsOf, type SessionOfBearer } from './resolve-session.ts'
import { endOneSession, endSessionOf, endSessions, livingSessions, refreshSession } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { findUserById, type UserRecord } from './tables.ts'
import { verifyEmail } from './verify-email.ts'

/** Calls that take or hand out passwords and tokens: their requests and answers are never kept for an Idempotency-Key. */
const SECRET = { idempotent: false } as const

export function authRoutes(
  routes: Routes,
  platform: Platform,
  ports: { makeCustomer: MakeCustomer; moveContact: MoveContact; sessionOfBearer: SessionOfBearer },
): void {
  const { login_per_minute: logins, public_per_minute: others } = platform.config.rate_limit
  const login = { ...SECRET, perMinute: logins }
  const open = { ...SECRET, perMinute: others }

  routes.handle(
    authEndpoints.login,
    async ({ body, context, request, reply }) => {
      const device = deviceOf(request)
      const { email, password, remember_me: remember } = body
      const result = await signIn(context, { email, password, remember, device })
      if ('challenge' in result) {
        const { userId, token, methods } = result.challenge
        setChallengeCookies(request, reply, { token, seconds: CHALLENGE_SECONDS })
        return { requires_2fa: true as const, user_id: userId, methods, challenge_token: token }
      }
      setSignInCookies(request, reply, { ...result.signedIn, remember, now: context.now() })
      return presentSignedIn(platform, result.signedIn)
    },
    login,
  )
  routes.handle(
    authEndpoints.refresh,
    async ({ body, context, request, reply }) => {
      const presented = presentedSecret(request, body?.refresh_token, REFRESH_COOKIE)
      if (!presented) throw sessionOver()
      const { tokens, expires, remember } = await refreshSession(context, presented)
      const seconds = Math.round((expires.getTime() - context.now().getTime()) / 1000)
      // A token in the body is kept by the caller: a tab that impersonates must not take over the browser's own session.
      if (!body?.refresh_token) setSessionCookies(request, reply, tokens, remember ? seconds : undefined)
      return tokens
    },
    login,
  )
  routes.handle(
    authEndpoints.logout,
    async ({ body, context, request, reply }) => {
      const presented = presentedSecret(request, body?.refresh_token, REFRESH_COOKIE)
      if (presented) await endSessionOf(context, presented)
      else await endBearerSession(context, await ports.sessionOfBearer(request.headers.authorization, request.ip))
      clearSessionCookies(reply)
      return { result: 'success' as const }
    },
    SECRET,
  )
  routes.handle(
    authEndpoints.forgotPassword,
    async ({ body, context }) => {
      await requestPasswordReset(context, body.email)
      return { message: 'Reset instructions have been sent to your email' }
    },
    open,
  )
  routes.handle(
    authEndpoints.resetPassword,
    async ({ body, context }) => {
      await resetPassword(context, body)
      return { message: 'Password has been reset successfully' }
    },
    open,
  )
  routes.handle(
    authEndpoints.register,
    async ({ body, context }) => {
      const user = await registerCustomer(context, body, ports.makeCustomer)
      return { user: presentSessionUser(user), roles: user.roles }
    },
    open,
  )
  routes.handle(
    authEndpoints.verifyEmailLink,
    async ({ params, context }) => {
      await verifyEmail(context, { token: params.token }, ports)
      return VERIFIED
    },
    open,
  )
  routes.handle(
    authEndpoints.verifyEmailCode,
    async ({ body, context }) => {
      await verifyEmail(context, { code: body.code }, ports)
      return VERIFIED
    },
    open,
  )
  ownAccountRoutes(routes, platform, ports)
}

const VERIFIED = { message: 'Your e-mail address has been verified' }

function ownAccountRoutes(routes: Routes, platform: Platform, ports: { moveContact: MoveContact }): void {
  // Every page of the web app asks who is signed in.
  const remembered = createAccessCache<UserRecord>(platform)
  const me = async (context: Context, user: UserRecord): Promise<OutputOf<typeof authEndpoints.me>> => {
    const { roles } = user
    return {
      user: presentProfile(user),
      roles,
      permissions: permissionsOf(user),
      // The duties are the user's own to fulfil, not those of staff who act as them.
      ...(context.actor.impersonatedBy === undefined
        ? duties(platform, user)
        : { force_change: false, enrol_2fa: false }),
      impersonated_by: await impersonatorOf(context),
    }
  }
  routes.handle(authEndpoints.me, async ({ context }) => {
    const { sessionId } = context.actor
    const load = (): Promise<UserRecord> => requireOwnUser(context)
    return me(context, sessionId === null ? await load() : await remembered.through(sessionId, load))
  })
  routes.handle(authEndpoints.updateMe, async ({ body, context }) => {
    await updateOwnProfile(context, body, ports)
    return me(context, await requireOwnUser(context))
  })
  routes.handle(
    authEndpoints.changePassword,
    async ({ body, context }) => {
      await changeOwnPassword(context, body)
      return { message: 'Your password has been changed' }
    },
    SECRET,
  )
  routes.handle(authEndpoints.sessions, async ({ context }) => {
    const user = await requireOwnUser(context)
    return (await livingSessions(context, user.id)).map((session) => presentSession(session, context))
  })
  routes.handle(authEndpoints.endSession, async ({ params, context }) => {
    const user = await requireOwnUser(context)
    const ended = await context.change((change) => endOneSession(change, user.id, params.session_id))
    if (!ended) throw notFound('Session')
    return { result: 'success' as const }
  })
  routes.handle(authEndpoints.endOtherSessions, async ({ context }) => {
    const user = await requireOwnUser(context)
    await context.change((change) => endSessions(change, user.id, { except: context.actor.sessionId }))
    return { result: 'success' as const }
  })
}

/** Who acts as the user in this session, for the banner. */
async function impersonatorOf(context: Context): Promise<{ id: number; name: string } | null> {
  const { impersonatedBy: id } = context.actor
  const staff = id === undefined ? undefined : await findUserById(context.db, id)
  return staff ? { id: staff.id, name: `${staff.first_name} ${staff.last_name}` } : null
}

/** The answer to a sign-in, by password alone or after the second factor. */
export function presentSignedIn(platform: Platform, { tokens, user }: SignedInUser): SignedIn {
  return {
    ...tokens,
    permissions: permissionsOf(user),
    roles: user.roles,
    user: presentSessionUser(user),
    ...duties(platform, user),
  }
}

function duties(platform: Platform, user: UserRecord): { force_change: boolean; enrol_2fa: boolean } {
  const duty = dutyOf(user, platform.config)
  return { force_change: duty === 'change_password', enrol_2fa: duty === 'enrol_2fa' }
}

/** Logging out with the access token alone. */
async function endBearerSession(context: Context, actor: Actor | undefined): Promise<void> {
  if (!actor?.userId || !actor.sessionId) throw sessionOver()
  const { userId, sessionId } = actor
  await context.change((change) => endOneSession(change, userId, sessionId))
}

function sessionOver(): DomainError {
  return unauthenticated('The session has ended; sign in again')
}
