import { csvOf } from '../../../components/csv-text.ts'
import { readCsv } from '../../inventory/import/read-csv.ts'

export const MOST_ROWS = 1000
export const CHUNK_SIZE = 25
/** Column of the file of failed lines that says why; it is left out when that file is sent again. */
export const REASON = 'refused_because'

/** A row as the API takes it, with the line of the file on which it stands. */
export type BatchRow = { line: number; fields: Record<string, string> }
export type Refusal = { line: number; message: string }
export type BatchFile = { names: string[]; rows: BatchRow[]; refused: Refusal[] }
export type FileFault = 'empty' | 'no_customer' | 'too_many'

/**
 * Reads the file of an order for many customers; a word for what is wrong with all of it. Rows with more or fewer values than
 * the first line has names are refused (`wrongCount` is the sentence); everything else is for the server to judge.
 */
export function readBatch(csv: string, wrongCount: string): BatchFile | FileFault {
  const [header, ...rows] = readCsv(csv)
  if (!header || rows.length === 0) return 'empty'
  const names = header.values
  if (!names.includes('customer_id')) return 'no_customer'
  if (rows.length > MOST_ROWS) return 'too_many'
  const isWhole = ({ values }: { values: string[] }) => values.length === names.length
  return {
    names: names.filter((name) => name !== '' && name !== REASON),
    rows: rows.filter(isWhole).map(({ line, values }) => ({ line, fields: fieldsOf(names, values) })),
    refused: rows.filter((row) => !isWhole(row)).map(({ line }) => ({ line, message: wrongCount })),
  }
}

function fieldsOf(names: readonly string[], values: readonly string[]): Record<string, string> {
  const pairs = names.map((name, column) => [name, values[column] ?? ''] as const)
  return Object.fromEntries(pairs.filter(([name]) => name !== '' && name !== REASON))
}

/** The rows in portions that are sent one after the other, so that the progress of a long file shows. */
export function chunksOf(rows: readonly BatchRow[]): BatchRow[][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK_SIZE) }, (_, at) =>
    rows.slice(at * CHUNK_SIZE, (at + 1) * CHUNK_SIZE),
  )
}

/** Line of the file for a position in what was sent (from 1). */
export function lineOf(sent: readonly BatchRow[], position: number): number {
  return sent[position - 1]?.line ?? position
}

/** The refused lines as a file to mend and send again, each with its reason. */
export function refusedCsv({ names, rows }: BatchFile, refused: readonly Refusal[]): string {
  const byLine = new Map(rows.map((row) => [row.line, row.fields]))
  return csvOf([
    [...names, REASON],
    ...refused.map(({ line, message }) => [...names.map((name) => byLine.get(line)?.[name] ?? ''), message]),
  ])
}

/** A file to begin with: the columns that this product's orders have, and two rows. */
export function exampleCsv(types: readonly string[]): string {
  return csvOf([
    ['customer_id', ...types, 'po_number'],
    ['1', ...types.map(() => ''), 'PO-0001'],
    ['2', ...types.map(() => ''), 'PO-0002'],
  ])
}
