import { DomainError, unauthenticated } from '../errors.ts'
import { type Actor, type Duty, isOpenTo } from './actor.ts'
import type { TokenClaims, Tokens } from './tokens.ts'

export type Credentials = {
  authorization: string | undefined
  apiKey: string | undefined
  ip: string
  /** row of the API contract that is called; none for the live socket */
  endpointId?: string
}

const DUTY_SENTENCE: Record<Duty, string> = {
  change_password: 'Choose a new password first',
  enrol_2fa: 'Set up two-factor authentication first',
}

/** How a domain turns a verified token of its kind into the one who is calling; throws 401 when that is over. */
export type TokenResolver = (claims: TokenClaims, ip: string) => Promise<Actor>

export type Authenticate = (credentials: Credentials) => Promise<Actor>

/**
 * Works out who is calling, in the contract's order: API key, else bearer token, else nobody (401). Every way in passes here,
 * so this is where a user who must change the password or set up the second factor first is held up (403).
 */
export function createAuthenticate(
  tokens: Tokens,
  resolvers: Record<TokenClaims['kind'], TokenResolver>,
): Authenticate {
  return async ({ authorization, apiKey, ip, endpointId }) => {
    if (apiKey !== undefined) throw unauthenticated('Invalid API key')
    if (authorization === undefined) throw unauthenticated('Sign in first')
    const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1]
    if (!token) throw unauthenticated('The Authorization header must read: Bearer <token>')
    const claims = await tokens.verify(token)
    const actor = await resolvers[claims.kind](claims, ip)
    if (actor.duty && !isOpenTo(actor, endpointId)) throw new DomainError(403, actor.duty, DUTY_SENTENCE[actor.duty])
    return actor
  }
}
