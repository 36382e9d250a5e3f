import { type Keywords, TemplateError, truthy } from '../python/values.ts'

const known = new Map<string, RegExp>()

/** A Python regular expression as a JavaScript one, with the flags that filters take by name. */
export function regex(pattern: string, keywords: Keywords, flags = ''): RegExp {
  const all = new Set([...flags, 'u'])
  if (truthy(keywords.ignorecase ?? false)) all.add('i')
  if (truthy(keywords.multiline ?? false)) all.add('m')
  const [whole = '', inline = ''] = /^\(\?([aimsux]+)\)/.exec(pattern) ?? []
  for (const flag of inline) if ('ims'.includes(flag)) all.add(flag)
  const key = `${[...all].sort().join('')} ${pattern}`
  const before = known.get(key)
  if (before) {
    before.lastIndex = 0
    return before
  }
  try {
    const made = new RegExp(translated(pattern.slice(whole.length), all.has('m')), [...all].join(''))
    if (known.size > 1000) known.clear()
    known.set(key, made)
    return made
  } catch (error) {
    throw new TemplateError(`not a regular expression: ${(error as Error).message}`)
  }
}

const word = '\\p{L}\\p{N}_'
const boundary = `(?:(?<=[${word}])(?![${word}])|(?<![${word}])(?=[${word}]))`
const outside: Record<string, string> = {
  w: `[${word}]`,
  W: `[^${word}]`,
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  b: boundary,
  B: `(?!${boundary})`,
  A: '(?<![\\s\\S])',
  Z: '(?![\\s\\S])',
  a: '\\x07',
}
const inside: Record<string, string> = { w: word, d: '\\p{Nd}', D: '\\P{Nd}', b: '\\x08', a: '\\x07' }

/** Python's spelling in JavaScript's: named groups, letters and digits of all scripts, `$` before a last line break. */
function translated(pattern: string, multiline: boolean): string {
  let inClass = false
  return pattern.replace(
    /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|\d+|[\s\S])|\(\?P<(\w+)>|\(\?P=(\w+)\)|\(\?#[^)]*\)|\[\^?\]?|\{(?:\d*,\d*|\d+)\}|[\s\S]/g,
    (part, group: string | undefined, back: string | undefined) => {
      if (part.startsWith('\\')) return escaped(part, inClass ? inside : outside)
      if (inClass) {
        if (part.endsWith(']')) inClass = false
        // what opens a class outside stands for itself within one
        return part.startsWith('[') ? `\\${part}` : part
      }
      if (group !== undefined) return `(?<${group}>`
      if (back !== undefined) return `\\k<${back}>`
      if (part.startsWith('(?#')) return ''
      if (part.startsWith('[')) {
        inClass = true
        return part.replace(/\]$/, '\\]')
      }
      if (part === '$' && !multiline) return '(?=\\n?(?![\\s\\S]))'
      if (part.startsWith('{,')) return `{0${part.slice(1)}`
      return part === '{' || part === '}' || part === ']' ? `\\${part}` : part
    },
  )
}

function escaped(part: string, classes: Record<string, string>): string {
  const letter = part.slice(1)
  const known = classes[letter]
  if (known !== undefined) return known
  if (/^[\dA-Za-z]/.test(letter)) return part
  return /^[$()*+./?[\\\]^{|}-]$/.test(letter) ? (letter === '-' ? '\\x2d' : part) : letter
}
