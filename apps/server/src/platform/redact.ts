/** Names whose values are secrets wherever they appear (decisions.md, "lists of secrets to redact"). */
const SECRET_NAME =
  /(password|passwd|secret|token|authorization|api[_-]?key|private[_-]?key|psk|totp|cookie|cvc|^(x_)?(ki|opc?|pin\d?|puk\d?)$|_(ki|opc?|pin|puk)$)/i

export const REDACTED = '***'

/** True when a field of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name)
}

/**
 * A copy of `value` in which every field with a secret name, and every occurrence of one of `secrets` in text, reads `***`.
 * Secrets shorter than four characters are matched as whole values only, or they would eat ordinary text.
 */
export function redact(value: unknown, secrets: readonly string[] = []): unknown {
  if (typeof value === 'string') return redactText(value, secrets)
  if (Array.isArray(value)) return value.map((entry) => redact(entry, secrets))
  if (value instanceof Date || value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name,
      isSecretName(name) && entry !== null && entry !== undefined && typeof entry !== 'boolean'
        ? REDACTED
        : redact(entry, secrets),
    ]),
  )
}

const BEARER = /\b(Bearer\s+)[\w.~+/-]+=*/gi
const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g

/** The same for one text: known secrets, bearer tokens and JWTs inside it. */
export function redactText(text: string, secrets: readonly string[] = []): string {
  let clean = text.replace(BEARER, `$1${REDACTED}`).replace(JWT, REDACTED)
  for (const secret of secrets) {
    if (clean === secret) return REDACTED
    if (secret.length >= 4) clean = clean.replaceAll(secret, REDACTED)
  }
  return clean
}
