import type { Clock } from '../clock.ts'
import { DomainError, forbidden, unauthenticated } from '../errors.ts'
import type { LiveHub } from '../live/live-hub.ts'
import { createAccessCache } from './access-cache.ts'
import { type Actor, type Duty, isBarredWhileImpersonating, isOpenTo, refuseImpersonator } from './actor.ts'
import { plainAddress } from './address-list.ts'
import type { TokenClaims, Tokens } from './tokens.ts'

export type Credentials = {
  authorization: string | undefined
  apiKey: string | undefined
  ip: string
  /** a browser says that a page of another site makes it send this */
  fromAnotherSite?: boolean
  /** what is called; none for the live socket */
  endpoint?: CalledEndpoint
}

export type CalledEndpoint = {
  /** row of the API contract */
  id: string
  method: string
  /** path with its parameters unfilled */
  path: string
}

const DUTY_SENTENCE: Record<Duty, string> = {
  change_password: 'Choose a new password first',
  enrol_2fa: 'Set up two-factor authentication first',
}

/** How a domain turns a verified token of its kind into the one who is calling; throws 401 when that is over. */
export type TokenResolver = (claims: TokenClaims, ip: string) => Promise<Actor>

/** The ways in, one for each kind of credential. */
export type WaysIn = {
  tokens: Record<TokenClaims['kind'], TokenResolver>
  /** throws 401 for a key that is wrong, revoked or expired, and 403 from an address that may not use it */
  apiKey(key: string, call: { ip: string; endpoint: CalledEndpoint | undefined }): Promise<Actor>
  /** for callers without credentials; undefined when the address is not whitelisted */
  address(ip: string): Promise<Actor | undefined>
  whitelistInUse: boolean
}

/** A session's user is asked of the database once in a while and after every change, instead of at each request. */
export function rememberSessions(platform: { live: LiveHub; clock: Clock }, resolve: TokenResolver): TokenResolver {
  const cache = createAccessCache<Actor>(platform)
  return (claims, ip) => cache.through(`${claims.subject} ${claims.id}`, () => resolve(claims, ip))
}

export type Authenticate = (credentials: Credentials) => Promise<Actor>

/**
 * Works out who is calling, in the contract's order: API key, else bearer token, else address. Credentials that are there but
 * wrong are never made good by the next way in. Every way in passes here, so this is where a user who must first change the
 * password or set up the second factor is held up, and where a key that only reads and an impersonator meet their limits (403).
 */
export function createAuthenticate(tokens: Tokens, ways: WaysIn): Authenticate {
  return async ({ authorization, apiKey, ip: connected, endpoint, fromAnotherSite }) => {
    const ip = plainAddress(connected)
    const actor =
      apiKey !== undefined
        ? await ways.apiKey(apiKey, { ip, endpoint })
        : authorization !== undefined
          ? await bearer(authorization, tokens, ways, ip)
          : await byAddress(ways, { ip, isForged: fromAnotherSite === true && endpoint?.method !== 'GET' })
    if (actor.duty && !isOpenTo(actor, endpoint?.id)) throw new DomainError(403, actor.duty, DUTY_SENTENCE[actor.duty])
    if (actor.readOnly && endpoint?.method !== 'GET') throw forbidden('This API key may only read')
    if (endpoint && isBarredWhileImpersonating(endpoint)) refuseImpersonator(actor)
    return actor
  }
}

async function bearer(authorization: string, tokens: Tokens, ways: WaysIn, ip: string): Promise<Actor> {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1]
  if (!token) throw unauthenticated('The Authorization header must read: Bearer <token>')
  const claims = await tokens.verify(token)
  return ways.tokens[claims.kind](claims, ip)
}

/** An address is all that a browser there needs, so no other site may make it write; a secret in a header needs no such care. */
async function byAddress(ways: WaysIn, { ip, isForged }: { ip: string; isForged: boolean }): Promise<Actor> {
  const actor = await ways.address(ip)
  if (actor && isForged) throw new DomainError(403, 'another_site', 'A page of another site may not do this')
  if (actor) return actor
  if (ways.whitelistInUse) throw forbidden('Access denied')
  throw unauthenticated('Sign in first')
}
