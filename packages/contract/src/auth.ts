import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZBoolean, ZOptionalText, ZSuccess, ZText } from './fields.ts'

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

/** The signed-in user's own data. */
export const ZProfile = ZSessionUser.extend({
  middle_name: z.string().nullable(),
  phone_number: z.string().nullable(),
  language: z.string().nullable(),
  email_verified: z.boolean(),
  /** new address until it is verified */
  pending_email: z.string().nullable(),
  is_2fa_enabled: z.boolean(),
  /** an authenticator app is among the second factors */
  has_totp: z.boolean(),
  last_login: z.string().nullable(),
})
export type Profile = z.output<typeof ZProfile>

const tokens = {
  token: z.string(),
  access_token: z.string(),
  refresh_token: z.string(),
}

/** What stands between a signed-in user and everything else. */
const duties = {
  /** the password must be changed first (AUTH-6) */
  force_change: z.boolean(),
  /** the second factor must be set up first (TFA-1, TFA-2) */
  enrol_2fa: z.boolean(),
}

export const ZSignedIn = z.object({
  ...tokens,
  permissions: z.array(z.string()),
  roles: z.array(z.string()),
  user: ZSessionUser,
  ...duties,
})
export type SignedIn = z.output<typeof ZSignedIn>

/** How a second factor may be shown: a code of the authenticator app, a passkey, a backup code. */
export const ZSecondFactor = z.enum(['totp', 'passkey', 'backup_code'])
export type SecondFactor = z.output<typeof ZSecondFactor>

/** The password was right; the second factor is still to be shown (TFA-3, TFA-13). */
export const ZSecondFactorAsked = z.object({
  requires_2fa: z.literal(true),
  user_id: z.number(),
  /** what this user may show */
  methods: z.array(ZSecondFactor),
  /** good once, for five minutes and this user; also an HTTP-only cookie */
  challenge_token: z.string(),
})
export type SecondFactorAsked = z.output<typeof ZSecondFactorAsked>

/** An e-mail address, without blanks around it. */
export const ZEmail = z.string().trim().max(255).pipe(z.email('must be an e-mail address'))

/** A password as typed; which ones may be chosen is the server's rule. */
export const ZPassword = z.string().min(1, 'must not be empty').max(1024)

/** A person's name as an outsider may give it: it is printed in mails, so it cannot hold a link. */
const ZPersonName = ZText.pipe(
  z
    .string()
    .max(100)
    .regex(/^[^<>:/\\@]*$/, 'must not contain < > : / \\ or @'),
)

const ZMessage = z.object({ message: z.string() })

export const ZOwnSession = z.object({
  session_id: z.string(),
  created: z.string(),
  last_used: z.string(),
  ip_address: z.string().nullable(),
  user_agent: z.string().nullable(),
  /** the session of this very call */
  current: z.boolean(),
})
export type OwnSession = z.output<typeof ZOwnSession>

const ZMe = z.object({
  user: ZProfile,
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  ...duties,
  /** the member of staff who acts as this user; null in a session of one's own */
  impersonated_by: z.object({ id: z.number(), name: z.string() }).nullable(),
})

