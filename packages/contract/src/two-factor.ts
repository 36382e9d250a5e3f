import { z } from 'zod'
import { ZPassword, ZSignedIn } from './auth.ts'
import { endpoint } from './endpoint.ts'
import { ZId } from './fields.ts'

/** Six digits of the authenticator app, or a backup code of eight characters. */
const ZCode = z
  .union([z.string(), z.number().int().min(0)])
  .transform((code) => (typeof code === 'number' ? String(code).padStart(6, '0') : code.trim()))
  .pipe(z.string().min(6, 'must have 6 digits, or the 8 characters of a backup code').max(20))

const ZChallengeToken = z.string().max(200).optional()

export const ZEnrolment = z.object({
  /** base32 */
  totp_secret: z.string(),
  /** `otpauth://totp/...`, to be drawn as a QR code */
  qr_code_url: z.string(),
  /** ten codes of eight digits, each good once; shown only here */
  backup_codes: z.array(z.string()),
})
export type Enrolment = z.output<typeof ZEnrolment>

const userId = z.object({ user_id: ZId })

export const twoFactorEndpoints = {
  enable: endpoint({
    id: 'TFA-1',
    method: 'POST',
    path: '/crm/2fa/enable/user/:user_id',
    aliases: ['/2fa/enable/user/:user_id'],
    tag: 'Two-factor authentication',
    summary: 'Begins to set up the second factor: for oneself with the password, for others as administrator.',
    access: 'signedIn',
    params: userId,
    body: z.object({ password: ZPassword.optional() }).nullish(),
    response: ZEnrolment,
  }),
  verifySetup: endpoint({
    id: 'TFA-2',
    method: 'POST',
    path: '/crm/2fa/verify-setup/user/:user_id',
    aliases: ['/2fa/verify-setup/user/:user_id'],
    tag: 'Two-factor authentication',
    summary: 'Turns the second factor on with a first code of the authenticator app.',
    access: 'signedIn',
    params: userId,
    body: z.object({ code: ZCode }),
    response: z.object({ verified: z.literal(true) }),
  }),
  verify: endpoint({
    id: 'TFA-3',
    method: 'POST',
    path: '/crm/2fa/verify/user/:user_id',
    aliases: ['/2fa/verify/user/:user_id'],
    tag: 'Two-factor authentication',
    summary: 'Second step of a sign-in: the challenge of the right password, and a code of the app or a backup code.',
    access: 'public',
    params: userId,
    body: z.object({ code: ZCode, challenge_token: ZChallengeToken }),
    response: ZSignedIn,
  }),
  regenerate: endpoint({
    id: 'TFA-4',
    method: 'POST',
    path: '/crm/2fa/backup-codes/regenerate/user/:user_id',
    aliases: ['/2fa/backup-codes/regenerate/user/:user_id'],
    tag: 'Two-factor authentication',
    summary: 'Ten new backup codes; the old ones no longer work.',
    access: 'signedIn',
    params: userId,
    response: z.object({ backup_codes: z.array(z.string()) }),
  }),
  disable: endpoint({
    id: 'TFA-5',
    method: 'POST',
    path: '/crm/2fa/admin/disable/user/:user_id',
    aliases: ['/2fa/admin/disable/user/:user_id'],
    tag: 'Two-factor authentication',
    summary: 'Turns a user’s second factor off; the password alone signs in again.',
    access: { permission: ['admin'] },
    params: userId,
    response: z.object({ message: z.string() }),
  }),
  resetForNewDevice: endpoint({
    id: 'TFA-6',
    method: 'POST',
    path: '/crm/2fa/reset-for-new-device/user/:user_id',
    aliases: ['/2fa/reset-for-new-device/user/:user_id'],
    tag: 'Two-factor authentication',
    summary:
      'A new secret and new codes for a backup code, with the challenge of a sign-in or when signed in; counts at once.',
    access: 'public',
    params: userId,
    body: z.object({ backup_code: ZCode, challenge_token: ZChallengeToken }),
    response: ZEnrolment,
  }),
}
