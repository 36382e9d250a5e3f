/** The fields of each line that is neither empty nor a comment (`#`), with the number of the line, one after the other. */
export function* readCsv(text: string): Iterable<{ line: number; fields: string[] }> {
  let fields: string[] = []
  let field = ''
  let isQuoted = false
  let line = 1
  let start = 1
  const endRecord = (): { line: number; fields: string[] }[] => {
    const record = { line: start, fields: [...fields, field.trim()] }
    field = ''
    fields = []
    const isBlank = record.fields.length === 1 && record.fields[0] === ''
    return isBlank || record.fields[0]?.startsWith('#') === true ? [] : [record]
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
      yield* endRecord()
      start = line
    } else field += character
  }
  if (field !== '' || fields.length > 0) yield* endRecord()
}
