import type { Config } from './config-schema.ts'

/** Parts of the configuration that no playbook needs (decisions.md). */
const KEPT_FROM_PLAYBOOKS = [
  'jwt_secret',
  'database',
  'api_keys',
  'ip_whitelist',
  'redis',
  'auth',
  'backup',
  'push',
  'smtp',
]

export type Addresses = {
  /** port this instance listens on */
  port: number
  /** port of the embedded charging engine; undefined when a CGRateS elsewhere is used */
  ocsPort: number | undefined
}

/**
 * The configuration as a playbook sees it through `include_vars ../../crm_config.yaml`: environment settings applied,
 * `crm.base_url` and `ocs.cgrates` pointing at this instance, without the secrets that a play does not need.
 */
export function effectiveConfig(config: Config, addresses: Addresses): Record<string, unknown> {
  const kept = Object.entries(config).filter(([key]) => !KEPT_FROM_PLAYBOOKS.includes(key))
  const { secret_key: _secret, ...stripe } = config.stripe
  const cgrates = addresses.ocsPort === undefined ? config.ocs.cgrates : `localhost:${addresses.ocsPort}`
  return {
    ...Object.fromEntries(kept),
    stripe,
    crm: { ...config.crm, base_url: baseUrl(config, addresses.port) },
    ocs: { ...config.ocs, cgrates, OCS: cgrates },
  }
}

/** `crm.base_url`, with this instance's port when it names this machine. */
export function baseUrl(config: Config, port: number): string {
  const url = new URL(config.crm.base_url)
  if (url.hostname !== 'localhost' && url.hostname !== '127.0.0.1') return config.crm.base_url
  url.port = String(port)
  return url.toString().replace(/\/$/, '')
}
