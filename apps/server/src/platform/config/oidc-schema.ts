import { z } from 'zod'

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

/** Only a provider on this machine, for trying things out, may be spoken to in the clear. */
const issuer = z
  .url('must be a URL')
  .refine(
    (text) => text.startsWith('https://') || (text.startsWith('http://') && LOOPBACK.test(new URL(text).hostname)),
    'must be an https:// address',
  )

const domain = z
  .string()
  .regex(/^[^@\s]+\.[^@\s]+$/, 'must be a domain such as example.com')
  .toLowerCase()

const ZOidcProvider = z
  .strictObject({
    issuer,
    client_id: z.string().min(1),
    /** or OMNICRM_OIDC_<NAME>_CLIENT_SECRET; a client without one proves itself by PKCE alone */
    client_secret: z.string().min(1).optional(),
    /** on the button of the log-in page */
    label: z.string().min(1).max(60),
    scopes: z
      .array(z.string().regex(/^\S+$/))
      .refine((scopes) => scopes.includes('openid'), 'must hold openid')
      .default(['openid', 'email', 'profile']),
    /** only these may sign in; none: any */
    allowed_domains: z.array(domain).default([]),
    /** the role of users made at their first sign-in; without it only users who are there already sign in */
    create_users_as: z
      .string()
      .min(1)
      .refine((role) => role.toLowerCase() !== 'admin', 'must not be admin: give that role by hand')
      .optional(),
    /** what the provider's `amr` or `acr` must hold to stand for the product's own second factor; empty: nothing does */
    trusted_amr: z.array(z.string().min(1)).default([]),
    trusted_acr: z.array(z.string().min(1)).default([]),
  })
  .refine(
    ({ create_users_as: role, allowed_domains: domains }) =>
      role === undefined || role.toLowerCase() === 'customer' || domains.length > 0,
    { path: ['allowed_domains'], message: 'must name your domains when create_users_as makes staff' },
  )

/** `auth.oidc`: OpenID Connect providers by a name of the operator's choice. */
export const ZOidcProviders = z
  .record(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be a short name of lower-case letters'), ZOidcProvider)
  .default({})

export type OidcProvider = z.output<typeof ZOidcProvider>
