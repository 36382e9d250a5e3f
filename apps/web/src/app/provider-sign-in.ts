import type { OutputOf, signInProviderEndpoints } from '@omnicrm/contract'
import { request } from '../api/request.ts'
import { beginSignedIn, type SignInOutcome } from './session.ts'

const START = { method: 'POST', path: '/crm/auth/oidc/:provider/start' }
const CALLBACK = { method: 'POST', path: '/crm/auth/oidc/:provider/callback' }

type StartAnswer = OutputOf<typeof signInProviderEndpoints.startProviderSignIn>
type CallbackAnswer = OutputOf<typeof signInProviderEndpoints.finishProviderSignIn>

/** What the provider sent the browser back with, as far as the server wants to know it. */
export type ProviderReturn = { state: string; code?: string; iss?: string; error?: string }

/** Begins a sign-in with a provider; answers its page to go to. Throws ApiError. */
export async function startProviderSignIn(
  provider: string,
  body: { remember_me: boolean; next?: string },
): Promise<string> {
  const answer = await request<StartAnswer>(START, { params: { provider }, body })
  return answer.authorization_url
}

/** Ends it with what the provider answered; `next` is the page that it began on. Throws ApiError when it is refused. */
export async function finishProviderSignIn(
  provider: string,
  body: ProviderReturn,
): Promise<SignInOutcome & { next: string | null }> {
  const answer = await request<CallbackAnswer>(CALLBACK, { params: { provider }, body })
  const { next } = answer
  if ('requires_2fa' in answer) return { asked: answer, next }
  return { session: beginSignedIn(answer), next }
}

/** Reads the answer from the address of the page; undefined when there is none. */
export function readProviderReturn(search: string): ProviderReturn | undefined {
  const parameters = new URLSearchParams(search)
  const state = parameters.get('state')
  if (!state) return undefined
  const optional = (name: 'code' | 'iss' | 'error') => {
    const value = parameters.get(name)
    return value ? { [name]: value } : {}
  }
  return { state, ...optional('code'), ...optional('iss'), ...optional('error') }
}
