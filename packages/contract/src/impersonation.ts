import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZDateTime, ZDateTimeToEnd, ZId, ZInt } from './fields.ts'
import { envelope, ZListQuery } from './list.ts'

/** By the banner, the menu or the API; by its time limit or inactivity; with the session, the staff's own or the user's. */
export const IMPERSONATION_ENDINGS = ['stopped', 'expired', 'session_ended'] as const
export type ImpersonationEnding = (typeof IMPERSONATION_ENDINGS)[number]

export const ZImpersonation = z.object({
  impersonation_id: z.number(),
  impersonating_user_id: z.number(),
  impersonating_user_name: z.string(),
  target_user_id: z.number(),
  target_user_name: z.string(),
  impersonation_start: z.string(),
  /** null while it lasts */
  impersonation_end: z.string().nullable(),
  /** seconds */
  impersonation_duration: z.number().nullable(),
  /** null while it lasts */
  ended_how: z.enum(IMPERSONATION_ENDINGS).nullable(),
  ip_address: z.string().nullable(),
})
export type Impersonation = z.output<typeof ZImpersonation>

const tokens = { token: z.string(), access_token: z.string(), refresh_token: z.string() }

export const impersonationEndpoints = {
  start: endpoint({
    id: 'IMP-1',
    method: 'POST',
    path: '/crm/auth/impersonate',
    aliases: ['/auth/impersonate'],
    tag: 'Impersonation',
    summary: "Opens a session as another user, with that user's rights and no others; one at a time.",
    access: { permission: ['can_impersonate'] },
    body: z.object({ user_id: ZId }),
    response: z.object({
      success: z.literal(true),
      impersonating_user_id: z.number(),
      target_user_id: z.number(),
      impersonation_start: z.string(),
      ...tokens,
    }),
  }),
  stop: endpoint({
    id: 'IMP-2',
    method: 'POST',
    path: '/crm/auth/stop_impersonation',
    aliases: ['/auth/stop_impersonation'],
    tag: 'Impersonation',
    summary: 'Ends the impersonation and hands back the own session, with a new refresh token.',
    access: 'signedIn',
    response: z.object({
      success: z.literal(true),
      impersonation_end: z.string(),
      duration_seconds: z.number(),
      ...tokens,
    }),
  }),
  logs: endpoint({
    id: 'IMP-3',
    method: 'GET',
    path: '/crm/auth/impersonation_logs',
    aliases: ['/auth/impersonation_logs'],
    tag: 'Impersonation',
    summary:
      'Who acted as whom, for how long and how it ended, newest first; filter by `ended_how`, null while it lasts.',
    access: { permission: ['admin'] },
    query: ZListQuery.extend({
      /** who impersonated */
      user_id: ZId.optional(),
      target_user_id: ZId.optional(),
      /** a day, or a moment */
      start_date: ZDateTime.optional(),
      /** the day counts to its end */
      end_date: ZDateTimeToEnd.optional(),
      /** seconds; those that still last count by the time so far */
      min_duration: ZInt.optional(),
      max_duration: ZInt.optional(),
    }),
    response: envelope(ZImpersonation),
  }),
}
