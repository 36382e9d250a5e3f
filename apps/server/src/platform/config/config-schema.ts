import { z } from 'zod'
import { coversLoopback, isAddressOrRange } from '../guard/address-list.ts'
import { ZOidcProviders } from './oidc-schema.ts'

const hostPort = z.string().regex(/^[^/:\s]+:\d{1,5}$/, 'must be host:port without a scheme, such as localhost:2080')
const url = z.url('must be a URL').transform((text) => text.replace(/\/+$/, ''))

const addressOrRange = z
  .string()
  .refine(isAddressOrRange, 'must be an address or a CIDR range, such as 10.0.0.1 or 10.0.0.0/8')
const whitelistEntry = addressOrRange.refine(
  (entry) => !coversLoopback(entry),
  'must not be in the list: it holds loopback addresses, which every program on this machine has',
)
/** Names of roles, or of single permissions. */
const roleNames = z.array(z.string().min(1)).min(1, 'must name at least one role')

/** Item states of the inventory; free are New, In Stock and Available (data model, 3.3). */
export const DEFAULT_INVENTORY_STATES = [
  'New',
  'In Stock',
  'Available',
  'In Transit',
  'Allocated',
  'Reserved',
  'Assigned',
  'In Use',
  'Used',
  'Internal Use',
  'Damaged',
  'Out Of Service',
  'Lost',
  'Stolen',
  'Decommissioned',
]

/**
 * `crm_config.yaml` as far as the product reads it. Unknown keys are kept, since playbooks read their own.
 * Names, defaults and meaning: docs/configuration.md.
 */
