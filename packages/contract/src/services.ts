import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZAmount, ZBoolean, ZDate, ZDateTime, ZId, ZIdsResult, ZInt, ZOptionalText, ZSuccess, ZText } from './fields.ts'
import { envelope, ZListQuery } from './list.ts'
import { ZProvisionStarted } from './provisioning.ts'

/** Stored states; Expiring Soon and Unknown are for display only. */
export const SERVICE_STATUSES = [
  'Active',
  'Inactive',
  'Suspended',
  'Deactivated',
  'Pending Cancellation',
  'Cancelled',
  'Expired',
] as const

/** States in which a customer still has the service; the others have ended. */
export const STANDING_SERVICE_STATUSES = ['Active', 'Suspended', 'Pending Cancellation'] as const

export const ZBalance = z.object({
  ID: z.string(),
  /** raw unit of the charging system: bytes, nanoseconds, count, minor units of the currency */
  Value: z.number(),
  /** ISO 8601; null = never */
  ExpirationDate: z.string().nullable(),
  /** the same value under its request name */
  ExpiryTime: z.string().nullable(),
  /** higher is used first */
  Weight: z.number(),
  DestinationIDs: z.array(z.string()),
  custom_Name_hr: z.string(),
  /** "Feb 1, 2025" or "in 11 days" */
  custom_Expiration: z.string(),
  /** "5 GB remaining" */
  custom_Description_String: z.string(),
  /** size at the start, when the ID tells it (`{name}__{size}`) */
  custom_Original_Value: z.number().optional(),
  /** "50 GB of 100 GB" */
  custom_Remaining_hr: z.string().optional(),
  custom_Percent_Used: z.number().optional(),
})
export type Balance = z.output<typeof ZBalance>

export const ZActionPlan = z.object({
  ActionPlanId: z.string(),
  PlanName: z.string(),
  NextExecTime: z.string().nullable(),
  /** "in 11 days", "tomorrow", "Feb 1, 2025" */
  custom_NextExecTime_hr: z.string(),
  /** the id taken apart: `{ServiceID, ProductID, CustomerID, ...}` */
  ActionPlanId_split_dict: z.record(z.string(), z.union([z.string(), z.number()])),
  ActionName_hr: z.string(),
  ActionFrequency_hr: z.string(),
})
export type ActionPlan = z.output<typeof ZActionPlan>

/** What the charging system says of a service, read at each call. */
export const ZCgrates = z.object({
  BalanceMap: z.object({
    DATA: z.array(ZBalance).optional(),
    VOICE: z.array(ZBalance).optional(),
    SMS: z.array(ZBalance).optional(),
    MONETARY: z.array(ZBalance).optional(),
    DATA_DONGLE: z.array(ZBalance).optional(),
  }),
  ActionPlans: z.array(ZActionPlan),
})
export type Cgrates = z.output<typeof ZCgrates>

export const ZService = z.object({
  service_id: z.number(),
  customer_id: z.number(),
  product_id: z.number(),
  site_id: z.number().nullable(),
  service_name: z.string().nullable(),
  service_type: z.string().nullable(),
  /** account in the charging system */
  service_uuid: z.string(),
  service_status: z.string(),
  icon: z.string().nullable(),
  service_provisioned_date: z.string().nullable(),
  /** start */
  service_active_date: z.string().nullable(),
  /** end */
  service_deactivate_date: z.string().nullable(),
  contract_end_date: z.string().nullable(),
  /** per month */
  retail_cost: z.number(),
  /** per month; left out for a customer */
  wholesale_cost: z.number().optional(),
  /** false keeps it off invoices */
  service_billed: z.boolean(),
  service_taxable: z.boolean(),
  /** set by billing */
  invoiced: z.boolean(),
  promo_code: z.string().nullable(),
  /** false hides the service in self-care */
  service_visible_to_customer: z.boolean(),
  /** false hides only the balances in self-care */
  service_usage_visible_to_customer: z.boolean(),
  provisioning_play: z.string().nullable(),
  /** staff only, secrets redacted */
  provisioning_json_vars: z.string().nullable().optional(),
  deprovisioning_play: z.string().nullable(),
  /** staff only, secrets redacted */
  deprovisioning_json_vars: z.string().nullable().optional(),
  /** the bundle that this service is a part of */
  bundled_parent: z.number().nullable(),
  /** staff only: left out for a customer */
  service_notes: z.string().nullable().optional(),
  auto_renew: z.boolean().nullable(),
  billing_contact_id: z.number().nullable(),
  technical_contact_id: z.number().nullable(),
  /** purchase order */
  po_number: z.string().nullable(),
  installation_date: z.string().nullable(),
  terms_accepted_at: z.string().nullable(),
  /** end of the grace period while Pending Cancellation */
  cancel_at: z.string().nullable(),
  custom_fields: z.record(z.string(), z.unknown()),
  created: z.string(),
  last_modified: z.string(),
})
export type Service = z.output<typeof ZService>

export const ZServiceDetail = ZService.extend({
  /** left out for a customer to whom the usage is hidden */
  cgrates: ZCgrates.optional(),
})
export type ServiceDetail = z.output<typeof ZServiceDetail>

