import { parse } from 'csv-parse/sync'
import { invalid } from './errors.ts'

export type CsvRow = {
  /** line of the file, its first line being 1 */
  line: number
  fields: Record<string, string>
  /** why the row cannot be read; set for that row alone */
  error?: string
}

/** Rows of a CSV file whose first line names the fields. Throws 400, naming `field`, for what is no CSV. */
export function readCsv(csv: string, field: string): CsvRow[] {
  try {
    const records = parse(csv, {
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim()),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: Record<string, string>; info: { lines: number; error?: Error } }[]
    return records.map(({ record, info }) => ({
      line: info.lines,
      fields: record,
      ...(info.error ? { error: 'has another number of values than the first line has names' } : {}),
    }))
  } catch (error) {
    throw invalid(field, error instanceof Error ? error.message : 'is not CSV')
  }
}

/** A cell as it was before an export put an apostrophe before what a spreadsheet would run. */
export function withoutFormulaGuard(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
