import { passkeyEndpoints } from '@omnicrm/contract'
import type { Routes } from '../platform/http/routes.ts'
import type { Platform } from '../platform/platform.ts'
import { addPasskey, beginPasskey } from './add-passkey.ts'
import { answerWithPasskey, askPasskey } from './answer-with-passkey.ts'
import { presentSignedIn } from './auth-routes.ts'
import { CHALLENGE_COOKIE, deviceOf, presentedSecret, setSignInCookies } from './cookies.ts'
import { ownPasskeys, removePasskey, renamePasskey } from './passkeys.ts'

/** Passwords and codes are never kept for an Idempotency-Key, and wrong ones must count even when the request fails. */
const SECRET = { idempotent: false } as const

export function passkeyRoutes(routes: Routes, platform: Platform): void {
  const login = { ...SECRET, perMinute: platform.config.rate_limit.login_per_minute }

  routes.handle(passkeyEndpoints.list, ({ context }) => ownPasskeys(context))
  routes.handle(passkeyEndpoints.begin, ({ body, context }) => beginPasskey(context, body.password), SECRET)
  routes.handle(passkeyEndpoints.add, ({ body, context }) => addPasskey(context, body), SECRET)
  routes.handle(passkeyEndpoints.rename, ({ params, body, context }) =>
    renamePasskey(context, params.passkey_id, body.name),
  )
  routes.handle(
    passkeyEndpoints.remove,
    async ({ params, body, context }) => {
      await removePasskey(context, params.passkey_id, body.password)
      return { result: 'success' as const }
    },
    SECRET,
  )
  routes.handle(
    passkeyEndpoints.ask,
    ({ params, body, context, request }) => {
      const token = presentedSecret(request, body?.challenge_token, CHALLENGE_COOKIE)
      return askPasskey(context, { token, userId: params.user_id })
    },
    login,
  )
  routes.handle(
    passkeyEndpoints.verify,
    async ({ params, body, context, request, reply }) => {
      const token = presentedSecret(request, body.challenge_token, CHALLENGE_COOKIE)
      const { credential: answer } = body
      const device = deviceOf(request)
      const signedIn = await answerWithPasskey(context, { token, userId: params.user_id, answer, device })
      setSignInCookies(request, reply, { ...signedIn, now: context.now() })
      return presentSignedIn(platform, signedIn)
    },
    login,
  )
}
