import { mostMembers } from '../filters/most-members.ts'
import { DateTime } from '../python/date-time.ts'
import { iterate } from '../python/sequence.ts'
import { strftime } from '../python/strftime.ts'
import { text } from '../python/text.ts'
import {
  type Callable,
  defined,
  isDict,
  type Keywords,
  Namespace,
  TemplateError,
  truthy,
  Undefined,
  type Value,
} from '../python/values.ts'
import type { Surroundings } from './scope.ts'

type Make = (surroundings: Surroundings) => Callable

const lookupAll =
  ({ lookup }: Surroundings) =>
  (args: Value[], keywords: Keywords): Value[] | undefined => {
    const [name, ...terms] = args.map(defined)
    const { wantlist: _wantlist, errors, ...rest } = keywords
    try {
      return lookup(text(name ?? null), terms, rest)
    } catch (error) {
      const quiet = errors === 'ignore' || errors === 'warn'
      if (quiet && error instanceof TemplateError && !error.isUndefined) return undefined
      throw error
    }
  }

const query: Make = (surroundings) => (args, keywords) => lookupAll(surroundings)(args, keywords) ?? []

const makers: Record<string, Make> = {
  lookup: (surroundings) => (args, keywords) => {
    const found = lookupAll(surroundings)(args, keywords)
    if (found === undefined) return truthy(keywords.wantlist ?? false) ? [] : null
    if (truthy(keywords.wantlist ?? false)) return found
    if (found.length > 0 && found.every((value) => typeof value === 'string')) return found.join(',')
    return found.length === 1 ? (found[0] as Value) : found
  },
  query,
  q: query,
  now: (surroundings) => (args, keywords) => {
    const utc = truthy(args[0] ?? keywords.utc ?? false)
    const format = args[1] ?? keywords.fmt ?? null
    const at = surroundings.now()
    if (format !== null) return strftime(text(format), at, { utc })
    return new DateTime(at.getTime() - (utc ? 0 : at.getTimezoneOffset() * 60_000))
  },
  range: () => (args) => {
    const [a = 0, b, c = 1] = args.map((bound) => Number(defined(bound)))
    const [start, stop] = b === undefined ? [0, a] : [a, b]
    if (c === 0) throw new TemplateError('range() arg 3 must not be zero')
    mostMembers(Math.abs((stop - start) / c))
    const numbers: Value[] = []
    for (let at = start; c > 0 ? at < stop : at > stop; at += c) numbers.push(at)
    return numbers
  },
  dict: () => (args, keywords) => {
    const given = args[0] ?? null
    const entries = isDict(given)
      ? [...given]
      : given === null
        ? []
        : iterate(given).map((pair): [Value, Value] => {
            const [key = null, value = null] = iterate(pair)
            return [key, value]
          })
    return new Map([...entries, ...Object.entries(keywords)])
  },
  namespace: () => (_args, keywords) => new Namespace(new Map(Object.entries(keywords))),
  undef: () => (args, keywords) =>
    new Undefined(text(args[0] ?? keywords.hint ?? 'Mandatory variable has not been overridden'), 'undef'),
}

const made = new WeakMap<Surroundings, Map<string, Value>>()

/** The functions that every template has. */
export function globals(name: string, surroundings: Surroundings): Value | undefined {
  if (!Object.hasOwn(makers, name)) return undefined
  const known = made.get(surroundings) ?? new Map<string, Value>()
  made.set(surroundings, known)
  const value = known.get(name) ?? makers[name]?.(surroundings)
  if (value !== undefined) known.set(name, value)
  return value
}
