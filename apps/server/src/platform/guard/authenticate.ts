import { unauthenticated } from '../errors.ts'
import type { Actor } from './actor.ts'
import type { TokenClaims, Tokens } from './tokens.ts'

export type Credentials = { authorization: string | undefined; apiKey: string | undefined; ip: string }

/** How a domain turns a verified token of its kind into the one who is calling; throws 401 when that is over. */
export type TokenResolver = (claims: TokenClaims, ip: string) => Promise<Actor>

export type Authenticate = (credentials: Credentials) => Promise<Actor>

/** Works out who is calling, in the contract's order: API key, else bearer token, else nobody (401). */
export function createAuthenticate(
  tokens: Tokens,
  resolvers: Record<TokenClaims['kind'], TokenResolver>,
): Authenticate {
  return async ({ authorization, apiKey, ip }) => {
    if (apiKey !== undefined) throw unauthenticated('Invalid API key')
    if (authorization === undefined) throw unauthenticated('Sign in first')
    const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1]
    if (!token) throw unauthenticated('The Authorization header must read: Bearer <token>')
    const claims = await tokens.verify(token)
    return resolvers[claims.kind](claims, ip)
  }
}
