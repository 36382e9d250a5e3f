import { text } from '../python/text.ts'
import { truthy } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** Moves the lines of a text to the right, the first one only when asked. */
export const indentFilter: Filter = (input, [width, first, blank], { keywords }) => {
  const by = width ?? keywords.width ?? 4
  const margin = typeof by === 'string' ? by : ' '.repeat(Number(text(by)))
  const evenBlank = truthy(blank ?? keywords.blank ?? false)
  const [head = '', ...rest] = text(input).split('\n')
  const lines = rest.map((line) => (line === '' && !evenBlank ? line : margin + line))
  return [truthy(first ?? keywords.first ?? false) ? margin + head : head, ...lines].join('\n')
}
