import { errors, jwtVerify, SignJWT } from 'jose'
import { unauthenticated } from '../errors.ts'

const AUDIENCE = 'omnicrm'

export type TokenClaims = {
  /** `access`: a user's session; `job`: a provisioning job; `engine`: call-backs of the embedded charging system */
  kind: 'access' | 'job' | 'engine'
  /** user id, or provision id */
  subject: string
  /** session id, or the job's token id */
  id: string
}

export type Tokens = {
  /** @param seconds how long the token is good, by the product's clock */
  sign(claims: TokenClaims, seconds: number): Promise<string>
  /** Throws 401 for a token that is malformed, tampered with, expired or meant for someone else. */
  verify(token: string): Promise<TokenClaims>
}

/** HS256 tokens, signed with `jwt_secret`; the algorithm and audience are fixed, so `alg: none` and foreign tokens fail. */
export function createTokens(secret: string, now: () => Date): Tokens {
  const key = new TextEncoder().encode(secret)
  return {
    sign(claims, seconds) {
      const issued = Math.floor(now().getTime() / 1000)
      return new SignJWT({ kind: claims.kind })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setSubject(claims.subject)
        .setJti(claims.id)
        .setAudience(AUDIENCE)
        .setIssuedAt(issued)
        .setExpirationTime(issued + seconds)
        .sign(key)
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          audience: AUDIENCE,
          currentDate: now(),
        })
        const { kind, sub, jti } = payload
        if ((kind === 'access' || kind === 'job' || kind === 'engine') && sub && jti)
          return { kind, subject: sub, id: jti }
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw unauthenticated('The token has expired')
      }
      throw unauthenticated('Invalid token')
    },
  }
}
