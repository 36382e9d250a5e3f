/** The fields of each line that is neither empty nor a comment (`#`), with the number of the line. */
export function readCsv(text: string): { line: number; fields: string[] }[] {
  const records: { line: number; fields: string[] }[] = []
  let fields: string[] = []
  let field = ''
  let isQuoted = false
  let line = 1
  let start = 1
  const endRecord = () => {
    fields.push(field.trim())
    field = ''
    const isBlank = fields.length === 1 && fields[0] === ''
    if (!isBlank && fields[0]?.startsWith('#') !== true) records.push({ line: start, fields })
    fields = []
  }
  const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  for (let index = 0; index < source.length; index++) {
    const character = source[index] as string
    if (character === '\n') line++
    if (isQuoted) {
      if (character !== '"') field += character
      else if (source[index + 1] === '"') field += source[index++]
      else isQuoted = false
    } else if (character === '"' && field.trim() === '') {
      field = ''
      isQuoted = true
    } else if (character === ',') {
      fields.push(field.trim())
      field = ''
    } else if (character === '\n') {
      endRecord()
      start = line
    } else field += character
  }
  if (field !== '' || fields.length > 0) endRecord()
  return records
}
