import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'
import { regex } from './regex.ts'

/** Replaces what a regular expression matches. */
export const regexReplaceFilter: Filter = (input, [pattern = '', replacement = ''], { keywords }) =>
  text(input).replace(regex(text(pattern), keywords, 'g'), (...found: unknown[]) => {
    const groups = found.slice(
      0,
      found.findIndex((part) => typeof part === 'number'),
    ) as (string | undefined)[]
    const named = (found.at(-1) ?? {}) as Record<string, string>
    return text(replacement).replace(
      /\\(?:g<(\w+)>|(\d))/g,
      (_whole, name: string, digit: string) =>
        (/^\d+$/.test(name ?? digit) ? groups[Number(name ?? digit)] : named[name]) ?? '',
    )
  })
