import { membersOf } from './callable-members.ts'
import { getKey } from './compare.ts'
import { DateTime, TimeDelta } from './date-time.ts'
import { dateTimeMember } from './date-time-members.ts'
import { GroupTuple, groupTupleNames } from './group-tuple.ts'
import { memberOf } from './member.ts'
import { methodOf } from './methods.ts'
import { isDict, Namespace, orElse, typeName, Undefined, type Value } from './values.ts'

const missing = (owner: Value, name: Value): Undefined => {
  const shown = typeof name === 'string' ? `'${name}'` : String(name)
  const kind =
    typeof name === 'string' || isDict(owner)
      ? `'${typeName(owner)} object' has no attribute ${shown}`
      : `${typeName(owner)} object has no element ${shown}`
  return new Undefined(kind, String(name))
}

/** `owner.name` of Jinja: a method first, then a member. An undefined owner stays the undefined it is. */
export function attribute(owner: Value, name: string): Value {
  if (owner instanceof Undefined) return owner
  if (typeof owner === 'function') return orElse(membersOf(owner)?.get(name), () => missing(owner, name))
  if (owner instanceof GroupTuple) {
    const index = groupTupleNames[name]
    if (index !== undefined) return owner[index] ?? null
  }
  const method = methodOf(owner, name)
  if (method) return method
  if (owner instanceof DateTime || owner instanceof TimeDelta) {
    return orElse(dateTimeMember(owner, name), () => missing(owner, name))
  }
  if (owner instanceof Namespace) return orElse(owner.members.get(name), () => missing(owner, name))
  if (isDict(owner)) return orElse(getKey(owner, name), () => missing(owner, name))
  return missing(owner, name)
}

/** `owner[key]` of Jinja: a member first, then a method. */
export function item(owner: Value, key: Value): Value {
  if (owner instanceof Undefined) return owner
  if (key instanceof Undefined) return key
  const found = memberOf(owner, key)
  if (found !== undefined) return found
  return typeof key === 'string' ? attributeOnly(owner, key) : missing(owner, key)
}

const attributeOnly = (owner: Value, name: string): Value =>
  methodOf(owner, name) ?? (isDict(owner) ? missing(owner, name) : attribute(owner, name))
