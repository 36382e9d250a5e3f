import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZId, ZText } from './fields.ts'
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
  'ocs',
  'user',
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
  /** `{before, after}` of the changed fields, secrets redacted */
  details: z.record(z.string(), z.unknown()),
  ip_address: z.string().nullable(),
  created: z.string(),
})
export type Activity = z.output<typeof ZActivity>

export const activityEndpoints = {
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
