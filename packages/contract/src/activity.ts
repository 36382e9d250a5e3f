import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZBoolean, ZDateTime, ZDateTimeToEnd, ZId, ZText } from './fields.ts'
import { envelope, ZListQuery } from './list.ts'

/** Areas of the activity log, one tab each. */
export const ACTIVITY_ENTITIES = [
  'customer',
  'contact',
  'site',
  'service',
  'inventory',
  'inventory_template',
  'product',
  'transaction',
  'invoice',
  'payment_method',
  'provisioning',
  'ticket',
  'ocs',
  'user',
  'api_key',
  'system',
] as const
export type ActivityEntity = (typeof ACTIVITY_ENTITIES)[number]

export const ZActivity = z.object({
  activity_id: z.number(),
  customer_id: z.number().nullable(),
  service_id: z.number().nullable(),
  entity: z.string(),
  entity_id: z.number().nullable(),
  activity: z.string(),
  user_id: z.number().nullable(),
  user_name: z.string().nullable(),
  /** who it really was: `user:7`, `api_key:3`, `ip:10.0.0.1`, `system` */
  initiated_by: z.string(),
  /** the member of staff who acted as the user */
  impersonating_user_id: z.number().nullable(),
  impersonating_user_name: z.string().nullable(),
  /** `{before, after}` of the changed fields, secrets redacted */
  details: z.record(z.string(), z.unknown()),
  ip_address: z.string().nullable(),
  created: z.string(),
})
export type Activity = z.output<typeof ZActivity>

export const activityEndpoints = {
  listAll: endpoint({
    id: 'ACT-1',
    method: 'GET',
    path: '/crm/activity/',
    tag: 'Activity',
    summary:
      'The audit trail of the whole installation, newest first; filter by `entity`, `entity_id`, `user_id`, `customer_id`, `initiated_by`.',
    access: { permission: ['admin'] },
    query: ZListQuery.extend({
      start_date: ZDateTime.optional(),
      /** the day counts to its end */
      end_date: ZDateTimeToEnd.optional(),
      /** only what was done while impersonating */
      impersonated: ZBoolean.optional(),
    }),
    response: envelope(ZActivity),
  }),
  listOfCustomer: endpoint({
    id: 'ACT-1',
    method: 'GET',
    path: '/crm/activity/customer_id/:customer_id',
    tag: 'Activity',
    summary: 'What happened to a customer, newest first; filter by `entity`.',
    access: { permission: ['view_customer_activity'], own: 'view_own_customer_activity' },
    params: z.object({ customer_id: ZId }),
    query: ZListQuery,
    response: envelope(ZActivity),
  }),
  get: endpoint({
    id: 'ACT-2',
    method: 'GET',
    path: '/crm/activity/activity_id/:activity_id',
    tag: 'Activity',
    summary: 'One entry with the changed values and the user.',
    access: { permission: ['view_customer_activity'], own: 'view_own_customer_activity' },
    params: z.object({ activity_id: ZId }),
    response: ZActivity,
  }),
  addNote: endpoint({
    id: 'ACT-3',
    method: 'PUT',
    path: '/crm/activity/',
    tag: 'Activity',
    summary: 'A note by staff on a customer.',
    access: { permission: ['create_customer_activity'] },
    body: z.object({ customer_id: ZId, text: ZText }),
    response: ZActivity,
  }),
}
