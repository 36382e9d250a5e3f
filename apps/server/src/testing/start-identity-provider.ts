import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'

export const CLIENT_ID = 'omnicrm'
export const CLIENT_SECRET = 'a client secret for tests only'

/** Somebody with an account at the provider. */
export type Person = {
  email?: string
  email_verified?: boolean
  given_name?: string
  family_name?: string
  /** how they prove who they are there */
  amr?: string[]
}

export type IdentityProvider = {
  issuer: string
  /** people by the name that they type there, which is also their subject */
  people: Map<string, Person>
  /** begins to answer, for a product that wants its browsers sent back to one of these addresses */
  open(redirectUris: string[]): void
  close(): Promise<void>
}

/** A real OpenID Connect provider (certified library) on a free port, whose log-in page asks for a name alone. */
export async function startIdentityProvider(port = 0): Promise<IdentityProvider> {
  const people = new Map<string, Person>()
  let answer: ((request: IncomingMessage, response: ServerResponse) => void) | undefined
  const server = createServer((request, response) => {
    if (answer) answer(request, response)
    else response.writeHead(503).end()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: 'test' }
  return {
    issuer,
    people,
    open(redirectUris) {
      const provider = new Provider(issuer, configurationOf(people, { redirectUris, key }))
      const standard = provider.callback()
      answer = (request, response) => {
        if (request.url?.startsWith('/interaction/')) void logIn(provider, people, request, response)
        else void standard(request, response)
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function configurationOf(
  people: Map<string, Person>,
  { redirectUris, key }: { redirectUris: string[]; key: object },
): ConstructorParameters<typeof Provider>[1] {
  return {
    clients: [{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: redirectUris }],
    jwks: { keys: [key] },
    cookies: { keys: ['a cookie key for tests only'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    claims: {
      openid: ['sub', 'amr'],
      email: ['email', 'email_verified'],
      profile: ['name', 'given_name', 'family_name'],
    },
    pkce: { required: () => true },
    findAccount(_context, subject) {
      const person = people.get(subject)
      if (!person) return undefined
      return { accountId: subject, claims: async () => ({ sub: subject, ...person }) }
    },
    // Nobody is asked whether they agree: the provider belongs to the same operator.
    async loadExistingGrant(context) {
      const { provider, client, session } = context.oidc
      const grant = new provider.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  }
}

async function logIn(
  provider: Provider,
  people: Map<string, Person>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html')
    response.end('<form method="post"><label>Name <input name="name"></label><button>Sign in</button></form>')
    return
  }
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const name = new URLSearchParams(body).get('name') ?? ''
  const person = people.get(name)
  const result = person
    ? { login: { accountId: name, ...(person.amr ? { amr: person.amr } : {}) } }
    : { error: 'access_denied', error_description: 'nobody of that name' }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}
