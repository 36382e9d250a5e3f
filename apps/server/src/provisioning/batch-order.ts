import type { ProvisionBatch, ProvisionBatchResult, ZProvisionCreate } from '@omnicrm/contract'
import { ZProvisionCreate as ZOrder } from '@omnicrm/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { findProduct, requiredInventory } from '../catalogue/index.ts'
import { nextFreeItem, presentableItems } from '../inventory/index.ts'
import type { Change, Context } from '../platform/context.ts'
import { conflict, DomainError, invalid } from '../platform/errors.ts'
import { onceForKey } from '../platform/http/idempotency.ts'
import { parseInput } from '../platform/http/parse-input.ts'
import { type CsvRow, readCsv, withoutFormulaGuard } from '../platform/read-csv.ts'
import { BATCH_PRIORITY } from './insert-job.ts'
import { placeOrder } from './place-order.ts'

type Started = ProvisionBatchResult['started'][number]
type Row = { line: number; fields: Record<string, unknown>; error?: string }

/**
 * Orders one product for many customers. Each row is an order of its own, in its own transaction: one that is refused says
 * why and holds up no other. An inventory type that a row leaves open gets the next free item.
 * @param options.key makes each row once: the same call sent again answers what it answered first
 */
export async function orderBatch(
  context: Context,
  batch: ProvisionBatch,
  options: { key?: string },
): Promise<ProvisionBatchResult> {
  const types = await inventoryOf(context, batch.product_id)
  const rows = rowsOf(batch)
  if (batch.preview) return preview(context, { batch, rows, types })
  const result: ProvisionBatchResult = { started: [], failed: [] }
  for (const row of rows) {
    const place = (inContext: Context): Promise<Started> =>
      inContext.change((change) => orderRow(change, row, { batch, types }))
    const once = (): Promise<Started> =>
      options.key === undefined
        ? place(context)
        : onceForKey(
            context,
            { key: `${options.key}:${row.line}`, method: 'POST', url: '/crm/provision/batch', body: { batch, row } },
            place,
          )
    await forItself(result, row, once)
  }
  return result
}

/** What would happen: everything is done in one transaction, which is then taken back. */
async function preview(
  context: Context,
  { batch, rows, types }: { batch: ProvisionBatch; rows: Row[]; types: string[] },
): Promise<ProvisionBatchResult> {
  const result: ProvisionBatchResult = { started: [], failed: [] }
  const undone = new Error('only a preview')
  await context
    .change(async (change) => {
      for (const row of rows) {
        await sql`savepoint row_of_batch`.execute(change.tx)
        const before = result.failed.length
        await forItself(result, row, () => orderRow(change, row, { batch, types }))
        if (result.failed.length > before) await sql`rollback to savepoint row_of_batch`.execute(change.tx)
      }
      throw undone
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error
    })
  return { ...result, started: result.started.map((row) => ({ ...row, provision_id: null })) }
}

async function forItself(result: ProvisionBatchResult, row: Row, order: () => Promise<Started>): Promise<void> {
  try {
    if (row.error) throw invalid('customers', row.error)
    result.started.push(await order())
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    result.failed.push({ line: row.line, message: error.message })
  }
}

async function orderRow(
  change: Change,
  row: Row,
  { batch, types }: { batch: ProvisionBatch; types: string[] },
): Promise<Started> {
  const order: z.output<typeof ZProvisionCreate> = parseInput(ZOrder, {
    ...batch.order,
    ...row.fields,
    product_id: batch.product_id,
  })
  if (!order.customer_id) throw invalid('customer_id', 'is required')
  const items: Record<string, number> = {}
  for (const type of types) items[type] = Number(order[type] ?? (await nextFree(change, type)))
  const job = await placeOrder(change, { ...order, ...items }, { priority: BATCH_PRIORITY })
  const { customer_name } = await change.tx
    .selectFrom('customer')
    .select('customer_name')
    .where('customer_id', '=', order.customer_id)
    .executeTakeFirstOrThrow()
  return {
    line: row.line,
    provision_id: job.provisionId,
    customer_id: order.customer_id,
    customer_name,
    items: await presentableItems(change.context, items),
  }
}

async function nextFree(change: Change, type: string): Promise<number> {
  const id = await nextFreeItem(change, type)
  if (id === undefined) throw conflict('no_inventory', `No free ${type} is left`, type)
  return id
}

async function inventoryOf(context: Context, productId: number): Promise<string[]> {
  const product = await findProduct(context, productId)
  if (!product) throw invalid('product_id', `there is no product ${productId}`)
  return requiredInventory(product)
}

function rowsOf({ customers }: ProvisionBatch): Row[] {
  if (typeof customers !== 'string')
    return customers.map((fields, index) => ({ line: index + 1, fields: withoutBlanks(fields) }))
  const rows: CsvRow[] = readCsv(customers, 'customers')
  if (rows.length === 0) throw invalid('customers', 'holds no rows')
  if (rows.length > 1000) throw invalid('customers', 'at most 1000 rows at once')
  return rows.map((row) => ({ ...row, fields: withoutBlanks(row.fields) }))
}

function withoutBlanks(fields: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? withoutFormulaGuard(value) : value,
  ])
  return Object.fromEntries(entries.filter(([, value]) => value !== '' && value !== null))
}
