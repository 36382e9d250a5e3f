import type { PasskeyAnswer, PasskeyCreation, PasskeyQuestion, passkeyEndpoints } from '@omnicrm/contract'
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { apiError } from '../../../api/api-error.ts'
import type { CallInput } from '../../../api/call.ts'
import { type FailureReason, failureReason } from './failure-reason.ts'

type NewPasskey = CallInput<typeof passkeyEndpoints.add>['body']['credential']
type Translate = (key: string) => string

/** False in old browsers, and wherever the product is reached without TLS under a name other than localhost. */
export const hasPasskeys = browserSupportsWebAuthn

/** Has the browser make a passkey. Throws ApiError with what to tell when it does not. */
export async function makePasskey(options: PasskeyCreation, t: Translate): Promise<NewPasskey> {
  const { id, rawId, response } = await startRegistration({ optionsJSON: options }).catch((thrown: unknown) => {
    throw refusal(failureReason(thrown), t)
  })
  const { clientDataJSON, attestationObject, transports } = response
  return { id, rawId, type: 'public-key', response: { clientDataJSON, attestationObject, transports } }
}

/** Has the browser ask for a passkey. Throws ApiError with what to tell when none answers. */
export async function askForPasskey(question: PasskeyQuestion, t: Translate): Promise<PasskeyAnswer> {
  const { id, rawId, response } = await startAuthentication({ optionsJSON: question }).catch((thrown: unknown) => {
    throw refusal(failureReason(thrown), t)
  })
  return { id, rawId, type: 'public-key', response }
}

/** Status 400: nothing was sent, and trying again may help. */
function refusal(reason: FailureReason, t: Translate): Error {
  return apiError(400, { message: t(`account:passkey.failure.${reason}`), code: 'passkey_failed' })
}
