import { createHmac } from 'node:crypto'
import { baseUrl } from '../platform/config/effective-config.ts'
import type { Platform } from '../platform/platform.ts'

/** For whom passkeys are made and who may use them: the domain and the address under which people reach the web app. */
export type PasskeyParty = { rpId: string; origin: string; name: string }

/** The relying party, from `crm.base_url`: passkeys made for one domain work on no other. */
export function passkeyParty(platform: Platform): PasskeyParty {
  const { hostname, origin } = new URL(baseUrl(platform.config, platform.addresses.port))
  return { rpId: hostname, origin, name: platform.config.branding.company_name }
}

/** What a passkey knows its user by: it says nothing about them, and stays the same for all of their passkeys. */
export function passkeyUserHandle(platform: Platform, userId: number): Buffer {
  return createHmac('sha256', platform.seal.deriveKey('passkey users')).update(String(userId)).digest()
}
