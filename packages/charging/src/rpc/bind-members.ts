import type { Decimal } from '../exact-decimal.ts'
import { zero } from '../exact-decimal.ts'
import { isMap, readBoolean, readDecimal, readInteger, readMap, readText, readTextList } from './read-values.ts'
import { RpcError } from './rpc-error.ts'

/** How one member of an argument is read, and what it is when absent or null. */
export type Member<T> = { read: (value: unknown, name: string) => T; absent: T }
export type Members = Record<string, Member<unknown>>
export type Bound<M extends Members> = { [K in keyof M]: M[K] extends Member<infer T> ? T : never }

/** Text is trimmed, since blanks count as missing and the trimmed text is what gets stored (section 2.2). */
export const text: Member<string> = { read: (value, name) => readText(value, name).trim(), absent: '' }
/** Text kept exactly as sent, such as a URL template or JSON in a text. */
export const verbatim: Member<string> = { read: readText, absent: '' }
export const flag: Member<boolean> = { read: readBoolean, absent: false }
export const decimal: Member<Decimal> = { read: readDecimal, absent: zero }
export const integer: Member<number> = { read: readInteger, absent: 0 }
export const textList: Member<string[]> = { read: readTextList, absent: [] }
export const freeMap: Member<Record<string, unknown>> = { read: readMap, absent: {} }
export const anything: Member<unknown> = { read: (value) => value, absent: undefined }

/** The same member, but `undefined` when it was not sent. */
export function optional<T>(member: Member<T>): Member<T | undefined> {
  return { read: member.read, absent: undefined }
}

/** A map of booleans, such as `ExtraOptions`. */
export const flagMap: Member<Record<string, boolean>> = {
  read: (value, name) =>
    Object.fromEntries(Object.entries(readMap(value, name)).map(([key, one]) => [key, readBoolean(one, name)])),
  absent: {},
}

/** A list of objects that each have the given members. */
export function listOf<M extends Members>(members: M): Member<Bound<M>[]> {
  return {
    read: (value, name) => {
      if (!Array.isArray(value))
        throw new RpcError(`json: cannot unmarshal into Go struct field ${name} of type []struct`)
      return value.map((item) => bindMembers(item, members))
    },
    absent: [],
  }
}

/**
 * Binds element 0 of `params` to typed members: names match whatever their letter case (an exact match is preferred),
 * unknown ones are ignored, null leaves the default (section 1.6).
 */
export function bindMembers<M extends Members>(argument: unknown, members: M): Bound<M> {
  if (argument !== undefined && argument !== null && !isMap(argument)) {
    throw new RpcError(`json: cannot unmarshal ${typeof argument} into Go value of type struct`)
  }
  const sent = (argument ?? {}) as Record<string, unknown>
  const bound: Record<string, unknown> = {}
  let byLowerCase: Map<string, string> | undefined
  let inOtherCase = Object.keys(sent).length
  for (const name in members) if (Object.hasOwn(sent, name)) inOtherCase--
  for (const name in members) {
    const member = members[name] as Member<unknown>
    let key: string | undefined = name
    if (!Object.hasOwn(sent, name)) {
      // What is sent in the usual way has every name in its own case.
      if (inOtherCase > 0) byLowerCase ??= new Map(Object.keys(sent).map((one) => [one.toLowerCase(), one]))
      key = byLowerCase?.get(name.toLowerCase())
    }
    const value = key === undefined ? undefined : sent[key]
    bound[name] = value === undefined || value === null ? member.absent : member.read(value, name)
  }
  return bound as Bound<M>
}
