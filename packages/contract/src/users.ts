import { z } from 'zod'
import { ZEmail, ZOwnSession, ZPassword } from './auth.ts'
import { endpoint } from './endpoint.ts'
import { ZBoolean, ZId, ZOptionalText, ZSuccess, ZText } from './fields.ts'
import { envelope, ZListQuery } from './list.ts'

export const ZUser = z.object({
  id: z.number(),
  username: z.string(),
  email: z.string(),
  /** new address until it is verified */
  pending_email: z.string().nullable(),
  email_verified: z.boolean(),
  first_name: z.string(),
  middle_name: z.string().nullable(),
  last_name: z.string(),
  phone_number: z.string().nullable(),
  roles: z.array(z.string()),
  /** contact that a customer's user is linked to, and its customer */
  contact_id: z.number().nullable(),
  customer_id: z.number().nullable(),
  is_2fa_enabled: z.boolean(),
  force_change: z.boolean(),
  active: z.boolean(),
  login_count: z.number(),
  last_login: z.string().nullable(),
  /** set while the account is locked after failed attempts */
  locked_until: z.string().nullable(),
  deleted: z.boolean(),
  deleted_at: z.string().nullable(),
  created: z.string(),
})
export type User = z.output<typeof ZUser>

export const ZUserDetail = ZUser.extend({
  /** union over all roles */
  permissions: z.array(z.string()),
  /** living sessions, last used first */
  sessions: z.array(ZOwnSession),
  contact: z
    .object({
      contact_id: z.number(),
      customer_id: z.number(),
      contact_firstname: z.string(),
      contact_lastname: z.string(),
      customer_name: z.string(),
    })
    .nullable(),
})
export type UserDetail = z.output<typeof ZUserDetail>

/** One role name or several, separated by commas. */
const ZRoleNames = z
  .string()
  .max(1000)
  .transform((text) => [
    ...new Set(
      text
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    ),
  ])
  .pipe(z.array(z.string()).min(1, 'must name at least one role'))

const userFields = {
  first_name: ZText,
  middle_name: ZOptionalText,
  last_name: ZText,
  phone_number: ZOptionalText,
  email: ZEmail,
  role: ZRoleNames,
  contact_id: ZId.nullish(),
}
const userId = z.object({ user_id: ZId })
const admin = { permission: ['admin'] } as const

export const userEndpoints = {
  create: endpoint({
    id: 'USER-1',
    method: 'POST',
    path: '/crm/auth/users',
    aliases: ['/auth/users'],
    tag: 'Users',
    summary:
      'Creates a user, who can sign in at once; with a welcome mail, the password must be changed at the first sign-in.',
    access: admin,
    body: z.object({
      username: ZText,
      password: ZPassword,
      ...userFields,
      send_welcome_email: ZBoolean.default(false),
    }),
    response: ZUser,
  }),
  list: endpoint({
    id: 'USER-2',
    method: 'GET',
    path: '/crm/auth/users',
    aliases: ['/auth/users'],
    tag: 'Users',
    summary: 'Users with their roles; deleted ones only by the filter `deleted`.',
    access: admin,
    query: ZListQuery,
    response: envelope(ZUser),
  }),
  search: endpoint({
    id: 'USER-3',
    method: 'GET',
    path: '/crm/auth/users/search',
    aliases: ['/auth/users/search'],
    tag: 'Users',
    summary:
      'Users by text and by `role`, `email_domain`, `deleted`, `is_2fa_enabled`, `last_login` (days, `from..to`, null for never).',
    access: admin,
    query: ZListQuery,
    response: envelope(ZUser),
  }),
  get: endpoint({
    id: 'USER-4',
    method: 'GET',
    path: '/crm/auth/users/:user_id',
    aliases: ['/auth/users/:user_id'],
    tag: 'Users',
    summary: 'One user with effective permissions, sessions and linked contact; deleted ones too.',
    access: admin,
    params: userId,
    response: ZUserDetail,
  }),
  update: endpoint({
    id: 'USER-5',
    method: 'PUT',
    path: '/crm/auth/users/:user_id',
    aliases: ['/auth/users/:user_id'],
    tag: 'Users',
    summary: 'Changes the fields sent; `role` replaces all roles, `deleted: false` restores.',
    access: admin,
    params: userId,
    body: z.object({ ...userFields, active: ZBoolean, deleted: ZBoolean }).partial(),
    response: ZUser,
  }),
  remove: endpoint({
    id: 'USER-6',
    method: 'DELETE',
    path: '/crm/auth/users/:user_id',
    aliases: ['/auth/users/:user_id'],
    tag: 'Users',
    summary: 'Deletes a user, who can be restored; ends their sessions.',
    access: admin,
    params: userId,
    response: ZSuccess,
  }),
  resetPassword: endpoint({
    id: 'USER-7',
    method: 'POST',
    path: '/crm/auth/users/:user_id/admin_reset_password',
    aliases: ['/auth/users/:user_id/admin_reset_password'],
    tag: 'Users',
    summary:
      'Sets a temporary password, or makes one of 12 characters that is shown only here; ends the user’s sessions.',
    access: admin,
    params: userId,
    body: z
      .object({
        new_password: ZPassword.optional(),
        /** true when left out and the password is made here, else false */
        force_change: ZBoolean.optional(),
      })
      .nullish(),
    response: z.object({ message: z.string(), temporary_password: z.string().optional() }),
  }),
  sendWelcome: endpoint({
    id: 'USER-8',
    method: 'POST',
    path: '/crm/auth/users/:user_id/send_welcome_email',
    aliases: ['/auth/users/:user_id/send_welcome_email'],
    tag: 'Users',
    summary: 'Sends the welcome mail, with a link to choose a password, to a user who has never signed in.',
    access: admin,
    params: userId,
    response: z.object({ message: z.string() }),
  }),
  sessions: endpoint({
    id: 'USER-9',
    method: 'GET',
    path: '/crm/auth/users/:user_id/sessions',
    aliases: ['/auth/users/:user_id/sessions'],
    tag: 'Users',
    summary: 'Living sessions of a user.',
    access: admin,
    params: userId,
    response: z.array(ZOwnSession),
  }),
  endSessions: endpoint({
    id: 'USER-9',
    method: 'DELETE',
    path: '/crm/auth/users/:user_id/sessions',
    aliases: ['/auth/users/:user_id/sessions'],
    tag: 'Users',
    summary: 'Ends all sessions of a user.',
    access: admin,
    params: userId,
    response: ZSuccess,
  }),
}
