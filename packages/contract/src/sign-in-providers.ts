import { z } from 'zod'
import { ZSecondFactorAsked, ZSignedIn } from './auth.ts'
import { endpoint } from './endpoint.ts'
import { ZBoolean } from './fields.ts'

/** A page of the web app to return to: a path of ours, never another site, however a browser may read it. */
export const ZReturnPath = z
  .string()
  .max(500)
  // Browsers drop control characters from addresses and take a backslash for a slash.
  .regex(/^\/(?!\/)[^\\\p{Cc}]*$/u, 'must be a path of this web app, such as /customers')

const ZProviderName = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be the name of a sign-in provider')

/** A page that the sign-in began on; null for the usual one. */
const next = { next: ZReturnPath.nullable() }

export const signInProviderEndpoints = {
  startProviderSignIn: endpoint({
    id: 'AUTH-12',
    method: 'POST',
    path: '/crm/auth/oidc/:provider/start',
    aliases: ['/auth/oidc/:provider/start'],
    tag: 'Auth',
    summary:
      'Begins a sign-in with an OpenID Connect provider of the configuration: answers the address to go to, and binds the sign-in to this browser by a cookie.',
    access: 'public',
    params: z.object({ provider: ZProviderName }),
    body: z.object({ remember_me: ZBoolean.default(false), next: ZReturnPath.nullish() }).nullish(),
    response: z.object({ authorization_url: z.url() }),
  }),
  finishProviderSignIn: endpoint({
    id: 'AUTH-12',
    method: 'POST',
    path: '/crm/auth/oidc/:provider/callback',
    aliases: ['/auth/oidc/:provider/callback'],
    tag: 'Auth',
    summary:
      'Ends a sign-in with a provider by what it sent the browser back with; once, within ten minutes, in the browser that began it.',
    access: 'public',
    params: z.object({ provider: ZProviderName }),
    body: z.object({
      state: z.string().min(1, 'must not be empty').max(200),
      code: z.string().min(1).max(4000).optional(),
      /** who answers, by RFC 9207 */
      iss: z.string().max(500).optional(),
      /** why the provider refused, instead of a code */
      error: z.string().max(200).optional(),
    }),
    response: z.union([ZSignedIn.extend(next), ZSecondFactorAsked.extend(next)]),
  }),
}
