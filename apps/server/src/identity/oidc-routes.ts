import { signInProviderEndpoints } from '@omnicrm/contract'
import type { Routes } from '../platform/http/routes.ts'
import type { Platform } from '../platform/platform.ts'
import { presentSignedIn } from './auth-routes.ts'
import { deviceOf, OIDC_COOKIE, setChallengeCookies, setOidcCookie, setSignInCookies } from './cookies.ts'
import { CHALLENGE_SECONDS } from './login-challenge.ts'
import { createOidcClients } from './oidc-client.ts'
import { FLOW_SECONDS } from './oidc-flow.ts'
import { beginProviderSignIn, endProviderSignIn } from './oidc-sign-in.ts'
import type { MakeCustomer } from './register.ts'

export function oidcRoutes(routes: Routes, platform: Platform, ports: { makeCustomer: MakeCustomer }): void {
  const clients = createOidcClients(platform)
  const login = { idempotent: false, perMinute: platform.config.rate_limit.login_per_minute }

  routes.handle(
    signInProviderEndpoints.startProviderSignIn,
    async ({ params, body, context, request, reply }) => {
      const { provider } = params
      const input = { provider, remember: body?.remember_me ?? false, next: body?.next ?? null }
      const { url, browser } = await beginProviderSignIn(context, clients.client(provider), input)
      setOidcCookie(request, reply, { browser, seconds: FLOW_SECONDS })
      return { authorization_url: url }
    },
    login,
  )
  routes.handle(
    signInProviderEndpoints.finishProviderSignIn,
    async ({ params, body, context, request, reply }) => {
      const { provider } = params
      const result = await endProviderSignIn(context, clients.client(provider), {
        provider,
        answer: body,
        browser: request.cookies[OIDC_COOKIE],
        device: deviceOf(request),
        makeCustomer: ports.makeCustomer,
      })
      reply.clearCookie(OIDC_COOKIE, { path: '/' })
      const { next, remember } = result
      if ('challenge' in result) {
        const { userId, token, methods } = result.challenge
        setChallengeCookies(request, reply, { token, seconds: CHALLENGE_SECONDS })
        return { requires_2fa: true as const, user_id: userId, methods, challenge_token: token, next }
      }
      setSignInCookies(request, reply, { ...result.signedIn, remember, now: context.now() })
      return { ...presentSignedIn(platform, result.signedIn), next }
    },
    login,
  )
}
