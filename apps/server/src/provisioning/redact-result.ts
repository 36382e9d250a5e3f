import { isSecretName, REDACTED, redact } from '../platform/redact.ts'

/** Shorter values under secret names are too likely to be ordinary words to be hunted for in text. */
const SHORTEST_LEARNED = 6
const LONGEST_JSON = 500_000

/**
 * A task's result as it may be stored and shown: fields with secret names, the job's secrets wherever they appear in text,
 * also inside Base64, and characters that the database cannot hold are taken out.
 */
export function redactResult(value: unknown, secrets: readonly string[]): unknown {
  return mapTexts(redact(value, secrets), (text) => {
    const storable = text.includes('\u0000') ? text.replaceAll('\u0000', '') : text
    return hidesSecret(storable, secrets) ? REDACTED : storable
  })
}

/** Values under secret names in a result, also inside JSON text: from now on secrets of this job. */
export function learnSecrets(value: unknown, into: Set<string>): void {
  if (Array.isArray(value)) {
    for (const entry of value) learnSecrets(entry, into)
  } else if (typeof value === 'string') {
    const parsed = parsedJson(value)
    if (parsed !== undefined) learnSecrets(parsed, into)
  } else if (value !== null && typeof value === 'object') {
    for (const [name, entry] of Object.entries(value)) {
      if (!isSecretName(name)) learnSecrets(entry, into)
      else if (typeof entry === 'string' && entry.length >= SHORTEST_LEARNED && entry !== REDACTED) into.add(entry)
      else if (typeof entry === 'object') learnSecrets(entry, into)
    }
  }
}

const BASE64 = /^[A-Za-z0-9+/\s]{16,}={0,2}\s*$/

function hidesSecret(text: string, secrets: readonly string[]): boolean {
  if (!BASE64.test(text)) return false
  const plain = Buffer.from(text, 'base64').toString('utf8')
  return secrets.some((secret) => secret.length >= 4 && plain.includes(secret))
}

function parsedJson(text: string): unknown {
  if (text.length > LONGEST_JSON || !/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value)
  if (Array.isArray(value)) return value.map((entry) => mapTexts(entry, map))
  if (value instanceof Date || value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [map(name), mapTexts(entry, map)]))
}
