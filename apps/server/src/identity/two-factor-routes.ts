import { twoFactorEndpoints } from '@omnicrm/contract'
import type { Routes } from '../platform/http/routes.ts'
import type { Platform } from '../platform/platform.ts'
import { presentSignedIn } from './auth-routes.ts'
import { CHALLENGE_COOKIE, deviceOf, presentedSecret, setSignInCookies } from './cookies.ts'
import {
  confirmEnrolment,
  disableSecondFactor,
  moveToNewDevice,
  regenerateBackupCodes,
  startEnrolment,
} from './enrolment.ts'
import { answerChallenge } from './login-challenge.ts'
import type { SessionOfBearer } from './resolve-session.ts'

/** Secrets and codes are never kept for an Idempotency-Key, and wrong codes must count even when the request fails. */
const SECRET = { idempotent: false } as const

export function twoFactorRoutes(
  routes: Routes,
  platform: Platform,
  { sessionOfBearer }: { sessionOfBearer: SessionOfBearer },
): void {
  const login = { ...SECRET, perMinute: platform.config.rate_limit.login_per_minute }

  routes.handle(
    twoFactorEndpoints.enable,
    ({ params, body, context }) => startEnrolment(context, params.user_id, body?.password),
    SECRET,
  )
  routes.handle(
    twoFactorEndpoints.verifySetup,
    async ({ params, body, context }) => {
      await confirmEnrolment(context, params.user_id, body.code)
      return { verified: true as const }
    },
    SECRET,
  )
  routes.handle(
    twoFactorEndpoints.verify,
    async ({ params, body, context, request, reply }) => {
      const token = presentedSecret(request, body.challenge_token, CHALLENGE_COOKIE)
      const device = deviceOf(request)
      const signedIn = await answerChallenge(context, { token, userId: params.user_id, code: body.code, device })
      setSignInCookies(request, reply, { ...signedIn, now: context.now() })
      return presentSignedIn(platform, signedIn)
    },
    login,
  )
  routes.handle(
    twoFactorEndpoints.regenerate,
    async ({ params, context }) => ({ backup_codes: await regenerateBackupCodes(context, params.user_id) }),
    SECRET,
  )
  routes.handle(
    twoFactorEndpoints.disable,
    async ({ params, context }) => {
      await context.change((change) => disableSecondFactor(change, params.user_id))
      return { message: 'Two-factor authentication has been reset' }
    },
    SECRET,
  )
  routes.handle(
    twoFactorEndpoints.resetForNewDevice,
    async ({ params, body, context, request }) => {
      const session = await sessionOfBearer(request.headers.authorization, request.ip)
      const challengeToken = session
        ? body.challenge_token
        : presentedSecret(request, body.challenge_token, CHALLENGE_COOKIE)
      return moveToNewDevice(context, {
        userId: params.user_id,
        backupCode: body.backup_code,
        challengeToken,
        session,
      })
    },
    login,
  )
}
