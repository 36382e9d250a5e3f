import { randomBytes } from 'node:crypto'
import type { Passkey, PasskeyCreation } from '@omnicrm/contract'
import { verifyRegistrationResponse } from '@simplewebauthn/server'
import type { Change, Context } from '../platform/context.ts'
import { conflict, DomainError, unauthenticated } from '../platform/errors.ts'
import { requireOwnPassword, requireOwnUser } from './own-password.ts'
import { passkeyParty, passkeyUserHandle } from './passkey-party.ts'
import { describePasskey, passkeysOf, presentPasskey } from './passkeys.ts'
import { issueBackupCodes } from './second-factor.ts'
import { alertUser, nameOf } from './security-mails.ts'
import type { UserRecord } from './tables.ts'
import { lockUser } from './update-user.ts'

const LIFE_MS = 5 * 60_000
const MAX_PASSKEYS = 20
/** COSE numbers of EdDSA, ES256 and RS256, liked best first. */
const ALGORITHMS = [-8, -7, -257]

/** What the browser sends about a passkey that it made. */
export type NewPasskey = {
  id: string
  rawId: string
  type: 'public-key'
  response: { clientDataJSON: string; attestationObject: string; transports?: string[] }
}

/** Begins to add a passkey to the own account. Throws 400 for a wrong password, 409 when there are too many. */
export async function beginPasskey(context: Context, password: string): Promise<PasskeyCreation> {
  const user = await requireOwnUser(context)
  await requireOwnPassword(context, user, { password, field: 'password' })
  const known = await passkeysOf(context.db, user.id)
  if (known.length >= MAX_PASSKEYS) throw tooMany()
  const challenge = randomBytes(32).toString('base64url')
  await context.change(async ({ tx, now }) => {
    const begun = { session_id: sessionOf(context), challenge, expires: new Date(now.getTime() + LIFE_MS) }
    await tx
      .insertInto('passkey_registration')
      .values({ user_id: user.id, ...begun })
      .onConflict((conflicting) => conflicting.column('user_id').doUpdateSet(begun))
      .execute()
  })
  const { rpId, name } = passkeyParty(context.platform)
  return {
    challenge,
    rp: { id: rpId, name },
    user: {
      id: passkeyUserHandle(context.platform, user.id).toString('base64url'),
      name: user.email,
      displayName: nameOf(user),
    },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: LIFE_MS,
    excludeCredentials: known.map(describePasskey),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    attestation: 'none',
  }
}

/**
 * Adds the passkey that the browser made. The first second factor of an account comes with backup codes. Throws 409 when nothing
 * was begun in this session in the last five minutes, 400 when the browser's answer is not one to what was asked.
 */
export async function addPasskey(
  context: Context,
  input: { name: string; credential: NewPasskey },
): Promise<{ passkey: Passkey; backup_codes: string[] | null }> {
  const { id } = await requireOwnUser(context)
  const challenge = await takeChallenge(context, id)
  const made = await verified(context, challenge, input.credential)
  return context.change(async (change) => {
    const user = await lockUser(change, id)
    // What is left of a second factor that was turned off by hand in the database must not come back with this one.
    if (!user.is_2fa_enabled) await change.tx.deleteFrom('passkey').where('user_id', '=', id).execute()
    if ((await passkeysOf(change.tx, id)).length >= MAX_PASSKEYS) throw tooMany()
    const added = await change.tx
      .insertInto('passkey')
      .values({ user_id: id, name: input.name, ...made, created: change.now, last_used: null })
      .onConflict((conflicting) => conflicting.column('credential_id').doNothing())
      .returningAll()
      .executeTakeFirst()
    if (!added) throw conflict('passkey_known', 'This passkey has been added already')
    const codes = user.is_2fa_enabled ? null : await turnOn(change, user)
    const activity = `Added the passkey “${input.name}” of user ${user.username}`
    await change.record({ entity: 'user', entityId: id, customerId: user.customer_id, activity })
    await alertUser(change, user, `The passkey “${input.name}” has been added to your account.`)
    return { passkey: presentPasskey(added), backup_codes: codes }
  })
}

/** The second factor is on from now, with passkeys alone. */
async function turnOn(change: Change, user: UserRecord): Promise<string[]> {
  await change.tx
    .updateTable('crm_user')
    .set({ is_2fa_enabled: true, totp_secret: null, failed_codes: 0 })
    .where('id', '=', user.id)
    .execute()
  return issueBackupCodes(change, user.id, { pending: false })
}

/** What was asked in this session; good once, whatever becomes of it. */
async function takeChallenge(context: Context, userId: number): Promise<string> {
  const taken = await context.change(({ tx }) =>
    tx
      .deleteFrom('passkey_registration')
      .where('user_id', '=', userId)
      .where('session_id', '=', sessionOf(context))
      .returning(['challenge', 'expires'])
      .executeTakeFirst(),
  )
  if (!taken || taken.expires <= context.now()) throw conflict('not_begun', 'Begin to add a passkey again')
  return taken.challenge
}

async function verified(
  context: Context,
  challenge: string,
  credential: NewPasskey,
): Promise<{ credential_id: string; public_key: string; sign_count: number; transports: string[]; synced: boolean }> {
  const { rpId, origin } = passkeyParty(context.platform)
  // Whatever the library dislikes about the answer, it throws.
  const { registrationInfo: made } = await verifyRegistrationResponse({
    response: { ...credential, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: false,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => ({ registrationInfo: undefined }))
  if (!made) throw new DomainError(400, 'wrong_passkey', 'credential: is not an answer to what was asked', 'credential')
  return {
    credential_id: made.credential.id,
    public_key: Buffer.from(made.credential.publicKey).toString('base64url'),
    sign_count: made.credential.counter,
    transports: credential.response.transports ?? [],
    synced: made.credentialBackedUp,
  }
}

function sessionOf(context: Context): string {
  if (context.actor.sessionId === null) throw unauthenticated('Sign in first')
  return context.actor.sessionId
}

function tooMany(): DomainError {
  return conflict('too_many_passkeys', `An account has ${MAX_PASSKEYS} passkeys at most; remove one first`)
}
