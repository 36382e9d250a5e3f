import type { Generated } from 'kysely'
import type { CreatedAt } from './columns.ts'

/** A sign-in with an OpenID Connect provider that has been begun and not yet ended. */
export type OidcFlowTable = {
  oidc_flow_id: Generated<number>
  /** name of the provider in the configuration */
  provider: string
  /** SHA-256 of the state that the provider sends back */
  state_hash: string
  /** SHA-256 of the cookie of the browser that began it */
  browser_hash: string
  nonce: string
  /** sealed verifier of PKCE */
  code_verifier: string
  remember: boolean
  /** page of the web app to go on to */
  next: string | null
  created: CreatedAt
  expires: Date
  /** set by its one use */
  used_at: Date | null
}

/** Who a user is at a provider; found by the provider's own name for them, whatever their e-mail address becomes. */
export type UserOidcLoginTable = {
  user_oidc_login_id: Generated<number>
  user_id: number
  issuer: string
  subject: string
  created: CreatedAt
  last_used: Date
}
