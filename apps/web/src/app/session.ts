import type { authEndpoints, OutputOf, SessionUser, SignedIn } from '@omnicrm/contract'
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

type LoginAnswer = SignedIn
type RefreshAnswer = OutputOf<typeof authEndpoints.refresh>
type MeAnswer = OutputOf<typeof authEndpoints.me>

export type Session = {
  user: SessionUser
  roles: readonly string[]
  /** lower case */
  permissions: ReadonlySet<string>
}

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
  const me = await request<MeAnswer>(ME, { token })
  begin({ user: me.user, roles: me.roles, permissions: permissionSet(me.permissions) })
}

/** Signs in. Throws ApiError with the server's sentence when refused. */
export async function signIn(entered: { email: string; password: string; remember_me: boolean }): Promise<Session> {
  const answer = await request<LoginAnswer>(LOGIN, { body: entered })
  token = answer.token
  const begun = { user: answer.user, roles: answer.roles, permissions: permissionSet(answer.permissions) }
  begin(begun)
  channel?.postMessage(begun.user.id)
  return begun
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

function permissionSet(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()))
}
