import { readCsv } from './read-csv.ts'

export type LineError = { line: number; message: string }
/** Rows that go to the server together; `lines` tells where each stands in the file. */
export type Batch = { lines: readonly number[]; rows: readonly Record<string, string>[] }
export type ImportPlan = { total: number; batches: readonly Batch[]; errors: readonly LineError[] }

const BATCH_SIZE = 250

/**
 * Cuts a CSV file into batches, so that the progress of a long one shows. A row with more or fewer values than the first line has
 * names is an error of its line (`wrongCount` is the sentence) and is left out; everything else is for the server to check.
 */
export function planImport(csv: string, wrongCount: string): ImportPlan {
  const [header, ...rows] = readCsv(csv)
  const names = header?.values ?? []
  const good = rows.filter(({ values }) => values.length === names.length)
  const errors = rows
    .filter(({ values }) => values.length !== names.length)
    .map(({ line }) => ({ line, message: wrongCount }))
  const batches = Array.from({ length: Math.ceil(good.length / BATCH_SIZE) }, (_, at) => {
    const part = good.slice(at * BATCH_SIZE, (at + 1) * BATCH_SIZE)
    return {
      lines: part.map(({ line }) => line),
      rows: part.map(({ values }) => Object.fromEntries(names.map((name, column) => [name, values[column] ?? '']))),
    }
  })
  return { total: rows.length, batches, errors }
}

/** Errors by position in a batch (from 1) as errors by line of the file. */
export function inFile({ lines }: Batch, errors: readonly LineError[]): LineError[] {
  return errors.map(({ line, message }) => ({ line: lines[line - 1] ?? line, message }))
}
