import { text } from '../python/text.ts'
import { defined, isDict, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** Escapes a text for a URL; a dict becomes a query. */
export const urlencodeFilter: Filter = (input) => {
  const encode = (value: Value) =>
    encodeURIComponent(text(value)).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  const value = defined(input)
  if (isDict(value)) return [...value].map(([name, member]) => `${encode(name)}=${encode(member)}`).join('&')
  return encode(value).replaceAll('%2F', '/')
}
