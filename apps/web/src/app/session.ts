import type {
  authEndpoints,
  OutputOf,
  PasskeyAnswer,
  SecondFactorAsked,
  SessionUser,
  SignedIn,
} from '@omnicrm/contract'
import { useSyncExternalStore } from 'react'
import { isApiError } from '../api/api-error.ts'
import { readCookie, request } from '../api/request.ts'
import { keepTabToken, tabToken } from './tab-token.ts'

/*
 * Paths are written here instead of imported from the contract: its schemas then stay out of the login bundle.
 */
const LOGIN = { method: 'POST', path: '/crm/auth/login' }
const REFRESH = { method: 'POST', path: '/crm/auth/refresh' }
const LOGOUT = { method: 'POST', path: '/crm/auth/logout' }
const ME = { method: 'GET', path: '/crm/auth/me' }
const IMPERSONATE = { method: 'POST', path: '/crm/auth/impersonate' }
const STOP_IMPERSONATION = { method: 'POST', path: '/crm/auth/stop_impersonation' }
const SECOND_FACTOR = { method: 'POST', path: '/crm/2fa/verify/user/:user_id' }
const PASSKEY = { method: 'POST', path: '/crm/2fa/verify-passkey/user/:user_id' }

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
  /** the member of staff who acts as this user, in a tab that impersonates */
  impersonatedBy?: { id: number; name: string }
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
  // A tab that impersonates goes on while its staff member stays signed in.
  if (session?.impersonatedBy && userId === session.impersonatedBy.id) return
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

/**
 * Resumes the session of this tab (an impersonation) or of the refresh cookie when the page loads.
 * Leaves everyone signed out when there is none.
 */
export async function resumeSession(): Promise<void> {
  if (!tabToken() && !readCookie('csrf_token')) return
  if (!(await renewSession())) return
  begin(sessionOf(await request<MeAnswer>(ME, { token })))
}

/** Takes over what a sign-in of any kind answered. */
export function beginSignedIn(answer: SignedIn): Session {
  token = answer.token
  return beginHere(sessionOf(answer))
}

/** Signs in by password. Throws ApiError with the server's sentence when refused. */
export async function signIn(entered: {
  email: string
  password: string
  remember_me: boolean
}): Promise<SignInOutcome> {
  const answer = await request<LoginAnswer>(LOGIN, { body: entered })
  if ('requires_2fa' in answer) return { asked: answer }
  return { session: beginSignedIn(answer) }
}

/** Ends a sign-in with the code of the authenticator or a recovery code. Throws ApiError when it is refused. */
export function signInWithCode(asked: SecondFactorAsked, code: string): Promise<Session> {
  return showSecondFactor(SECOND_FACTOR, asked, { code })
}

/** Ends a sign-in with what a passkey answered. Throws ApiError when it is refused. */
export function signInWithPasskey(asked: SecondFactorAsked, credential: PasskeyAnswer): Promise<Session> {
  return showSecondFactor(PASSKEY, asked, { credential })
}

async function showSecondFactor(
  target: typeof SECOND_FACTOR,
  { user_id, challenge_token }: SecondFactorAsked,
  shown: { code: string } | { credential: PasskeyAnswer },
): Promise<Session> {
  const answer = await request<SignedIn>(target, { params: { user_id }, body: { ...shown, challenge_token } })
  token = answer.token
  return beginHere(sessionOf(answer))
}

/**
 * Opens a session as another user for this tab alone: its tokens stay out of the cookies, so the other tabs remain the staff's own.
 * The page must be loaded anew afterwards, which leaves nothing of the staff's in it. Throws ApiError.
 */
export async function startImpersonation(userId: number): Promise<void> {
  const start = () => request<{ refresh_token: string }>(IMPERSONATE, { token, body: { user_id: userId } })
  keepTabToken((await withFreshToken(start)).refresh_token)
}

/** Ends the impersonation of this tab, which is the staff's own again once it is loaded anew. Throws ApiError. */
export async function stopImpersonation(): Promise<void> {
  await withFreshToken(() => request(STOP_IMPERSONATION, { token }))
  keepTabToken(undefined)
}

/** Reads the session anew after the user changed what it says, such as the name or a duty. Throws ApiError. */
export async function reloadSession(): Promise<Session | undefined> {
  begin(sessionOf(await withFreshToken(() => request<MeAnswer>(ME, { token }))))
  return session
}

/** Sends, and once more with a new access token when the present one has expired. */
async function withFreshToken<T>(send: () => Promise<T>): Promise<T> {
  return send().catch(async (thrown: unknown) => {
    if (!isApiError(thrown) || thrown.status !== 401 || !(await renewSession())) throw thrown
    return send()
  })
}

/** Ends the session here and on the server; local data goes even when the server cannot be reached. */
export async function signOut(): Promise<void> {
  const ofTab = tabToken()
  if (ofTab) {
    await request(LOGOUT, { body: { refresh_token: ofTab }, withoutCookies: true }).catch(() => undefined)
    end()
    return
  }
  await request(LOGOUT, { token, csrf: true }).catch(() => undefined)
  end()
  channel?.postMessage(null)
}

/**
 * Gets a new access token by the refresh cookie; true on success.
 * Single-flight in this tab and, by a lock, across tabs: a refresh token is good once, and using a spent one ends the session.
 */
export function renewSession(): Promise<boolean> {
  renewal ??=
    // the token of a tab is nobody else's, and waits for nobody
    (
      navigator.locks && !tabToken()
        ? navigator.locks.request('omnicrm.session', exchangeRefreshToken)
        : exchangeRefreshToken()
    ).finally(() => {
      renewal = undefined
    })
  return renewal
}

async function exchangeRefreshToken(): Promise<boolean> {
  try {
    const ofTab = tabToken()
    const answer = await request<RefreshAnswer>(
      REFRESH,
      ofTab ? { body: { refresh_token: ofTab }, withoutCookies: true } : { csrf: true },
    )
    if (ofTab) keepTabToken(answer.refresh_token)
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
  keepTabToken(undefined)
  if (!session) return
  session = undefined
  announce()
}

function announce(): void {
  for (const listener of listeners) listener()
}

type Answered = Pick<SignedIn, 'user' | 'roles' | 'permissions' | 'force_change' | 'enrol_2fa'> &
  Partial<Pick<MeAnswer, 'impersonated_by'>>

function sessionOf({ user, roles, permissions, force_change, enrol_2fa, impersonated_by }: Answered): Session {
  const duty = force_change ? 'password' : enrol_2fa ? 'two-factor' : undefined
  const begun = { user, roles, permissions: permissionSet(permissions) }
  // what the user must do first is theirs to do, not that of the staff who acts as them
  return impersonated_by ? { ...begun, impersonatedBy: impersonated_by } : { ...begun, duty }
}

function permissionSet(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()))
}
