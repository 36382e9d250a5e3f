import { contains } from '../python/compare.ts'
import { dumpJson } from '../python/json.ts'
import { text } from '../python/text.ts'
import {
  type Dict,
  defined,
  definedThroughout,
  isDict,
  isList,
  type Keywords,
  TemplateError,
  truthy,
  typeName,
  type Value,
} from '../python/values.ts'
import type { Filter } from './filter.ts'

type Merging = { recursive: boolean; lists: string }

/** Dicts laid over each other, the last one on top. */
export const combineFilter: Filter = (input, args, { keywords }) => {
  const merging = options(keywords)
  const dicts = [input, ...args].flatMap((dict) => (isList(dict) ? dict : [dict])).map(definedThroughout)
  return dicts.length === 0 ? new Map() : dicts.reduceRight((high, low) => merge(low, high, merging))
}

const ways = ['replace', 'keep', 'append', 'prepend', 'append_rp', 'prepend_rp']

function options(keywords: Keywords): Merging {
  const { recursive = false, list_merge: lists = 'replace', ...others } = keywords
  if (Object.keys(others).length > 0) {
    throw new TemplateError("'recursive' and 'list_merge' are the only valid keyword arguments")
  }
  if (!ways.includes(text(lists))) {
    throw new TemplateError(
      "merge_hash: 'list_merge' argument can only be equal to 'replace', 'keep', 'append', 'prepend', 'append_rp' or 'prepend_rp'",
    )
  }
  return { recursive: truthy(recursive), lists: text(lists) }
}

function merge(low: Value, high: Value, merging: Merging): Value {
  const base = defined(low)
  const over = defined(high)
  if (!isDict(base) || !isDict(over)) {
    throw new TemplateError(
      `failed to combine variables, expected dicts but got a '${typeName(base)}' and a '${typeName(over)}': \n${dumpJson(base)}\n${dumpJson(over)}`,
    )
  }
  const merged: Dict = new Map(base)
  for (const [key, value] of over) {
    const present = merged.get(key)
    if (merging.recursive && present !== undefined && isDict(present) && isDict(value))
      merged.set(key, merge(present, value, merging))
    else if (present !== undefined && isList(present) && isList(value))
      merged.set(key, mergeLists(present, value, merging.lists))
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
