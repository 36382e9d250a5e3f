import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZAmount, ZBoolean, ZDate, ZDateTime, ZId, ZOptionalText, ZSuccess } from './fields.ts'
import { envelope, ZListQuery } from './list.ts'
import {
  ZPlaybookCheck,
  ZPlaybookCheckResult,
  ZProvisionBatch,
  ZProvisionBatchResult,
  ZProvisionChain,
  ZProvisioningReport,
} from './provisioning-orders.ts'
import { ZReportPeriod } from './report-period.ts'

/** State of a job (0 to 2) or of one of its tasks (0 to 3). */
export const PROVISIONING_STATUS = { success: 0, running: 1, failed: 2, failedButIgnored: 3 } as const

export const ZProvision = z.object({
  provision_id: z.number(),
  customer_id: z.number().nullable(),
  customer_name: z.string().nullable(),
  product_id: z.number().nullable(),
  service_id: z.number().nullable(),
  /** playbook without `.yaml` */
  provisioning_play: z.string(),
  /** the play's own name */
  playbook_description: z.string(),
  /** known when the job starts */
  task_count: z.number(),
  /** 0 success, 1 running, 2 failed */
  provisioning_status: z.number(),
  /** true while it waits for a worker; the status is 1 then too */
  queued: z.boolean(),
  /** when a job that was ordered for later is to begin; null once it may */
  starts_at: z.string().nullable(),
  /** jobs of one order with several plays */
  chain_id: z.number().nullable(),
  /** for display: the first administrator when a key or an address started it */
  initiating_user: z.number(),
  /** name of `initiating_user`; null for customers */
  initiator_name: z.string().nullable(),
  /** who it really was: `user:7`, `api_key:3`, `ip:10.0.0.1`, `system` */
  initiated_by: z.string(),
  created: z.string(),
  last_modified: z.string(),
})
export type Provision = z.output<typeof ZProvision>

export const ZProvisionEvent = z.object({
  /** from 1, without gaps */
  event_number: z.number(),
  /** name of the task */
  event_name: z.string(),
  /** 0 success, 1 running, 2 failed, 3 failed but ignored */
  provisioning_status: z.number(),
  timestamp: z.string(),
  /** what the task answered, secrets redacted */
  provisioning_result_json: z.unknown(),
})
export type ProvisionEvent = z.output<typeof ZProvisionEvent>

export const ZProvisionDetail = ZProvision.extend({
  /** why it failed, in one sentence */
  error_message: z.string().nullable(),
  finished: z.string().nullable(),
  /** who stopped it, or asked it to stop; null when nobody did */
  cancelled_by: z.string().nullable(),
  /** the tasks, by event_number */
  provisioning_result_json: z.array(ZProvisionEvent),
})
export type ProvisionDetail = z.output<typeof ZProvisionDetail>

export const ZProvisionStarted = z.object({
  provision_id: z.number(),
  provisioning_status: z.number(),
  message: z.string(),
  /** present when the order runs several plays */
  chain_id: z.number().optional(),
})
export type ProvisionStarted = z.output<typeof ZProvisionStarted>

/**
 * An order. Every field beyond these becomes a variable of the playbook, among them one per inventory type with the id of
 * the chosen item (`"SIM Card": 5001`); such further variables are refused from customers.
 */
export const ZProvisionCreate = z.looseObject({
  product_id: ZId.nullish(),
  customer_id: ZId.nullish(),
  /** service that an add-on, a bundle or a deprovisioning is for */
  service_id: ZId.nullish(),
  /** the product's when left out */
  provisioning_play: z.string().max(2000).nullish(),
  /** `deprovision` undoes */
  action: z.string().max(60).nullish(),
  service_uuid: z.string().max(255).nullish(),
  site_id: ZId.nullish(),
  billing_contact_id: ZId.nullish(),
  technical_contact_id: ZId.nullish(),
  po_number: ZOptionalText,
  installation_date: ZDate.nullish(),
  /** the job waits until then, its items held; by staff only */
  starts_at: ZDateTime.nullish(),
  auto_renew: ZBoolean.nullish(),
  promo_code: ZOptionalText,
  /** own amount, for a product whose variables name it */
  topup_amount: ZAmount.nullish(),
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
  terms_accepted: ZBoolean.nullish(),
})
export type ProvisionCreate = z.output<typeof ZProvisionCreate>

export const ZPlaybook = z.object({
  provisioning_play: z.string(),
  playbook_description: z.string(),
  task_count: z.number(),
  engine: z.enum(['native', 'ansible']),
  /** what the linter found */
  warnings: z.array(z.string()),
})

const provisionId = z.object({ provision_id: ZId })
const serviceAndProduct = z.object({ service_id: ZId, product_id: ZId })

