import { z } from 'zod'
import { PRODUCT_CATEGORIES } from './catalogue.ts'
import { ZBoolean, ZId } from './fields.ts'

const MOST_ROWS = 1000

/** The jobs of one order with several plays. */
export const ZProvisionChain = z.object({
  chain_id: z.number(),
  /** 0 when all steps are done, 2 when one has failed, else 1 */
  provisioning_status: z.number(),
  steps: z.array(
    z.object({
      /** from 1 */
      position: z.number(),
      provisioning_play: z.string(),
      /** null for a step that has not begun */
      provision_id: z.number().nullable(),
      provisioning_status: z.number().nullable(),
    }),
  ),
})
export type ProvisionChain = z.output<typeof ZProvisionChain>

/**
 * One product for many customers. Each row names its `customer_id`, by choice an item for each inventory type (none: the next
 * free one), and by choice further fields of an order. As JSON, or as CSV whose first line names the fields.
 */
export const ZProvisionBatch = z.object({
  product_id: ZId,
  customers: z.union([
    z.array(z.record(z.string(), z.unknown())).min(1).max(MOST_ROWS, `at most ${MOST_ROWS} rows at once`),
    z.string().min(1).max(2_000_000),
  ]),
  /** fields of the order that all rows share */
  order: z.record(z.string(), z.unknown()).nullish(),
  /** true: says what would happen, and does nothing */
  preview: ZBoolean.nullish(),
})
export type ProvisionBatch = z.output<typeof ZProvisionBatch>

export const ZProvisionBatchResult = z.object({
  /** `line` is that of the file, its first line being 1, or the position in the list */
  started: z.array(
    z.object({
      line: z.number(),
      /** null in a preview */
      provision_id: z.number().nullable(),
      customer_id: z.number(),
      customer_name: z.string(),
      /** the item of each inventory type, as a person names it */
      items: z.record(z.string(), z.string()),
    }),
  ),
  failed: z.array(z.object({ line: z.number(), message: z.string() })),
})
export type ProvisionBatchResult = z.output<typeof ZProvisionBatchResult>

/** The provisioning part of a product, saved or not. */
export const ZPlaybookCheck = z.object({
  provisioning_play: z.string().min(1).max(2000),
  provisioning_json_vars: z.string().max(100_000).default(''),
  /** a list such as `['SIM Card']` */
  inventory_items_list: z.string().max(2000).nullish().default(null),
  /** of an add-on: an order of it names a service */
  category: z.enum(PRODUCT_CATEGORIES).nullish(),
})
export type PlaybookCheck = z.output<typeof ZPlaybookCheck>

export const ZPlaybookCheckResult = z.object({
  /** what the linter found; `error`: will not run, `warning`: will not do what it should, `note`: good to know */
  warnings: z.array(
    z.object({
      file: z.string(),
      line: z.number(),
      severity: z.enum(['error', 'warning', 'note']),
      message: z.string(),
    }),
  ),
  /** what an order would send, in order, without secrets; answers to them are made up */
  requests: z.array(z.object({ task: z.string(), method: z.string(), url: z.string(), body: z.unknown() })),
  /** task and reason at which the rehearsal stopped, which a made-up answer may have caused too; null: it came to its end */
  failure: z.string().nullable(),
})
export type PlaybookCheckResult = z.output<typeof ZPlaybookCheckResult>

/** How provisioning went in a period; jobs count by when they were started. */
export const ZProvisioningReport = z.object({
  start_date: z.string(),
  end_date: z.string(),
  jobs: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  running: z.number(),
  /** percent of the ended jobs; null when none has ended */
  success_rate: z.number().nullable(),
  /** from order to end, in seconds; null when none has ended */
  average_duration: z.number().nullable(),
  plays: z.array(
    z.object({
      provisioning_play: z.string(),
      jobs: z.number(),
      failed: z.number(),
      success_rate: z.number().nullable(),
      average_duration: z.number().nullable(),
    }),
  ),
  /** the tasks at which jobs failed, most frequent first */
  failures: z.array(
    z.object({
      provisioning_play: z.string(),
      event_name: z.string(),
      count: z.number(),
      last_provision_id: z.number(),
      last_error: z.string().nullable(),
    }),
  ),
})
export type ProvisioningReport = z.output<typeof ZProvisioningReport>
