import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZBoolean, ZSuccess } from './fields.ts'

export const ZSessionUser = z.object({
  id: z.number(),
  username: z.string(),
  email: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  /** contact that a customer's user is linked to */
  contact_id: z.number().nullable(),
  /** the customer of that contact: the reach of every own-scope permission */
  customer_id: z.number().nullable(),
})
export type SessionUser = z.output<typeof ZSessionUser>

const tokens = {
  token: z.string(),
  access_token: z.string(),
  refresh_token: z.string(),
}

export const ZSignedIn = z.object({
  ...tokens,
  permissions: z.array(z.string()),
  roles: z.array(z.string()),
  user: ZSessionUser,
})
export type SignedIn = z.output<typeof ZSignedIn>

export const authEndpoints = {
  login: endpoint({
    id: 'AUTH-1',
    method: 'POST',
    path: '/crm/auth/login',
    aliases: ['/auth/login'],
    tag: 'Auth',
    summary: 'Signs in with e-mail and password.',
    access: 'public',
    body: z.object({
      email: z.string().min(1, 'must not be empty').max(255),
      password: z.string().min(1, 'must not be empty').max(1024),
      remember_me: ZBoolean.default(false),
    }),
    response: ZSignedIn,
  }),
  refresh: endpoint({
    id: 'AUTH-2',
    method: 'POST',
    path: '/crm/auth/refresh',
    aliases: ['/auth/refresh'],
    tag: 'Auth',
    summary: 'Exchanges a refresh token (body or cookie) for a new pair; each is good once.',
    access: 'public',
    body: z.object({ refresh_token: z.string().max(200).optional() }).nullish(),
    response: z.object({ ...tokens }),
  }),
  logout: endpoint({
    id: 'AUTH-3',
    method: 'POST',
    path: '/crm/auth/logout',
    aliases: ['/auth/logout'],
    tag: 'Auth',
    summary: 'Ends the session and clears its cookies.',
    access: 'public',
    body: z.object({ refresh_token: z.string().max(200).optional() }).nullish(),
    response: ZSuccess,
  }),
  me: endpoint({
    id: 'AUTH-9',
    method: 'GET',
    path: '/crm/auth/me',
    aliases: ['/auth/me'],
    tag: 'Auth',
    summary: 'The signed-in user with roles and permissions.',
    access: 'signedIn',
    response: z.object({ user: ZSessionUser, roles: z.array(z.string()), permissions: z.array(z.string()) }),
  }),
}
