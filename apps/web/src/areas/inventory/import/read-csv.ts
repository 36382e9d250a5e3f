/** A row of a CSV file: the line on which it starts, the first line of the file being 1, and its values. */
export type CsvRow = { line: number; values: string[] }

/**
 * Reads CSV (RFC 4180): quoted values with commas, quotes and line breaks in them, LF or CRLF, a byte order mark, and `;` or tab
 * instead of commas where the first line has more of them. Blank lines are left out.
 */
export function readCsv(text: string): CsvRow[] {
  const csv = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(csv)
  const rows: CsvRow[] = []
  let row: CsvRow = { line: 1, values: [] }
  let value = ''
  let isQuoted = false
  let line = 1

  const endValue = () => {
    row.values.push(value.trim())
    value = ''
  }
  const endRow = () => {
    endValue()
    if (row.values.some((cell) => cell !== '')) rows.push(row)
    row = { line, values: [] }
  }

  for (let at = 0; at < csv.length; at += 1) {
    const char = csv[at] as string
    if (char === '\n') line += 1
    if (isQuoted) {
      if (char !== '"') value += char
      else if (csv[at + 1] === '"') {
        value += '"'
        at += 1
      } else isQuoted = false
    } else if (char === '"' && value.trim() === '') {
      value = ''
      isQuoted = true
    } else if (char === separator) endValue()
    else if (char === '\n') endRow()
    else if (char !== '\r') value += char
  }
  endRow()
  return rows
}

function separatorOf(csv: string): string {
  const first = csv.slice(0, csv.indexOf('\n') >= 0 ? csv.indexOf('\n') : undefined)
  const count = (sign: string) => first.split(sign).length
  return [';', '\t'].find((sign) => count(sign) > count(',')) ?? ','
}