export const ZServiceListed = ZService.extend({ customer_name: z.string() })
export type ServiceListed = z.output<typeof ZServiceListed>

export const ZServiceExpiring = ZServiceListed.extend({
  expiry_date: z.string().nullable(),
  days_until_expiry: z.number().nullable(),
  has_action_plan: z.boolean(),
  next_run: z.string().nullable(),
})
export type ServiceExpiring = z.output<typeof ZServiceExpiring>

/** JSON text; a template may already have turned it into an object or a list. */
const ZJsonTextOrValue = z
  .union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())])
  .nullish()
  .transform((value) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value || null))

// No defaults here: an update must leave alone what is not sent.
const serviceFields = {
  service_name: ZText,
  service_type: ZOptionalText,
  service_status: z.enum(SERVICE_STATUSES),
  service_notes: ZOptionalText,
  retail_cost: ZAmount,
  wholesale_cost: ZAmount,
  service_billed: ZBoolean,
  service_taxable: ZBoolean,
  service_visible_to_customer: ZBoolean,
  service_usage_visible_to_customer: ZBoolean,
  service_active_date: ZDateTime.nullish(),
  service_deactivate_date: ZDateTime.nullish(),
  contract_end_date: ZDateTime.nullish(),
  icon: ZOptionalText,
  promo_code: ZOptionalText,
  site_id: ZId.nullish(),
  auto_renew: ZBoolean.nullish(),
  billing_contact_id: ZId.nullish(),
  technical_contact_id: ZId.nullish(),
  po_number: ZOptionalText,
  installation_date: ZDate.nullish(),
  custom_fields: z.record(z.string(), z.unknown()),
}
export const ZServiceUpdate = z.object(serviceFields).partial()
export const ZServiceCreate = z.object({
  ...serviceFields,
  customer_id: ZId,
  product_id: ZId,
  /** the product's name when left out */
  service_name: ZText.optional(),
  /** made from the type when left out */
  service_uuid: ZText.optional(),
  service_status: z.enum(SERVICE_STATUSES).default('Active'),
  /** the product's when left out */
  retail_cost: ZAmount.optional(),
  /** the product's when left out */
  wholesale_cost: ZAmount.optional(),
  service_billed: ZBoolean.default(true),
  service_taxable: ZBoolean.default(true),
  service_visible_to_customer: ZBoolean.default(true),
  service_usage_visible_to_customer: ZBoolean.default(true),
  service_provisioned_date: ZDateTime.nullish(),
  provisioning_play: ZOptionalText,
  provisioning_json_vars: ZJsonTextOrValue,
  deprovisioning_play: ZOptionalText,
  deprovisioning_json_vars: ZJsonTextOrValue,
  bundled_parent: ZId.nullish(),
  terms_accepted_at: ZDateTime.nullish(),
  custom_fields: z.record(z.string(), z.unknown()).default({}),
})

export const ZCallDetailRecord = z.object({
  cgrid: z.string(),
  type: z.enum(['voice', 'data', 'sms']),
  destination: z.string().nullable(),
  setup_time: z.string(),
  /** raw unit of the type: nanoseconds, bytes, count */
  usage: z.number(),
  /** minor units of the currency */
  cost: z.number(),
  class: z.enum(['on-net', 'off-net', 'international', 'premium']).nullable(),
})
export type CallDetailRecord = z.output<typeof ZCallDetailRecord>

export const ZUpcomingAutoRenew = z.object({
  action_plan_id: z.string(),
  customer_id: z.number().nullable(),
  /** "N/A" when there is none */
  customer_name: z.string(),
  service_id: z.number().nullable(),
  service_name: z.string(),
  service_uuid: z.string(),
  product_id: z.number().nullable(),
  product_name: z.string(),
  /** "N/A" when the product is unknown */
  retail_cost: z.union([z.number(), z.literal('N/A')]),
  NextRunTime: z.string().nullable(),
  custom_NextExecTime_hr: z.string(),
  /** Unknown when there is no such service */
  service_status: z.string(),
})
export type UpcomingAutoRenew = z.output<typeof ZUpcomingAutoRenew>

const serviceId = z.object({ service_id: ZId })
const viewService = { permission: ['view_customer_service'], own: 'view_own_customer_service' } as const

