import { type ZInventoryBatch, ZInventoryCreate } from '@omnicrm/contract'
import type { z } from 'zod'
import type { Change } from '../platform/context.ts'
import { DomainError, invalid } from '../platform/errors.ts'
import { parseInput } from '../platform/http/parse-input.ts'
import { readCsv, withoutFormulaGuard } from '../platform/read-csv.ts'
import { readCustomers, readServiceOwners } from './assignment.ts'
import { chosenTemplate, holdTemplates, type NewItem, newItemValues } from './create-item.ts'
import { addHistory, type Whereabouts } from './history.ts'
import { aliases } from './item-labels.ts'
import { allTemplates, type TemplateRow } from './tables.ts'

export type ImportResult = { created: number; failed: number; errors: { line: number; message: string }[] }

type Row = { line: number; fields: Record<string, unknown>; error?: string }

const FIELDS: ReadonlySet<string> = new Set(Object.keys(ZInventoryCreate.shape))
/** Rows of one statement; PostgreSQL takes at most 65535 values. */
const CHUNK = 500

/**
 * Loads many items in one transaction: good rows are loaded, bad ones reported with their line (of the CSV file, its header
 * being line 1, or the position in the list). Columns may also bear the template's labels in snake case (`iccid`).
 * Throws 400 for a file that is no CSV.
 */
export async function importItems(change: Change, body: z.output<typeof ZInventoryBatch>): Promise<ImportResult> {
  const rows: Row[] = Array.isArray(body)
    ? body.map((fields, index) => ({ line: index + 1, fields }))
    : readCsv(body.csv, 'csv')
  const errors: ImportResult['errors'] = []
  const templates = await allTemplates(change.context)
  const parsed: { line: number; input: NewItem }[] = []
  const attempt = (line: number, step: () => void): void => {
    try {
      step()
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      errors.push({ line, message: error.message })
    }
  }
  for (const row of rows)
    attempt(row.line, () => {
      if (row.error) throw invalid('csv', row.error)
      parsed.push({ line: row.line, input: readRow(row.fields, templates) })
    })
  const serviceOwners = await readServiceOwners(change, idsOf(parsed, 'service_id'))
  const customers = await readCustomers(change, idsOf(parsed, 'customer_id'))
  const held = await holdTemplates(change)
  const values: ReturnType<typeof newItemValues>[] = []
  for (const { line, input } of parsed)
    attempt(line, () => {
      const template = chosenTemplate(held, input)
      values.push(newItemValues(change, input, { template, customers, serviceOwners }))
    })
  const made: Whereabouts[] = []
  for (let start = 0; start < values.length; start += CHUNK)
    made.push(
      ...(await change.tx
        .insertInto('inventory')
        .values(values.slice(start, start + CHUNK))
        .returning(['inventory_id', 'item_state', 'item_location', 'customer_id', 'service_id'])
        .execute()),
    )
  await addHistory(change, made)
  if (made.length > 0)
    await change.record({
      entity: 'inventory',
      entityId: null,
      customerId: null,
      activity: `Loaded ${made.length} inventory items`,
      details: { items: countByItem(values), first_id: made[0]?.inventory_id, last_id: made.at(-1)?.inventory_id },
    })
  return { created: made.length, failed: errors.length, errors: errors.sort((a, b) => a.line - b.line) }
}

/** One checked row: blank cells count as left out, and labels of the template stand for its texts. */
function readRow(fields: Record<string, unknown>, templates: readonly TemplateRow[]): NewItem {
  const known: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    const cell = typeof value === 'string' ? withoutFormulaGuard(value) : value
    if (cell !== '' && cell !== null) known[name] = cell
  }
  const template = templates.find(
    (candidate) =>
      candidate.item === known.item || candidate.inventory_template_id === Number(known.inventory_template_id),
  )
  if (template)
    for (const [alias, text] of aliases(template, FIELDS)) {
      const column = Object.keys(known).find((name) => name.toLowerCase() === alias)
      if (column !== undefined) known[text] ??= known[column]
    }
  return parseInput(ZInventoryCreate, known)
}

function idsOf(rows: readonly { input: NewItem }[], name: 'customer_id' | 'service_id'): number[] {
  return [...new Set(rows.map(({ input }) => input[name]).filter((id) => id !== undefined && id !== null))]
}

function countByItem(values: readonly { item: string }[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { item } of values) counts[item] = (counts[item] ?? 0) + 1
  return counts
}