export const authEndpoints = {
  login: endpoint({
    id: 'AUTH-1',
    method: 'POST',
    path: '/crm/auth/login',
    aliases: ['/auth/login'],
    tag: 'Auth',
    summary: 'Signs in with e-mail and password; asks for the second factor where there is one.',
    access: 'public',
    body: z.object({
      email: z.string().min(1, 'must not be empty').max(255),
      password: ZPassword,
      remember_me: ZBoolean.default(false),
    }),
    response: z.union([ZSignedIn, ZSecondFactorAsked]),
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
  forgotPassword: endpoint({
    id: 'AUTH-4',
    method: 'POST',
    path: '/crm/auth/forgot_password',
    aliases: ['/auth/forgot_password'],
    tag: 'Auth',
    summary: 'Mails a link to choose a new password, good once and for an hour; answers the same for every address.',
    access: 'public',
    body: z.object({ email: ZEmail }),
    response: ZMessage,
  }),
  resetPassword: endpoint({
    id: 'AUTH-5',
    method: 'POST',
    path: '/crm/auth/reset_password',
    aliases: ['/auth/reset_password'],
    tag: 'Auth',
    summary: 'Chooses a new password with the token of the mailed link; ends all sessions.',
    access: 'public',
    body: z.object({ token: z.string().min(1, 'must not be empty').max(200), new_password: ZPassword }),
    response: ZMessage,
  }),
  changePassword: endpoint({
    id: 'AUTH-6',
    method: 'POST',
    path: '/crm/auth/change_password',
    aliases: ['/auth/change_password'],
    tag: 'Auth',
    summary: 'Changes the own password; ends all other sessions.',
    access: 'signedIn',
    body: z.object({ current_password: ZPassword, new_password: ZPassword }),
    response: ZMessage,
  }),
  register: endpoint({
    id: 'AUTH-7',
    method: 'POST',
    path: '/crm/auth/register',
    aliases: ['/auth/register'],
    tag: 'Auth',
    summary: 'Signs a new customer up: customer, contact and user with the role customer.',
    access: 'public',
    body: z.object({
      first_name: ZPersonName,
      last_name: ZPersonName,
      email: ZEmail,
      password: ZPassword,
      phone_number: ZOptionalText.pipe(z.string().max(40).nullish()),
      /** first and last name when left out */
      customer_name: ZPersonName.optional(),
    }),
    response: z.object({ user: ZSessionUser, roles: z.array(z.string()) }),
  }),
  verifyEmailLink: endpoint({
    id: 'AUTH-8',
    method: 'GET',
    path: '/crm/auth/verify_email/:token',
    aliases: ['/auth/verify_email/:token'],
    tag: 'Auth',
    summary: 'Verifies an e-mail address by the mailed link.',
    access: 'public',
    params: z.object({ token: z.string().min(1).max(200) }),
    response: ZMessage,
  }),
  verifyEmailCode: endpoint({
    id: 'AUTH-8',
    method: 'POST',
    path: '/crm/auth/verify_email',
    aliases: ['/auth/verify_email'],
    tag: 'Auth',
    summary: 'Verifies an e-mail address by the mailed code.',
    access: 'public',
    body: z.object({ code: z.string().trim().min(1, 'must not be empty').max(40) }),
    response: ZMessage,
  }),
  me: endpoint({
    id: 'AUTH-9',
    method: 'GET',
    path: '/crm/auth/me',
    aliases: ['/auth/me'],
    tag: 'Auth',
    summary: 'The signed-in user with roles and permissions.',
    access: 'signedIn',
    response: ZMe,
  }),
  updateMe: endpoint({
    id: 'AUTH-10',
    method: 'PATCH',
    path: '/crm/auth/me',
    aliases: ['/auth/me'],
    tag: 'Auth',
    summary: 'Changes the own name, phone, language; a new e-mail address counts once it is verified.',
    access: 'signedIn',
    body: z
      .object({
        first_name: ZText,
        middle_name: ZOptionalText,
        last_name: ZText,
        phone_number: ZOptionalText,
        email: ZEmail,
        language: ZOptionalText,
      })
      .partial(),
    response: ZMe,
  }),
  sessions: endpoint({
    id: 'AUTH-11',
    method: 'GET',
    path: '/crm/auth/sessions',
    aliases: ['/auth/sessions'],
    tag: 'Auth',
    summary: 'The own living sessions, last used first.',
    access: 'signedIn',
    response: z.array(ZOwnSession),
  }),
  endSession: endpoint({
    id: 'AUTH-11',
    method: 'DELETE',
    path: '/crm/auth/sessions/:session_id',
    aliases: ['/auth/sessions/:session_id'],
    tag: 'Auth',
    summary: 'Ends one of the own sessions.',
    access: 'signedIn',
    params: z.object({ session_id: z.uuid('must be the id of a session') }),
    response: ZSuccess,
  }),
  endOtherSessions: endpoint({
    id: 'AUTH-11',
    method: 'DELETE',
    path: '/crm/auth/sessions',
    aliases: ['/auth/sessions'],
    tag: 'Auth',
    summary: 'Ends all own sessions but this one.',
    access: 'signedIn',
    response: ZSuccess,
  }),
}
