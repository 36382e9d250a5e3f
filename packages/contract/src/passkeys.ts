import { z } from 'zod'
import { ZPassword, ZSignedIn } from './auth.ts'
import { endpoint } from './endpoint.ts'
import { ZId, ZSuccess, ZText } from './fields.ts'

/*
 * Passkeys (W3C Web Authentication) as second factor. Options and answers are the standard's JSON forms, binary values in
 * base64url: what a browser's `PublicKeyCredential` takes and gives.
 */

const base64url = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\w-]+$/, 'must be base64url')

/** Who must have made a credential for it to be offered. */
const ZDescriptor = z.object({
  id: z.string(),
  type: z.literal('public-key'),
  transports: z.array(z.string()).optional(),
})

/** What the browser makes a new passkey with. */
export const ZPasskeyCreation = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.number() })),
  /** milliseconds */
  timeout: z.number(),
  excludeCredentials: z.array(ZDescriptor),
  authenticatorSelection: z.object({
    residentKey: z.enum(['discouraged', 'preferred']),
    userVerification: z.literal('preferred'),
  }),
  attestation: z.literal('none'),
})
export type PasskeyCreation = z.output<typeof ZPasskeyCreation>

/** What the browser asks a passkey with. */
export const ZPasskeyQuestion = z.object({
  challenge: z.string(),
  rpId: z.string(),
  /** milliseconds */
  timeout: z.number(),
  allowCredentials: z.array(ZDescriptor),
  userVerification: z.literal('preferred'),
})
export type PasskeyQuestion = z.output<typeof ZPasskeyQuestion>

const ZNewPasskey = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(40_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
})

/** What a passkey answered at a sign-in. */
export const ZPasskeyAnswer = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(4000),
    userHandle: base64url(200).nullish(),
  }),
})
export type PasskeyAnswer = z.output<typeof ZPasskeyAnswer>

export const ZPasskey = z.object({
  passkey_id: z.number(),
  /** what its owner calls it */
  name: z.string(),
  created: z.string(),
  /** last sign-in with it; null for none yet */
  last_used: z.string().nullable(),
  /** kept in an account of the maker of the device, and so on several devices */
  synced: z.boolean(),
})
export type Passkey = z.output<typeof ZPasskey>

const ZName = ZText.pipe(z.string().max(60))
const ZChallengeToken = z.string().max(200).optional()
const tag = 'Two-factor authentication'
const passkeyId = z.object({ passkey_id: ZId })
const userId = z.object({ user_id: ZId })

export const passkeyEndpoints = {
  list: endpoint({
    id: 'TFA-7',
    method: 'GET',
    path: '/crm/2fa/passkeys',
    aliases: ['/2fa/passkeys'],
    tag,
    summary: 'The own passkeys, oldest first.',
    access: 'signedIn',
    response: z.array(ZPasskey),
  }),
  begin: endpoint({
    id: 'TFA-8',
    method: 'POST',
    path: '/crm/2fa/passkeys/begin',
    aliases: ['/2fa/passkeys/begin'],
    tag,
    summary: 'Begins to add a passkey to the own account, with the password; good for five minutes and this session.',
    access: 'signedIn',
    body: z.object({ password: ZPassword }),
    response: ZPasskeyCreation,
  }),
  add: endpoint({
    id: 'TFA-9',
    method: 'POST',
    path: '/crm/2fa/passkeys',
    aliases: ['/2fa/passkeys'],
    tag,
    summary: 'Adds the passkey that the browser made; it is asked for from the next sign-in on.',
    access: 'signedIn',
    body: z.object({ name: ZName, credential: ZNewPasskey }),
    response: z.object({
      passkey: ZPasskey,
      /** ten codes for the first second factor of the account, shown only here; null when there was one before */
      backup_codes: z.array(z.string()).nullable(),
    }),
  }),
  rename: endpoint({
    id: 'TFA-10',
    method: 'PATCH',
    path: '/crm/2fa/passkeys/:passkey_id',
    aliases: ['/2fa/passkeys/:passkey_id'],
    tag,
    summary: 'Gives one of the own passkeys another name.',
    access: 'signedIn',
    params: passkeyId,
    body: z.object({ name: ZName }),
    response: ZPasskey,
  }),
  remove: endpoint({
    id: 'TFA-11',
    method: 'DELETE',
    path: '/crm/2fa/passkeys/:passkey_id',
    aliases: ['/2fa/passkeys/:passkey_id'],
    tag,
    summary: 'Removes one of the own passkeys, with the password; not the last second factor where one is required.',
    access: 'signedIn',
    params: passkeyId,
    body: z.object({ password: ZPassword }),
    response: ZSuccess,
  }),
  ask: endpoint({
    id: 'TFA-12',
    method: 'POST',
    path: '/crm/2fa/ask-passkey/user/:user_id',
    aliases: ['/2fa/ask-passkey/user/:user_id'],
    tag,
    summary: 'What to ask a passkey at the second step of a sign-in; good for one answer.',
    access: 'public',
    params: userId,
    body: z.object({ challenge_token: ZChallengeToken }).nullish(),
    response: ZPasskeyQuestion,
  }),
  verify: endpoint({
    id: 'TFA-13',
    method: 'POST',
    path: '/crm/2fa/verify-passkey/user/:user_id',
    aliases: ['/2fa/verify-passkey/user/:user_id'],
    tag,
    summary:
      'Second step of a sign-in with a passkey: the challenge of the right password, and the answer of the passkey.',
    access: 'public',
    params: userId,
    body: z.object({ credential: ZPasskeyAnswer, challenge_token: ZChallengeToken }),
    response: ZSignedIn,
  }),
}