export const provisionEndpoints = {
  create: endpoint({
    id: 'PROV-1',
    method: 'PUT',
    path: '/crm/provision/',
    tag: 'Provisioning',
    summary: 'Starts a job and answers at once; the items chosen are reserved with it.',
    access: { permission: ['create_provision'], own: 'view_own_provision' },
    body: ZProvisionCreate,
    response: ZProvisionStarted,
  }),
  get: endpoint({
    id: 'PROV-2',
    method: 'GET',
    path: '/crm/provision/provision_id/:provision_id',
    aliases: ['/crm/provision/:provision_id'],
    tag: 'Provisioning',
    summary: 'A job with the events of its tasks.',
    access: { permission: ['view_provision'], own: 'view_own_provision' },
    params: provisionId,
    response: ZProvisionDetail,
  }),
  list: endpoint({
    id: 'PROV-3',
    method: 'GET',
    path: '/crm/provision/',
    tag: 'Provisioning',
    summary: 'Jobs, page by page; search matches the description.',
    access: { permission: ['view_provision'], own: 'view_own_provision' },
    query: ZListQuery,
    response: envelope(ZProvision),
  }),
  simpleAddon: endpoint({
    id: 'PROV-4',
    method: 'POST',
    path: '/crm/provision/simple_provision_addon/service_id/:service_id/product_id/:product_id',
    tag: 'Provisioning',
    summary: 'Starts a product on a service, by API key or address; whatever the body says is ignored.',
    access: { permission: ['create_provision'] },
    params: serviceAndProduct,
    body: z.unknown(),
    response: ZProvisionStarted,
  }),
  simpleAddonRecharge: endpoint({
    id: 'PROV-5',
    method: 'POST',
    path: '/crm/provision/simple_provision_addon_recharge/service_id/:service_id/product_id/:product_id',
    tag: 'Provisioning',
    summary: 'The same, but waits up to 5 seconds for the outcome.',
    access: { permission: ['create_provision'] },
    params: serviceAndProduct,
    body: z.unknown(),
    response: ZProvisionStarted,
  }),
  retry: endpoint({
    id: 'PROV-6',
    method: 'POST',
    path: '/crm/provision/provision_id/:provision_id/retry',
    aliases: ['/crm/provision/:provision_id/retry'],
    tag: 'Provisioning',
    summary: 'Runs a failed job again, as a new job with the same variables.',
    access: { permission: ['create_provision'] },
    params: provisionId,
    response: ZProvisionStarted,
  }),
  listOfCustomer: endpoint({
    id: 'PROV-7',
    method: 'GET',
    path: '/crm/provision/customer_id/:customer_id',
    tag: 'Provisioning',
    summary: 'The jobs of a customer, page by page.',
    access: { permission: ['view_provision'], own: 'view_own_provision' },
    params: z.object({ customer_id: ZId }),
    query: ZListQuery,
    response: envelope(ZProvision),
  }),
  runPlaybook: endpoint({
    id: 'PROV-8',
    method: 'POST',
    path: '/crm/provision/run_playbook',
    tag: 'Provisioning',
    summary: 'Another spelling of starting a job, used for deprovisioning.',
    access: { permission: ['create_provision'], own: 'view_own_provision' },
    body: ZProvisionCreate,
    response: ZProvisionStarted,
  }),
  chain: endpoint({
    id: 'PROV-9',
    method: 'GET',
    path: '/crm/provision/chain_id/:chain_id',
    tag: 'Provisioning',
    summary: 'The jobs of one order with several plays, and the steps that have not begun.',
    access: { permission: ['view_provision'], own: 'view_own_provision' },
    params: z.object({ chain_id: ZId }),
    response: ZProvisionChain,
  }),
  batch: endpoint({
    id: 'PROV-10',
    method: 'POST',
    path: '/crm/provision/batch',
    tag: 'Provisioning',
    summary:
      'One plan for many customers; each row is ordered by itself, and one that is refused is reported with its line.',
    access: { permission: ['create_provision'] },
    body: ZProvisionBatch,
    response: ZProvisionBatchResult,
  }),
  cancel: endpoint({
    id: 'PROV-12',
    method: 'POST',
    path: '/crm/provision/provision_id/:provision_id/cancel',
    tag: 'Provisioning',
    summary: 'Stops a job: one that waits ends at once, of one that runs the rescue section undoes what was done.',
    access: { permission: ['create_provision'] },
    params: provisionId,
    response: ZSuccess,
  }),
  report: endpoint({
    id: 'SYS-8',
    method: 'GET',
    path: '/crm/report/provisioning',
    tag: 'Reports',
    summary: 'Success rate, duration and common failure points of provisioning.',
    access: { permission: ['view_provision'] },
    query: ZReportPeriod,
    response: ZProvisioningReport,
  }),
  playbooks: endpoint({
    id: 'PROV-11',
    method: 'GET',
    path: '/crm/provision/playbooks',
    tag: 'Provisioning',
    summary: 'The playbooks that a product may name.',
    access: { permission: ['view_product'] },
    response: z.array(ZPlaybook),
  }),
  check: endpoint({
    id: 'PROV-13',
    method: 'POST',
    path: '/crm/provision/playbooks/check',
    tag: 'Provisioning',
    summary: 'What the linter says of a product’s playbooks, and what an order of it would send; nothing is sent.',
    access: { permission: ['update_product'] },
    body: ZPlaybookCheck,
    response: ZPlaybookCheckResult,
  }),
}
