import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'

/** An answer that is a file instead of JSON. */
export type FileReply = {
  kind: 'file'
  filename: string
  contentType: string
  content: Buffer | string | Readable
  inline?: boolean
}

export function fileReply(file: Omit<FileReply, 'kind'>): FileReply {
  return { kind: 'file', ...file }
}

export function isFileReply(value: unknown): value is FileReply {
  return typeof value === 'object' && value !== null && (value as FileReply).kind === 'file' && 'contentType' in value
}

const FORMULA_START = /^[=+\-@\t\r]/

/**
 * Rows as CSV with a header line, sent while it is read; nested values as JSON text. Text that a spreadsheet would run as a
 * formula gets a leading apostrophe (OWASP, CSV injection); plain numbers and phone numbers stay as they are.
 */
export function csvFile(name: string, portions: AsyncIterable<readonly Record<string, unknown>[]>): FileReply {
  return fileReply({
    filename: `${name}.csv`,
    contentType: 'text/csv; charset=utf-8',
    content: Readable.from(csvLines(portions)),
  })
}

async function* csvLines(portions: AsyncIterable<readonly Record<string, unknown>[]>): AsyncGenerator<string> {
  let columns: string[] | undefined
  for await (const rows of portions) {
    const head = columns === undefined
    columns ??= [...new Set(rows.flatMap((row) => Object.keys(row)))]
    const names = columns
    const lines = rows.map((row) => names.map((column) => cell(row[column])))
    yield stringify(head ? [names, ...lines] : lines)
  }
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'object') return JSON.stringify(value)
  const text = String(value)
  return typeof value === 'string' && FORMULA_START.test(text) && !/^[+-]?[\d\s.]+$/.test(text) ? `'${text}` : text
}
