import { dictMethods } from './dict-methods.ts'
import { listMethods } from './list-methods.ts'
import { stringMethods } from './string-methods.ts'
import { type Callable, isDict, isList, type Keywords, type Value } from './values.ts'

/** A method of `owner` bound to it, or undefined when the type has no such method. */
export function methodOf(owner: Value, name: string): Callable | undefined {
  const bind = <Owner>(
    methods: Record<string, (owner: Owner, args: Value[], keywords: Keywords) => Value>,
    self: Owner,
  ): Callable | undefined => {
    if (!Object.hasOwn(methods, name)) return undefined
    const method = methods[name]
    return method && ((args, keywords) => method(self, args, keywords))
  }
  if (typeof owner === 'string') return bind(stringMethods, owner)
  if (isDict(owner)) return bind(dictMethods, owner)
  if (isList(owner)) return bind(listMethods, owner)
  return undefined
}
