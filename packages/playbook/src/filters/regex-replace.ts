import { text } from '../python/text.ts'
import { TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { matchInTime } from './match-in-time.ts'
import { namedArguments } from './named-arguments.ts'
import { regex } from './regex.ts'

/** Replaces what a regular expression matches. */
export const regexReplaceFilter: Filter = (input, args, { keywords }) => {
  const given = namedArguments(['pattern', 'replacement', 'ignorecase', 'multiline'], args, keywords)
  const { pattern = '', replacement = '', ...flags } = given
  const template = parsed(text(replacement))
  const filled = (...found: unknown[]): string => {
    const groups = found.slice(
      0,
      found.findIndex((part) => typeof part === 'number'),
    ) as (string | undefined)[]
    const last = found.at(-1)
    const named = (typeof last === 'object' ? last : {}) as Record<string, string | undefined>
    return template
      .map((part) => {
        if (typeof part === 'string') return part
        const isKnown = typeof part.group === 'number' ? part.group < groups.length : part.group in named
        if (!isKnown) throw new TemplateError(`invalid group reference ${part.group}`)
        return (typeof part.group === 'number' ? groups[part.group] : named[part.group]) ?? ''
      })
      .join('')
  }
  const expression = regex(text(pattern), flags, 'g')
  const within = text(input)
  return matchInTime(expression, within, () => within.replace(expression, filled))
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', f: '\f', v: '\v', b: '\b', '\\': '\\' }

/** A replacement as Python reads it: `\1`, `\g<name>`, `\n` and `\\`. */
function parsed(replacement: string): (string | { group: number | string })[] {
  const parts: (string | { group: number | string })[] = []
  for (const [part, name, number, letter] of replacement.matchAll(/\\g<([^>]*)>|\\(\d{1,2})|\\([\s\S])|[^\\]+|\\$/g)) {
    if (name !== undefined) parts.push({ group: /^\d+$/.test(name) ? Number(name) : name })
    else if (number === '0') parts.push('\0')
    else if (number !== undefined) parts.push({ group: Number(number) })
    else if (letter === undefined) parts.push(part)
    else {
      const known = escapes[letter]
      if (known === undefined && /[A-Za-z]/.test(letter))
        throw new TemplateError(`bad escape \\${letter} at position 0`)
      parts.push(known ?? part)
    }
  }
  return parts
}
