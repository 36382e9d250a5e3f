import { text } from '../python/text.ts'
import { truthy } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** The text in lines of at most so many characters, broken at blanks and hyphens. */
export const wordwrapFilter: Filter = (input, args, { keywords }) => {
  const {
    width = 79,
    break_long_words: breakLong = true,
    wrapstring = '\n',
    break_on_hyphens: hyphens = true,
  } = namedArguments(['width', 'break_long_words', 'wrapstring', 'break_on_hyphens'], args, keywords)
  const options = { width: Number(text(width)), breakLong: truthy(breakLong), hyphens: truthy(hyphens) }
  const joint = text(wrapstring ?? '\n')
  return text(input)
    .split(/\r\n|\r|\n/)
    .map((line) => wrapped(line, options).join(joint))
    .join(joint)
}

function wrapped(line: string, options: { width: number; breakLong: boolean; hyphens: boolean }): string[] {
  const { width, breakLong, hyphens } = options
  const chunks = line.match(hyphens ? /\s+|[^\s-]*[\p{L}\p{N}_]-(?=[\p{L}_])|[^\s-]+|-+/gu : /\s+|\S+/g) ?? []
  const lines: string[] = []
  let current = ''
  for (let chunk of chunks) {
    if (current === '' && /^\s/.test(chunk) && lines.length > 0) continue
    if (current.length + chunk.length > width && current !== '') {
      if (chunk.length > width && breakLong && !/^\s/.test(chunk)) {
        const room = width - current.length
        lines.push((current + chunk.slice(0, room)).trimEnd())
        chunk = chunk.slice(room)
      } else if (current.trim() !== '') lines.push(current.trimEnd())
      current = ''
      if (/^\s/.test(chunk)) continue
    }
    while (breakLong && chunk.length > width) {
      lines.push(chunk.slice(0, width))
      chunk = chunk.slice(width)
    }
    current += chunk
  }
  if (current.trim() !== '') lines.push(current.trimEnd())
  return lines
}
