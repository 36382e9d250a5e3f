import { Secret, TOTP } from 'otpauth'

const ISSUER = 'OmniCRM'
const PERIOD_S = 30
/** Steps before and after the present one that count too, for clocks that differ (RFC 6238, 5.2). */
const WINDOW = 1
const SECRET_BYTES = 20

/** A new secret for an authenticator app, base32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** What the QR code says, in the form that the guide gives: `otpauth://totp/OmniCRM:<email>?secret=<secret>&issuer=OmniCRM`. */
export function otpauthUrl(secret: string, email: string): string {
  const label = encodeURIComponent(email).replaceAll('%40', '@')
  return `otpauth://totp/${ISSUER}:${label}?secret=${secret}&issuer=${ISSUER}`
}

/** The code that an app shows at this time (RFC 6238 with SHA-1, 30 seconds, six digits). */
export function totpCode(secret: string, at: Date): string {
  return totpOf(secret).generate({ timestamp: at.getTime() })
}

/** The time step that a code belongs to, the present one or a neighbour; undefined for a wrong code. */
export function stepOfCode(secret: string, code: string, at: Date): number | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: at.getTime(), window: WINDOW })
  return delta === null ? undefined : Math.floor(at.getTime() / 1000 / PERIOD_S) + delta
}

function totpOf(secret: string): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD_S })
}
