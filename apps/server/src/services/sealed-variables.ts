import type { Context } from '../platform/context.ts'
import { redact } from '../platform/redact.ts'

const SEALED = 'sealed:'

/** Playbook variables as they are stored: those that hold secrets are sealed, since the play must read them again. */
export function sealVariables(context: Context, json: string | null): string | null {
  if (json === null || jsonWithoutSecrets(json) === json) return json
  return SEALED + context.platform.seal.close(json)
}

/** The variables as they were given. */
export function openVariables(context: Context, stored: string | null): string | null {
  return stored?.startsWith(SEALED) ? context.platform.seal.open(stored.slice(SEALED.length)) : stored
}

/** JSON text with `***` for its secrets; text that is no JSON as a whole. */
export function jsonWithoutSecrets(json: string | null): string | null {
  if (json === null) return null
  try {
    return JSON.stringify(redact(JSON.parse(json)))
  } catch {
    return String(redact(json))
  }
}
