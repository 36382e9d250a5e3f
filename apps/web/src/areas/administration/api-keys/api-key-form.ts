import type { ApiKey } from '@omnicrm/contract'

export type ApiKeyValues = {
  name: string
  description: string
  /** day, or empty for never */
  expiry_date: string
  permissions: string[]
  ips: string[]
}

/** A key as the form holds it; empty for a new one. */
export function apiKeyValuesOf(key?: ApiKey): ApiKeyValues {
  return {
    name: key?.name ?? '',
    description: key?.description ?? '',
    expiry_date: key?.expiry_date?.slice(0, 10) ?? '',
    permissions: key?.permissions ?? [],
    ips: key?.ips ?? [],
  }
}

/** What is sent: no day is no expiry, no addresses are any. A day counts to its end. */
export function apiKeyBodyOf({ expiry_date, ips, ...values }: ApiKeyValues) {
  return { ...values, expiry_date: expiry_date || null, ips: ips.length > 0 ? ips : null }
}
