import { getKey } from './compare.ts'
import { isDict, isList, type Value } from './values.ts'

/** A member of a list, dict or text; undefined when there is none. Methods are no members. */
export function memberOf(owner: Value, key: Value): Value | undefined {
  if (isDict(owner)) return getKey(owner, key)
  if ((isList(owner) || typeof owner === 'string') && typeof key === 'number' && Number.isInteger(key)) {
    const members = typeof owner === 'string' ? [...owner] : owner
    return members[key < 0 ? key + members.length : key]
  }
  return undefined
}