export const serviceEndpoints = {
  create: endpoint({
    id: 'SVC-1',
    method: 'PUT',
    path: '/crm/service/',
    tag: 'Services',
    summary: 'Creates a service; playbooks call it.',
    access: { permission: ['create_customer_service'] },
    body: ZServiceCreate,
    response: ZService,
  }),
  createByPost: endpoint({
    id: 'SVC-1',
    method: 'POST',
    path: '/crm/service/',
    tag: 'Services',
    summary: 'Another spelling of creating a service.',
    access: { permission: ['create_customer_service'] },
    body: ZServiceCreate,
    response: ZService,
  }),
  get: endpoint({
    id: 'SVC-2',
    method: 'GET',
    path: '/crm/service/:service_id',
    aliases: ['/crm/service/service_id/:service_id'],
    tag: 'Services',
    summary: 'One service with its live balances and action plans.',
    access: viewService,
    params: serviceId,
    response: ZServiceDetail,
  }),
  getByUuid: endpoint({
    id: 'SVC-4',
    method: 'GET',
    path: '/crm/service/service_uuid/:service_uuid',
    tag: 'Services',
    summary: 'One service by its account in the charging system.',
    access: viewService,
    params: z.object({ service_uuid: z.string().min(1).max(255) }),
    response: ZServiceDetail,
  }),
  update: endpoint({
    id: 'SVC-5',
    method: 'PATCH',
    path: '/crm/service/:service_id',
    aliases: ['/crm/service/service_id/:service_id'],
    tag: 'Services',
    summary: 'Changes the fields that are sent; a new status takes effect in charging and network.',
    access: { permission: ['update_customer_service'] },
    params: serviceId,
    body: ZServiceUpdate,
    response: ZService,
  }),
  remove: endpoint({
    id: 'SVC-6',
    method: 'DELETE',
    path: '/crm/service/service_id/:service_id',
    aliases: ['/crm/service/:service_id'],
    tag: 'Services',
    summary: 'Ends a service: items are freed, charges stop, the history stays.',
    access: { permission: ['delete_customer_service'] },
    params: serviceId,
    response: ZSuccess,
  }),
  expiring: endpoint({
    id: 'SVC-7',
    method: 'GET',
    path: '/crm/service/expiring',
    tag: 'Services',
    summary: 'Services whose end, balance or next renewal is near, and those without renewal.',
    access: { permission: ['view_customer_service'] },
    query: ZListQuery.extend({
      /** days */
      threshold: ZInt.pipe(z.number().min(0).max(3650)).default(7),
    }),
    response: envelope(ZServiceExpiring),
  }),
  list: endpoint({
    id: 'SVC-8',
    method: 'GET',
    path: '/crm/service/',
    aliases: ['/crm/services'],
    tag: 'Services',
    summary: 'Services, page by page; search by name, id, customer, phone number or UUID.',
    access: viewService,
    query: ZListQuery,
    response: envelope(ZServiceListed),
  }),
  listOfCustomer: endpoint({
    id: 'SVC-9',
    method: 'GET',
    path: '/crm/service/customer_id/:customer_id',
    tag: 'Services',
    summary: 'The services of a customer.',
    access: viewService,
    params: z.object({ customer_id: ZId }),
    response: z.array(ZService),
  }),
  removeMany: endpoint({
    id: 'SVC-10',
    method: 'DELETE',
    path: '/crm/service/bulk',
    tag: 'Services',
    summary: 'Ends several services; each one answers for itself.',
    access: { permission: ['delete_customer_service'] },
    body: z.object({ service_ids: z.array(ZId).min(1).max(1000) }),
    response: ZIdsResult,
  }),
  cancel: endpoint({
    id: 'SVC-11',
    method: 'POST',
    path: '/crm/service/:service_id/cancel',
    tag: 'Services',
    summary: 'Cancels a service: at once by a job, or after the grace period.',
    access: { permission: ['update_customer_service'], own: 'view_own_customer_service' },
    params: serviceId,
    response: z.union([ZProvisionStarted, ZService]),
  }),
  undoCancel: endpoint({
    id: 'SVC-11',
    method: 'DELETE',
    path: '/crm/service/:service_id/cancel',
    tag: 'Services',
    summary: 'Takes a cancellation back within the grace period.',
    access: { permission: ['update_customer_service'], own: 'view_own_customer_service' },
    params: serviceId,
    response: ZService,
  }),
  cdrs: endpoint({
    id: 'SVC-13',
    method: 'GET',
    path: '/crm/service/:service_id/cdrs',
    tag: 'Services',
    summary: 'Calls, data sessions and messages of a service.',
    access: viewService,
    params: serviceId,
    query: ZListQuery.extend({
      start_date: ZDateTime.optional(),
      end_date: ZDateTime.optional(),
      type: z.enum(['voice', 'data', 'sms']).optional(),
    }),
    response: envelope(ZCallDetailRecord),
  }),
}

export const autoRenewEndpoints = {
  removeActionPlan: endpoint({
    id: 'OAM-3',
    method: 'DELETE',
    path: '/crm/oam/remove_action_plan/:action_plan_id',
    aliases: ['/oam/remove_action_plan/:action_plan_id'],
    tag: 'Auto-renewal',
    summary: 'Ends an auto-renewal.',
    access: { permission: ['update_customer_service'] },
    params: z.object({ action_plan_id: z.string().min(1).max(500) }),
    response: ZSuccess,
  }),
  upcoming: endpoint({
    id: 'OAM-4',
    method: 'GET',
    path: '/crm/oam/upcoming_auto_renews',
    aliases: ['/oam/upcoming_auto_renews'],
    tag: 'Auto-renewal',
    summary: 'The renewals to come, soonest first.',
    access: { permission: ['view_customer_service'] },
    query: ZListQuery,
    response: envelope(ZUpcomingAutoRenew),
  }),
}
