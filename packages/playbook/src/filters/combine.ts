import { contains } from '../python/compare.ts'
import { text } from '../python/text.ts'
import { type Dict, defined, isDict, isList, TemplateError, truthy, typeName, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** Dicts laid over each other, the last one on top. */
export const combineFilter: Filter = (input, args, { keywords }) => {
  const recursive = truthy(keywords.recursive ?? false)
  const lists = text(keywords.list_merge ?? 'replace')
  return [input, ...args]
    .flatMap((dict) => (isList(dict) ? dict : [dict]))
    .reduce((merged: Value, next) => merge(merged, next, { recursive, lists }), new Map())
}

function merge(low: Value, high: Value, options: { recursive: boolean; lists: string }): Value {
  const base = defined(low)
  const over = defined(high)
  if (!isDict(base) || !isDict(over)) {
    throw new TemplateError(
      `failed to combine variables, expected dicts but got a '${typeName(base)}' and a '${typeName(over)}'`,
    )
  }
  const merged: Dict = new Map(base)
  for (const [key, value] of over) {
    const present = merged.get(key)
    if (options.recursive && present !== undefined && isDict(present) && isDict(value))
      merged.set(key, merge(present, value, options))
    else if (present !== undefined && isList(present) && isList(value))
      merged.set(key, mergeLists(present, value, options.lists))
    else merged.set(key, value)
  }
  return merged
}

function mergeLists(low: Value[], high: Value[], how: string): Value[] {
  if (how === 'append') return [...low, ...high]
  if (how === 'prepend') return [...high, ...low]
  if (how === 'append_rp') return [...low.filter((member) => !contains(high, member)), ...high]
  if (how === 'prepend_rp') return [...high, ...low.filter((member) => !contains(high, member))]
  return how === 'keep' ? low : high
}
