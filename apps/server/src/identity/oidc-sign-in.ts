import type { SecondFactor } from '@omnicrm/contract'
import type { OidcProvider } from '../platform/config/oidc-schema.ts'
import type { Context } from '../platform/context.ts'
import { DomainError, forbidden } from '../platform/errors.ts'
import { completeSignIn, type Device, requireUnchanged, type SignedInUser } from './complete-sign-in.ts'
import { openChallenge } from './login-challenge.ts'
import { prepareAccount, userOfIdentity } from './oidc-account.ts'
import { type OidcClient, type ProvidedIdentity, refused } from './oidc-client.ts'
import { keepFlow, makeFlow, takeFlow } from './oidc-flow.ts'
import type { MakeCustomer } from './register.ts'
import { secondFactorsOf } from './second-factor.ts'

export type ProviderAnswer = { state: string; code?: string; iss?: string; error?: string }

/** What a sign-in with a provider came to; as after a password, a second factor of the user's own is still asked for. */
export type ProviderSignIn = { next: string | null; remember: boolean } & (
  | { signedIn: SignedInUser }
  | { challenge: { userId: number; token: string; methods: SecondFactor[] } }
)

/** Begins a sign-in: the provider's page to go to, and the cookie that ties the rest to this browser. */
export async function beginProviderSignIn(
  context: Context,
  client: OidcClient,
  input: { provider: string; remember: boolean; next: string | null },
): Promise<{ url: string; browser: string }> {
  const flow = makeFlow()
  const url = await client.authorizationUrl(flow.secrets)
  await keepFlow(context, { ...flow, ...input })
  return { url, browser: flow.browser }
}

/**
 * Ends a sign-in with what the provider sent the browser back with. Throws 401 for an answer that is forged, expired, used or
 * of another browser; 403 for a person who may not come in; 502 without the provider.
 */
export async function endProviderSignIn(
  context: Context,
  client: OidcClient,
  input: {
    provider: string
    answer: ProviderAnswer
    browser: string | undefined
    device: Device
    makeCustomer: MakeCustomer
  },
): Promise<ProviderSignIn> {
  const { provider, answer, browser, device, makeCustomer } = input
  const flow = await takeFlow(context, { provider, state: answer.state, browser })
  if (!flow) throw refused()
  const given = Object.entries({ ...answer }).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const identity = await client.identityOf(Object.fromEntries(given), flow.secrets)
  const prepared = {
    unknownPasswordHash: await prepareAccount(context, client.provider, identity),
    makeCustomer,
  }
  const { remember, next } = flow
  try {
    return await context.change(async (change) => {
      const user = await userOfIdentity(change, client.provider, identity, prepared)
      if (user.deleted || !user.active) throw forbidden('This account can no longer sign in')
      const { id, password_hash: passwordHash } = user
      const via = client.provider.label
      if (user.is_2fa_enabled && !isTrusted(client.provider, identity)) {
        await requireUnchanged(change, id, passwordHash, { byPassword: false })
        return {
          challenge: {
            userId: id,
            token: await openChallenge(change, { userId: id, remember }),
            methods: secondFactorsOf(user),
          },
          remember,
          next,
        }
      }
      return { signedIn: await completeSignIn(change, { user, passwordHash, remember, device, via }), remember, next }
    })
  } catch (error) {
    if (error instanceof DomainError) await recordRefusal(context, client.provider, identity, error)
    throw error
  }
}

/** The provider says that it has asked for a second factor, in words that the operator believes. */
function isTrusted(provider: OidcProvider, { amr, acr }: ProvidedIdentity): boolean {
  return (
    amr.some((method) => provider.trusted_amr.includes(method)) ||
    (acr !== undefined && provider.trusted_acr.includes(acr))
  )
}

/** Somebody whom the provider knows was turned away here: who, and why. */
async function recordRefusal(
  context: Context,
  provider: OidcProvider,
  identity: ProvidedIdentity,
  error: DomainError,
): Promise<void> {
  const linked = await context.db
    .selectFrom('user_oidc_login')
    .select('user_id')
    .where('issuer', '=', identity.issuer)
    .where('subject', '=', identity.subject)
    .executeTakeFirst()
  await context.change((change) =>
    change.record({
      entity: 'user',
      entityId: linked?.user_id ?? null,
      customerId: null,
      activity: `Sign-in with ${provider.label} refused: ${error.message}`,
      details: { email: identity.email ?? null, issuer: identity.issuer, subject: identity.subject },
    }),
  )
}
