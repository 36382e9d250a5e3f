import { createUser } from '../identity/index.ts'
import { type Browser, openBrowser, signInAtProvider } from './sign-in-at-provider.ts'
import { CLIENT_ID, CLIENT_SECRET, type IdentityProvider, startIdentityProvider } from './start-identity-provider.ts'
import { type Client, createClient, startTestProduct, type TestProduct } from './start-test-product.ts'

export type Begun = { browser: Browser; provider: string; url: URL }
// biome-ignore lint/suspicious/noExplicitAny: a test reads answers field by field; a wrong field fails it
export type Ended = { status: number; body: any; response: Response }

/** A product with sign-in providers, which are all one real provider under several configurations. */
export type ProviderSignIns = {
  product: TestProduct
  idp: IdentityProvider
  /** a user here, and a person of the address's first part at the provider */
  makeUser(email: string, options?: { emailVerified?: boolean; temporary?: boolean }): Promise<number>
  begin(provider?: string, body?: unknown, browser?: Browser): Promise<Begun>
  /** what the provider sends the browser back with */
  atProvider(begun: Begun, name: string): Promise<Record<string, string>>
  end(begun: Pick<Begun, 'browser' | 'provider'>, answer: unknown): Promise<Ended>
  signIn(provider: string, name: string, start?: unknown): Promise<Ended>
  post(browser: Browser, path: string, body: unknown): Promise<Response>
  as(ended: Ended): Client
  sessionsOf(email: string): Promise<{ session_id: string }[]>
  close(): Promise<void>
}

export async function startProviderSignIns(): Promise<ProviderSignIns> {
  const idp = await startIdentityProvider()
  const company = { issuer: idp.issuer, client_id: CLIENT_ID, client_secret: CLIENT_SECRET, label: 'Company account' }
  const product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    config: {
      auth: {
        oidc: {
          company,
          staff: { ...company, allowed_domains: ['example.com'], create_users_as: 'Support' },
          customers: { ...company, create_users_as: 'customer' },
          strong: { ...company, trusted_amr: ['mfa'] },
          elsewhere: { ...company, issuer: idp.issuer.replace('localhost', '127.0.0.1') },
          gone: { ...company, issuer: 'http://localhost:59999' },
        },
      },
    },
  })
  idp.open(['company', 'staff', 'customers', 'strong'].map((name) => `${product.url}/login/oidc/${name}`))

  const post: ProviderSignIns['post'] = (browser, path, body) =>
    browser.fetch(product.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const begin: ProviderSignIns['begin'] = async (provider = 'company', body = {}, browser = openBrowser()) => {
    const response = await post(browser, `/crm/auth/oidc/${provider}/start`, body)
    if (response.status !== 200) throw new Error(`${provider}: ${await response.text()}`)
    const { authorization_url: url } = (await response.json()) as { authorization_url: string }
    return { browser, provider, url: new URL(url) }
  }
  const atProvider: ProviderSignIns['atProvider'] = async ({ browser, provider, url }, name) => {
    const returnsTo = `${product.url}/login/oidc/${provider}`
    const back = await signInAtProvider(browser, { authorizationUrl: url.href, name, returnsTo })
    return Object.fromEntries(back.searchParams)
  }
  const end: ProviderSignIns['end'] = async ({ browser, provider }, answer) => {
    const response = await post(browser, `/crm/auth/oidc/${provider}/callback`, answer)
    return { status: response.status, body: await response.json(), response }
  }
  return {
    product,
    idp,
    post,
    begin,
    atProvider,
    end,
    async signIn(provider, name, start = {}) {
      const begun = await begin(provider, start)
      return end(begun, await atProvider(begun, name))
    },
    async makeUser(email, options = {}) {
      const person = { username: email, email, password: 'Correct-horse-2', firstName: 'Test', lastName: 'User' }
      const [name = ''] = email.split('@')
      if (!idp.people.has(name)) idp.people.set(name, { email, email_verified: true })
      return product.system.change((change) => createUser(change, { ...person, roles: ['Support'], ...options }))
    },
    as: (ended) => createClient(product.url, ended.body.token),
    sessionsOf: (email) =>
      product.platform.db
        .selectFrom('user_session as s')
        .innerJoin('crm_user as u', 'u.id', 's.user_id')
        .select('s.session_id')
        .where('u.email', '=', email)
        .execute(),
    async close() {
      await product.close()
      await idp.close()
    },
  }
}
