import type { authEndpoints, OutputOf, SecondFactorAsked, SessionUser, SignedIn } from '@omnicrm/contract'
import { useSyncExternalStore } from 'react'
import { isApiError } from '../api/api-error.ts'
import { readCookie, request } from '../api/request.ts'

/*
 * Paths are written here instead of imported from the contract: its schemas then stay out of the login bundle.
 */
const LOGIN = { method: 'POST', path: '/crm/auth/login' }
const REFRESH = { method: 'POST', path: '/crm/auth/refresh' }
const LOGOUT = { method: 'POST', path: '/crm/auth/logout' }
const ME = { method: 'GET', path: '/crm/auth/me' }
const SECOND_FACTOR = { method: 'POST', path: '/crm/2fa/verify/user/:user_id' }

type LoginAnswer = SignedIn | SecondFactorAsked
type RefreshAnswer = OutputOf<typeof authEndpoints.refresh>
type MeAnswer = OutputOf<typeof authEndpoints.me>

/** What a user must do before anything else opens to them: change a temporary password, set up the second factor. */
export type Duty = 'password' | 'two-factor'

export type Session = {
  user: SessionUser
  roles: readonly string[]
  /** lower case */
  permissions: ReadonlySet<string>
  duty?: Duty
}

/** What a right password leads to: the session, or the question for the second factor. */
export type SignInOutcome = { session: Session; asked?: undefined } | { session?: undefined; asked: SecondFactorAsked }

let session: Session | undefined
let token: string | undefined
let renewal: Promise<boolean> | undefined
const listeners = new Set<() => void>()
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('omnicrm.session')

// Another tab signed out, or in as someone else: this one must not go on showing what it holds.
channel?.addEventListener('message', ({ data: userId }: MessageEvent<number | null>) => {
  if (userId !== (session?.user.id ?? null)) location.reload()
})

/** The session, or undefined while nobody is signed in. */
export function currentSession(): Session | undefined {
  return session
}

/** The bearer token of the moment; kept in memory only. */
export function accessToken(): string | undefined {
  return token
}

/** The session for components; renders again when it begins or ends. */
export function useSession(): Session | undefined {
  return useSyncExternalStore(subscribe, currentSession)
}

/** Calls back whenever a session begins or ends. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Resumes the session of the refresh cookie when the page loads. Leaves everyone signed out when there is none. */
export async function resumeSession(): Promise<void> {
  if (!readCookie('csrf_token')) return
  if (!(await renewSession())) return
  begin(sessionOf(await request<MeAnswer>(ME, { token })))
}

/** Signs in by password. Throws ApiError with the server's sentence when refused. */
export async function signIn(entered: {
  email: string
  password: string
  remember_me: boolean
}): Promise<SignInOutcome> {
  const answer = await request<LoginAnswer>(LOGIN, { body: entered })
  if ('requires_2fa' in answer) return { asked: answer }
  token = answer.token
  return { session: beginHere(sessionOf(answer)) }
}

/** Ends a sign-in with the code of the authenticator or a recovery code. Throws ApiError when it is refused. */
export async function signInWithCode(asked: SecondFactorAsked, code: string): Promise<Session> {
  const answer = await request<SignedIn>(SECOND_FACTOR, {
    params: { user_id: asked.user_id },
    body: { code, challenge_token: asked.challenge_token },
  })
  token = answer.token
  return beginHere(sessionOf(answer))
}

/** Reads the session anew after the user changed what it says, such as the name or a duty. Throws ApiError. */
export async function reloadSession(): Promise<Session | undefined> {
  const read = () => request<MeAnswer>(ME, { token })
  const me = await read().catch(async (thrown: unknown) => {
    if (!isApiError(thrown) || thrown.status !== 401 || !(await renewSession())) throw thrown
    return read()
  })
  begin(sessionOf(me))
  return session
}

/** Ends the session here and on the server; local data goes even when the server cannot be reached. */
export async function signOut(): Promise<void> {
  await request(LOGOUT, { token, csrf: true }).catch(() => undefined)
  end()
  channel?.postMessage(null)
}

/**
 * Gets a new access token by the refresh cookie; true on success.
 * Single-flight in this tab and, by a lock, across tabs: a refresh token is good once, and using a spent one ends the session.
 */
export function renewSession(): Promise<boolean> {
  renewal ??= (
    navigator.locks ? navigator.locks.request('omnicrm.session', exchangeRefreshToken) : exchangeRefreshToken()
  ).finally(() => {
    renewal = undefined
  })
  return renewal
}

async function exchangeRefreshToken(): Promise<boolean> {
  try {
    const answer = await request<RefreshAnswer>(REFRESH, { csrf: true })
    token = answer.access_token
    return true
  } catch (thrown) {
    if (!isApiError(thrown) || (thrown.status !== 401 && thrown.status !== 403)) throw thrown
    end()
    return false
  }
}

/** A session that began in this tab; the others hear of it. */
function beginHere(next: Session): Session {
  begin(next)
  channel?.postMessage(next.user.id)
  return next
}

function begin(next: Session): void {
  session = next
  announce()
}

function end(): void {
  token = undefined
  if (!session) return
  session = undefined
  announce()
}

function announce(): void {
  for (const listener of listeners) listener()
}

type Answered = Pick<SignedIn, 'user' | 'roles' | 'permissions' | 'force_change' | 'enrol_2fa'>

function sessionOf({ user, roles, permissions, force_change, enrol_2fa }: Answered): Session {
  const duty = force_change ? 'password' : enrol_2fa ? 'two-factor' : undefined
  return { user, roles, permissions: permissionSet(permissions), duty }
}

function permissionSet(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()))
}
