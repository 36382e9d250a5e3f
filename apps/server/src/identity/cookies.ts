import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../platform/errors.ts'
import type { SignedInUser } from './complete-sign-in.ts'
import type { IssuedTokens } from './sessions.ts'

export const REFRESH_COOKIE = 'refresh_token'
export const CHALLENGE_COOKIE = 'challenge_token'
export const OIDC_COOKIE = 'oidc_sign_in'
const CSRF_COOKIE = 'csrf_token'
const DEVICE_COOKIE = 'device'
const DEVICE_SECONDS = 400 * 86_400

/** What the client calls itself and the cookie that it is known by. */
export function deviceOf(request: FastifyRequest): { userAgent: string | null; cookie: string | undefined } {
  const cookie = request.cookies[DEVICE_COOKIE]
  const wellFormed = cookie !== undefined && /^[\w-]{24}$/.test(cookie)
  return { userAgent: request.headers['user-agent'] ?? null, cookie: wellFormed ? cookie : undefined }
}

/** The secret of the body, or of a cookie together with the CSRF token (decisions.md, "CSRF token"); undefined without either. */
export function presentedSecret(
  request: FastifyRequest,
  inBody: string | undefined,
  cookieName: string,
): string | undefined {
  if (inBody) return inBody
  const cookie = request.cookies[cookieName]
  if (!cookie) return undefined
  const expected = Buffer.from(request.cookies[CSRF_COOKIE] ?? '')
  const given = Buffer.from(String(request.headers['x-csrf-token'] ?? ''))
  const same = expected.length > 0 && given.length === expected.length && timingSafeEqual(given, expected)
  if (!same) throw new DomainError(403, 'csrf', 'The header X-CSRF-Token must repeat the cookie csrf_token')
  return cookie
}

/** Cookies of a session; `maxAge` in seconds, without one they go when the browser closes. */
export function setSessionCookies(
  request: FastifyRequest,
  reply: FastifyReply,
  tokens: IssuedTokens,
  maxAge: number | undefined,
): void {
  const options = { ...shared(request), ...(maxAge === undefined ? {} : { maxAge }) }
  reply.setCookie(REFRESH_COOKIE, tokens.refresh_token, { ...options, httpOnly: true })
  reply.setCookie(CSRF_COOKIE, randomBytes(18).toString('base64url'), options)
}

/** Cookies after a sign-in: the session's, the device's, and no challenge any more. */
export function setSignInCookies(
  request: FastifyRequest,
  reply: FastifyReply,
  signedIn: SignedInUser & { remember: boolean; now: Date },
): void {
  // A length, not a date: the browser keeps its own time, which is not the product's clock.
  const seconds = Math.round((signedIn.expires.getTime() - signedIn.now.getTime()) / 1000)
  setSessionCookies(request, reply, signedIn.tokens, signedIn.remember ? seconds : undefined)
  reply.setCookie(DEVICE_COOKIE, signedIn.deviceCookie, { ...shared(request), httpOnly: true, maxAge: DEVICE_SECONDS })
  if (request.cookies[CHALLENGE_COOKIE]) reply.clearCookie(CHALLENGE_COOKIE, { path: '/' })
}

/** Cookies of a password that waits for its second factor. */
export function setChallengeCookies(
  request: FastifyRequest,
  reply: FastifyReply,
  challenge: { token: string; seconds: number },
): void {
  const options = { ...shared(request), maxAge: challenge.seconds }
  reply.setCookie(CHALLENGE_COOKIE, challenge.token, { ...options, httpOnly: true })
  reply.setCookie(CSRF_COOKIE, randomBytes(18).toString('base64url'), options)
}

/** Ties a sign-in with a provider to this browser until it is back; no other site can make a browser send it. */
export function setOidcCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  flow: { browser: string; seconds: number },
): void {
  reply.setCookie(OIDC_COOKIE, flow.browser, {
    ...shared(request),
    sameSite: 'strict',
    httpOnly: true,
    maxAge: flow.seconds,
  })
}

/** Takes the session's cookies away; the device stays known. */
export function clearSessionCookies(reply: FastifyReply): void {
  for (const name of [REFRESH_COOKIE, CSRF_COOKIE, CHALLENGE_COOKIE]) reply.clearCookie(name, { path: '/' })
}

function shared(request: FastifyRequest): { path: string; sameSite: 'lax'; secure: boolean } {
  const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.host)
  return { path: '/', sameSite: 'lax', secure: request.protocol === 'https' || !local }
}