export const ZConfig = z.looseObject({
  jwt_secret: z.string().min(64, 'must have at least 64 characters (make one with: openssl rand -hex 32)'),
  currency: z
    .string()
    .regex(/^[A-Za-z]{3}$/, 'must be an ISO 4217 code')
    .optional(),
  database: z
    .looseObject({
      url: z.url('must be a postgres:// URL').optional(),
      username: z.string().default('omnitouch'),
      password: z.string().default('omnitouch2024'),
      server: z.string().optional(),
      name: z.string().default('omnicrm'),
      pool_size: z.number().int().min(2).max(200).default(10),
    })
    .prefault({}),
  service_types: z.array(z.string().min(1)).min(1).default(['omnicharge', 'mobile', 'internet', 'iptv', 'voip']),
  crm: z
    .looseObject({
      base_url: url.default('http://localhost:5000'),
      listen: hostPort.default('0.0.0.0:5000'),
    })
    .prefault({}),
  ocs: z
    .looseObject({
      ocsTenant: z.string().min(1).default('cgrates.org'),
      embedded: z.boolean().default(true),
      cgrates: hostPort.default('localhost:2080'),
    })
    .prefault({}),
  provisioning: z
    .looseObject({
      engine: z.enum(['native', 'ansible']).default('native'),
      ansible_native_types: z.boolean().default(false),
      workers: z.number().int().min(1).max(64).default(4),
      timeout_minutes: z.number().positive().default(5),
      retries: z.number().int().min(0).max(10).default(0),
      reservation_minutes: z.number().positive().default(60),
      // Who is told of failed jobs.
      failure_list: z.array(z.email()).default([]),
    })
    .prefault({}),
  services: z
    .looseObject({
      self_cancel: z.boolean().default(true),
      cancellation_grace_days: z.number().int().min(0).max(365).default(0),
    })
    .prefault({}),
  invoice: z
    .looseObject({
      template_filename: z
        .string()
        .regex(/^[\w.-]+\.html$/, 'must be a file name ending in .html')
        .default('default_invoice_template.html'),
      payment_terms_days: z.number().int().min(0).default(0),
      // Who sends the invoice, for the template; line breaks are kept.
      company_address: z.string().default(''),
      company_phone: z.string().default(''),
      company_email: z.string().default(''),
      company_tax_id: z.string().default(''),
      payment_instructions: z.string().default(''),
    })
    .prefault({}),
  stripe: z
    .looseObject({
      currency: z
        .string()
        .regex(/^[A-Za-z]{3}$/)
        .optional(),
      statement_descriptor_suffix: z.string().max(22).optional(),
    })
    .prefault({}),
  // Subscriber servers with PyHSS's API; none: playbooks and status changes leave them out.
  hss: z
    .looseObject({
      hss_peers: z.array(z.url({ protocol: /^https?$/ })).default([]),
      apn_list: z.union([z.string(), z.number()]).optional(),
    })
    .prefault({}),
  inventory: z
    .looseObject({
      states: z.array(z.string().min(1)).min(1).default(DEFAULT_INVENTORY_STATES),
      low_stock: z.record(z.string(), z.number().int().min(0)).default({}),
      number_grace_days: z.number().int().min(0).default(30),
      qualification_radius_m: z.number().positive().default(50),
    })
    .prefault({}),
  auth: z
    .looseObject({
      first_admin: z.looseObject({ email: z.email().optional(), password: z.string().min(8).optional() }).prefault({}),
      access_token_minutes: z.number().int().min(1).max(60).default(15),
      session_idle_minutes: z.number().int().min(1).default(60),
      lockout_attempts: z.number().int().min(1).default(5),
      lockout_minutes: z.number().int().min(1).default(30),
      reveal_unknown_email: z.boolean().default(false),
      password_history: z.number().int().min(0).max(50).default(5),
      password_policy: z.enum(['composition', 'nist']).default('composition'),
      require_2fa: z.union([z.enum(['none', 'all']), z.array(z.string().min(1))]).default('none'),
      self_signup: z.boolean().default(true),
      oidc: ZOidcProviders,
    })
    .prefault({}),
  // Without a host, e-mails stay in the product's own outbox.
  smtp: z
    .looseObject({
      host: z.string().min(1).optional(),
      port: z.number().int().min(1).max(65535).default(587),
      // TLS from the first byte (port 465); otherwise STARTTLS where the server offers it.
      secure: z.boolean().default(false),
      username: z.string().optional(),
      password: z.string().optional(),
      from_email: z.email().default('noreply@localhost.localdomain'),
      from_name: z.string().optional(),
    })
    .prefault({}),
  rate_limit: z
    .looseObject({
      login_per_minute: z.number().int().min(0).default(60),
      public_per_minute: z.number().int().min(0).default(120),
      api_per_minute: z.number().int().min(0).default(6000),
    })
    .prefault({}),
  outbound: z
    .looseObject({ allow: z.array(z.string()).default([]), deny: z.array(z.string()).default([]) })
    .prefault({}),
  trusted_proxies: z.array(addressOrRange).default([]),
  // Keys of the operator's own making, beside those made in the product; the key itself is the name of the entry.
  api_keys: z
    .record(
      z.string().min(32, 'a key must have at least 32 characters (make one with: openssl rand -base64 48)'),
      z.looseObject({
        roles: roleNames,
        ips: z.array(addressOrRange).min(1).optional(),
        description: z.string().optional(),
      }),
    )
    .default({}),
  // A map says which roles an address has; a list gives each the role admin.
  ip_whitelist: z
    .preprocess(
      (value) =>
        Array.isArray(value) ? Object.fromEntries(value.map((entry) => [entry, { roles: ['admin'] }])) : value,
      z.record(whitelistEntry, z.looseObject({ roles: roleNames })),
    )
    .default({}),
  api_key: z.looseObject({ alert_per_minute: z.number().int().min(0).default(0) }).prefault({}),
  impersonation: z
    .looseObject({
      max_minutes: z.number().int().min(1).default(60),
      idle_minutes: z.number().int().min(1).default(15),
      allow_admin_target: z.boolean().default(false),
    })
    .prefault({}),
  sandbox: z.looseObject({ clock: z.boolean().default(false) }).prefault({}),
  branding: z
    .looseObject({
      company_name: z.string().default('OmniCRM'),
      portal_name: z.string().default('OmniCRM'),
      tagline: z.string().default(''),
      primary_color: z.string().default('#1f5fbf'),
      support_email: z.string().default(''),
      support_url: z.string().default(''),
    })
    .prefault({}),
  locale: z.string().default('en-GB'),
  languages: z.array(z.string()).min(1).default(['en']),
  default_country: z.string().default('United Kingdom'),
  log: z
    .looseObject({
      path: z.string().min(1).optional(),
      level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    })
    .prefault({}),
})

export type Config = z.output<typeof ZConfig>

/** The deployment's one currency, ISO 4217 in upper case. */
export function currencyOf(config: Config): string {
  return (config.currency ?? config.stripe.currency ?? 'usd').toUpperCase()
}
