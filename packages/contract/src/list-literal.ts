/**
 * The values of a list written as text in Python's way: `['SIM Card', "Mobile Number", 3]`; numbers and bare words come as
 * text, blank text and null as no values. Answers undefined when the text is not such a list.
 * A quote ends a value only before a comma or the closing bracket, so `['Don't miss']` is read as it was meant.
 */
export function parseListLiteral(text: string | null | undefined): string[] | undefined {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '') return []
  if (!trimmed.startsWith('[') || !trimmed.endsWith(']')) return undefined
  const source = trimmed.slice(1, -1)
  const values: string[] = []
  let position = skipBlanks(source, 0)
  while (position < source.length) {
    const value = readQuoted(source, position) ?? readBare(source, position)
    if (!value) return undefined
    values.push(value.text)
    position = value.end
    if (position < source.length) position = skipBlanks(source, position + 1)
  }
  return values
}

/** The list as text: `['A', 'B']`. `parseListLiteral` reads it back to the same values. */
export function formatListLiteral(values: readonly string[]): string {
  return `[${values.map((value) => `'${value.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`).join(', ')}]`
}

/**
 * Features of a product as bullets: a list literal, or sentences separated by ". " (`Unlimited calls. 20 GB data`), or,
 * when there is none of that, one a line. The full stop of a last sentence is dropped; blank features are left out.
 */
export function parseFeatures(text: string | null | undefined): string[] {
  const features = parseListLiteral(text) ?? splitSentences(text ?? '')
  return features.map((feature) => feature.replace(/\s+/g, ' ').trim()).filter((feature) => feature !== '')
}

function splitSentences(text: string): string[] {
  const whole = text.trim().replace(/\.$/, '')
  const sentences = whole.split(/\.\s+/)
  return sentences.length > 1 ? sentences : whole.split('\n')
}

/** Values of a list literal, or else the parts between commas: `mobile, 12`. */
export function parseListOrCommas(text: string | null | undefined): string[] {
  const values = parseListLiteral(text) ?? (text ?? '').split(',')
  return values.map((value) => value.trim()).filter((value) => value !== '')
}

type Value = { text: string /** position of the comma behind it, or the end */; end: number }

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r' }

function readQuoted(source: string, start: number): Value | undefined {
  const quote = source[start]
  if (quote !== "'" && quote !== '"') return undefined
  let text = ''
  for (let position = start + 1; position < source.length; position++) {
    const character = source[position] ?? ''
    if (character === '\\' && position + 1 < source.length) {
      const escaped = source[++position] ?? ''
      text += ESCAPES[escaped] ?? escaped
    } else if (character === quote && endsValue(source, position + 1)) {
      return { text, end: skipBlanks(source, position + 1) }
    } else {
      text += character
    }
  }
  return undefined
}

function readBare(source: string, start: number): Value | undefined {
  const comma = source.indexOf(',', start)
  const end = comma === -1 ? source.length : comma
  const text = source.slice(start, end).trim()
  return /^[\w.-]+$/.test(text) ? { text, end } : undefined
}

function endsValue(source: string, position: number): boolean {
  const next = skipBlanks(source, position)
  return next === source.length || source[next] === ','
}

function skipBlanks(source: string, position: number): number {
  let next = position
  while (next < source.length && /\s/.test(source[next] ?? '')) next++
  return next
}
