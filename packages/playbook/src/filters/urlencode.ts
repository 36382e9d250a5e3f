import { iterate } from '../python/sequence.ts'
import { text } from '../python/text.ts'
import { defined, isDict, isList, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** Escapes a text for a URL; a dict or a list of pairs becomes a query. */
export const urlencodeFilter: Filter = (input) => {
  const value = defined(input)
  if (!isDict(value) && !isList(value)) return encode(value).replaceAll('%2F', '/')
  const pairs = isDict(value) ? [...value] : value.map((pair) => [...iterate(pair)])
  return pairs.map((pair) => pair.map((part) => encode(part).replaceAll('%20', '+')).join('=')).join('&')
}

const encode = (value: Value): string =>
  encodeURIComponent(text(value)).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
