import { toFloat } from '../python/arithmetic.ts'
import { fixed } from '../python/fixed.ts'
import { text } from '../python/text.ts'
import { defined, isNumber, TemplateError, truthy, typeName } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'
import { sizeRanges } from './size-ranges.ts'

/** A number of bytes, or bits, in the unit that fits. */
export const humanReadableFilter: Filter = (input, args, { keywords }) => {
  const { isbits = false, unit = null } = namedArguments(['isbits', 'unit'], args, keywords)
  const given = defined(input)
  if (!isNumber(given)) {
    throw new TemplateError(
      `human_readable() failed on bad input: '>=' not supported between instances of '${typeName(given)}' and 'int'`,
    )
  }
  const size = toFloat(given)
  const base = truthy(isbits) ? 'bits' : 'Bytes'
  const wanted = unit === null ? undefined : text(unit).toUpperCase()
  for (const [suffix, limit] of [...sizeRanges].sort(([, a], [, b]) => b - a)) {
    if (wanted === undefined ? size < limit : wanted[0] !== suffix) continue
    const shown = limit === 1 ? base : suffix + (truthy(isbits) ? 'b' : 'B')
    return `${fixed(size / limit, 2)} ${shown}`
  }
  return `${fixed(size, 2)} ${base}`
}
