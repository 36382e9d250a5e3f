import * as oidc from 'openid-client'
import { linkTo } from '../communications/index.ts'
import type { OidcProvider } from '../platform/config/oidc-schema.ts'
import { type DomainError, notFound, unauthenticated, upstreamFailed } from '../platform/errors.ts'
import { checkOutboundAddress } from '../platform/outbound/check-address.ts'
import type { Platform } from '../platform/platform.ts'

/** What a provider says of the person who signed in there; everything in it is signed by it, or fetched from it over TLS. */
export type ProvidedIdentity = {
  issuer: string
  /** the provider's own name for the person, which never changes */
  subject: string
  email: string | undefined
  emailVerified: boolean
  firstName: string | undefined
  lastName: string | undefined
  name: string | undefined
  /** how they proved who they are there (RFC 8176), and at which level */
  amr: readonly string[]
  acr: string | undefined
}

/** What only the browser's own sign-in has: the answer must fit all three. */
export type FlowSecrets = { state: string; nonce: string; codeVerifier: string }

export type OidcClient = {
  /** the provider's page to send the browser to; throws 502 when the provider cannot be reached */
  authorizationUrl(secrets: FlowSecrets): Promise<string>
  /** exchanges the code of the answer; throws 401 for an answer that is refused or forged, 502 without the provider */
  identityOf(answer: Record<string, string>, secrets: FlowSecrets): Promise<ProvidedIdentity>
  provider: OidcProvider
}

const TIMEOUT_SECONDS = 10
/** How long a provider's metadata is trusted, by the machine's time: a provider has no part in the product's clock. */
const METADATA_MS = 3_600_000

/** The clients of the configured providers. `client` throws 404 for a name that is not configured. */
export function createOidcClients(platform: Platform): { client(name: string): OidcClient } {
  const clients = new Map(
    Object.entries(platform.config.auth.oidc).map(([name, provider]) => [name, createClient(platform, name, provider)]),
  )
  return {
    client(name) {
      const client = clients.get(name)
      if (!client) throw notFound('Sign-in provider')
      return client
    },
  }
}

function createClient(platform: Platform, name: string, provider: OidcProvider): OidcClient {
  let known: { configuration: Promise<oidc.Configuration>; at: number } | undefined
  const configuration = (): Promise<oidc.Configuration> => {
    if (known && performance.now() - known.at < METADATA_MS) return known.configuration
    const found = discover(platform, name, provider)
    known = { configuration: found, at: performance.now() }
    // A provider that was down is asked again by the next one who comes.
    found.catch(() => {
      known = undefined
    })
    return found
  }
  const reached = (): Promise<oidc.Configuration> =>
    configuration().catch((error: unknown) => {
      throw unreachable(platform, name, provider, error)
    })
  const redirectUri = (): string => linkTo(platform, `/login/oidc/${name}`)
  return {
    provider,
    async authorizationUrl({ state, nonce, codeVerifier }) {
      const url = oidc.buildAuthorizationUrl(await reached(), {
        redirect_uri: redirectUri(),
        scope: provider.scopes.join(' '),
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      })
      return url.href
    },
    async identityOf(answer, { state, nonce, codeVerifier }) {
      const found = await reached()
      const url = new URL(redirectUri())
      for (const [key, value] of Object.entries(answer)) url.searchParams.set(key, value)
      try {
        const tokens = await oidc.authorizationCodeGrant(found, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        })
        return await identityFrom(found, tokens)
      } catch (error) {
        if (isOutage(error)) throw unreachable(platform, name, provider, error)
        platform.log.warn({ provider: name, reason: (error as Error).message }, 'sign-in with a provider refused')
        throw refused()
      }
    },
  }
}

/** Refusals are one sentence, whatever was wrong: the log has the reason. */
export function refused(): DomainError {
  return unauthenticated('This sign-in is not valid or has expired; start again')
}

function discover(platform: Platform, name: string, provider: OidcProvider): Promise<oidc.Configuration> {
  const secret = platform.settings.oidcClientSecrets[name] ?? provider.client_secret
  const insecure = provider.issuer.startsWith('http://')
  return oidc.discovery(new URL(provider.issuer), provider.client_id, {}, clientAuthentication(secret), {
    timeout: TIMEOUT_SECONDS,
    execute: insecure ? [oidc.allowInsecureRequests] : [],
    // The provider names its further addresses itself: none of them may lead into what the operator has closed.
    [oidc.customFetch]: async (url, options) => {
      const outbound = { allow: [], deny: platform.config.outbound.deny }
      await checkOutboundAddress(new URL(url), { outbound, own: [] })
      return fetch(url, options as RequestInit)
    },
  })
}

/** By the header, as the standard has it, unless the provider says that it takes the secret in the body alone. */
function clientAuthentication(secret: string | undefined): oidc.ClientAuth {
  if (secret === undefined) return oidc.None()
  const inHeader = oidc.ClientSecretBasic(secret)
  const inBody = oidc.ClientSecretPost(secret)
  return (server, client, body, headers) => {
    const supported = server.token_endpoint_auth_methods_supported
    const authenticate = supported && !supported.includes('client_secret_basic') ? inBody : inHeader
    authenticate(server, client, body, headers)
  }
}

async function identityFrom(
  configuration: oidc.Configuration,
  tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
): Promise<ProvidedIdentity> {
  const claims = tokens.claims()
  if (!claims) throw new Error('the provider sent no ID token')
  // Many providers tell the address only when asked for it; the library refuses an answer about somebody else.
  const asked = claims.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
  const more = asked ? await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub) : {}
  const all: Record<string, unknown> = { ...more, ...claims }
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: text(all.email),
    emailVerified: all.email_verified === true,
    firstName: text(all.given_name),
    lastName: text(all.family_name),
    name: text(all.name),
    // How somebody signed in is believed from the signed token alone.
    amr: Array.isArray(claims.amr) ? claims.amr.filter((entry) => typeof entry === 'string') : [],
    acr: text(claims.acr),
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** The provider did not answer, or not as a provider does. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, name, cause } = error as Error & { code?: string; cause?: { status?: number } }
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'OAUTH_TIMEOUT') return true
  return error instanceof TypeError || (cause?.status ?? 0) >= 500
}

function unreachable(platform: Platform, name: string, provider: OidcProvider, error: unknown): DomainError {
  platform.log.error({ err: error, provider: name }, 'a sign-in provider cannot be used')
  return upstreamFailed(`${provider.label} cannot be reached at the moment; try again, or sign in by password`)
}
