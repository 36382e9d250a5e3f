import { randomBytes } from 'node:crypto'
import type { PasskeyAnswer, PasskeyQuestion } from '@omnicrm/contract'
import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { Change, Context } from '../platform/context.ts'
import { conflict, DomainError } from '../platform/errors.ts'
import { completeSignIn, type Device, type SignedInUser } from './complete-sign-in.ts'
import { CHALLENGE_SECONDS, endChallenge, withChallenge } from './login-challenge.ts'
import { passkeyParty, passkeyUserHandle } from './passkey-party.ts'
import { describePasskey, type PasskeyRow, passkeysOf } from './passkeys.ts'
import { alertUser } from './security-mails.ts'
import type { UserRecord } from './tables.ts'

/** What a passkey is to sign at the second step of a sign-in; asking again makes the former question void. Throws 401, 409. */
export function askPasskey(
  context: Context,
  input: { token: string | undefined; userId: number },
): Promise<PasskeyQuestion> {
  return withChallenge(context, input, async (change, { user, challenge }) => {
    const passkeys = await passkeysOf(change.tx, user.id)
    if (passkeys.length === 0) throw conflict('no_passkey', 'This account has no passkey')
    const question = randomBytes(32).toString('base64url')
    await keepQuestion(change, challenge.login_challenge_id, question)
    return {
      challenge: question,
      rpId: passkeyParty(context.platform).rpId,
      timeout: CHALLENGE_SECONDS * 1000,
      allowCredentials: passkeys.map(describePasskey),
      userVerification: 'preferred',
    }
  })
}

/**
 * Signs in with what a passkey answered. Each question takes one answer, right or wrong, and wrong ones count as wrong codes do.
 * Throws 401, or 403 while the account is locked.
 */
export function answerWithPasskey(
  context: Context,
  input: { token: string | undefined; userId: number; answer: PasskeyAnswer; device: Device },
): Promise<SignedInUser & { remember: boolean }> {
  const wrong = new DomainError(401, 'wrong_passkey', 'The passkey was not accepted', 'credential')
  return withChallenge(context, { ...input, wrong }, async (change, { user, challenge }) => {
    const { login_challenge_id: id, passkey_challenge: question, remember } = challenge
    if (question === null) return undefined
    await keepQuestion(change, id, null)
    const passkey = (await passkeysOf(change.tx, user.id)).find(
      ({ credential_id }) => credential_id === input.answer.id,
    )
    const count = passkey && (await countOfAnswer(context, { user, passkey, question, answer: input.answer }))
    if (!passkey || count === undefined) return undefined
    if (isCopied(passkey, count)) {
      await tellCopied(change, user, passkey)
      return undefined
    }
    await change.tx
      .updateTable('passkey')
      .set({ sign_count: count, last_used: change.now })
      .where('passkey_id', '=', passkey.passkey_id)
      .execute()
    await endChallenge(change, id)
    const { device } = input
    return { ...(await completeSignIn(change, { user, passwordHash: user.password_hash, remember, device })), remember }
  })
}

/** The signature count of a good answer; undefined for one that this passkey did not give to this question at this address. */
async function countOfAnswer(
  context: Context,
  given: { user: UserRecord; passkey: PasskeyRow; question: string; answer: PasskeyAnswer },
): Promise<number | undefined> {
  const { user, passkey, question, answer } = given
  const { userHandle, ...signed } = answer.response
  const known = passkeyUserHandle(context.platform, user.id).toString('base64url')
  if (userHandle && userHandle !== known) return undefined
  const { rpId, origin } = passkeyParty(context.platform)
  const checked = await verifyAuthenticationResponse({
    response: { ...answer, response: signed, clientExtensionResults: {} },
    expectedChallenge: question,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: false,
    // The count is judged here, after the signature: an unsigned one must not raise the alarm.
    credential: {
      id: passkey.credential_id,
      publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
      counter: 0,
    },
  }).catch(() => undefined)
  return checked?.verified ? checked.authenticationInfo.newCounter : undefined
}

/** Web Authentication, 6.1.1: a count that does not grow comes from another copy of the same key. */
function isCopied(passkey: PasskeyRow, count: number): boolean {
  return (count > 0 || passkey.sign_count > 0) && count <= passkey.sign_count
}

async function tellCopied(change: Change, user: UserRecord, { name }: PasskeyRow): Promise<void> {
  const activity = `Sign-in refused: the passkey “${name}” of user ${user.username} seems to have been copied`
  await change.record({ entity: 'user', entityId: user.id, customerId: user.customer_id, activity })
  await alertUser(
    change,
    user,
    `A sign-in with your passkey “${name}” was refused, because the passkey seems to have been copied. Remove it.`,
  )
}

async function keepQuestion(change: Change, challengeId: number, question: string | null): Promise<void> {
  await change.tx
    .updateTable('login_challenge')
    .set({ passkey_challenge: question })
    .where('login_challenge_id', '=', challengeId)
    .execute()
}
