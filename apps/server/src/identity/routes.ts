import { randomBytes, timingSafeEqual } from 'node:crypto'
import { authEndpoints, type SessionUser } from '@omnicrm/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError, unauthenticated } from '../platform/errors.ts'
import type { Routes } from '../platform/http/routes.ts'
import type { Platform } from '../platform/platform.ts'
import { endSessionOf, type IssuedTokens, refreshSession } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { findUserById, type UserRecord } from './tables.ts'

const REFRESH_COOKIE = 'refresh_token'
const CSRF_COOKIE = 'csrf_token'

export function identityRoutes(routes: Routes, platform: Platform): void {
  const { login_per_minute: perMinute } = platform.config.rate_limit

  routes.handle(
    authEndpoints.login,
    async ({ body, context, request, reply }) => {
      const { tokens, expires, user } = await signIn(context, {
        email: body.email,
        password: body.password,
        remember: body.remember_me,
        userAgent: request.headers['user-agent'] ?? null,
      })
      setCookies(request, reply, tokens, body.remember_me ? secondsUntil(expires, context.now()) : undefined)
      return { ...tokens, permissions: permissionsOf(user), roles: user.roles, user: presentUser(user) }
    },
    { idempotent: false, perMinute },
  )

  routes.handle(
    authEndpoints.refresh,
    async ({ body, context, request, reply }) => {
      const { tokens, expires, remember } = await refreshSession(context, presentedToken(request, body?.refresh_token))
      setCookies(request, reply, tokens, remember ? secondsUntil(expires, context.now()) : undefined)
      return tokens
    },
    { idempotent: false, perMinute },
  )

  routes.handle(
    authEndpoints.logout,
    async ({ body, context, request, reply }) => {
      await endSessionOf(context, presentedToken(request, body?.refresh_token))
      for (const name of [REFRESH_COOKIE, CSRF_COOKIE]) reply.clearCookie(name, { path: '/' })
      return { result: 'success' as const }
    },
    { idempotent: false },
  )

  routes.handle(authEndpoints.me, async ({ context }) => {
    const user = context.actor.userId === null ? undefined : await findUserById(context.db, context.actor.userId)
    if (!user) throw unauthenticated('Sign in first')
    return { user: presentUser(user), roles: user.roles, permissions: permissionsOf(user) }
  })
}

/** The refresh token of the body, or of the cookie together with the CSRF token (decisions.md, "CSRF token"). */
function presentedToken(request: FastifyRequest, inBody: string | undefined): string {
  if (inBody) return inBody
  const cookie = request.cookies[REFRESH_COOKIE]
  if (!cookie) throw unauthenticated('The session has ended; sign in again')
  const expected = request.cookies[CSRF_COOKIE] ?? ''
  const given = String(request.headers['x-csrf-token'] ?? '')
  const same =
    expected.length > 0 &&
    given.length === expected.length &&
    timingSafeEqual(Buffer.from(given), Buffer.from(expected))
  if (!same) throw new DomainError(403, 'csrf', 'The header X-CSRF-Token must repeat the cookie csrf_token')
  return cookie
}

function setCookies(
  request: FastifyRequest,
  reply: FastifyReply,
  tokens: IssuedTokens,
  maxAge: number | undefined,
): void {
  const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.host)
  const shared = {
    path: '/',
    sameSite: 'lax',
    secure: request.protocol === 'https' || !local,
    ...(maxAge === undefined ? {} : { maxAge }),
  } as const
  reply.setCookie(REFRESH_COOKIE, tokens.refresh_token, { ...shared, httpOnly: true })
  reply.setCookie(CSRF_COOKIE, randomBytes(18).toString('base64url'), shared)
}

/** A length, not a date: the browser keeps its own time, which is not the product's clock. */
function secondsUntil(end: Date, now: Date): number {
  return Math.round((end.getTime() - now.getTime()) / 1000)
}

function permissionsOf(user: UserRecord): string[] {
  return user.roles.includes('admin') ? [...new Set([...user.permissions, 'admin'])] : user.permissions
}

function presentUser(user: UserRecord): SessionUser {
  const { id, username, email, first_name, last_name, contact_id, customer_id } = user
  return { id, username, email, first_name, last_name, contact_id, customer_id }
}
