import type { Engine } from '../engine.ts'
import { type Bound, integer, optional, text } from '../rpc/bind-members.ts'
import { notFound, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { joinKey, keyPrefix, splitKey } from '../store/key.ts'
import { page } from '../store/page.ts'
import { collectionOf, type TpPart, tpParts } from './tp-parts.ts'
import { type TpTiming, tpKey } from './tp-records.ts'

const pageMembers = { TPid: text, Offset: integer, Limit: optional(integer) }

/** Set, Get, GetIds and Remove of every part of a tariff plan. Setting replaces; it prices nothing before it is loaded. */
export const tpMethods: Methods = Object.assign({}, ...tpParts.map(methodsOf), {
  /** the tariff plans that there are */
  GetTPIds: method({}, (engine: Engine) =>
    engine.read((unit) => {
      const ids = tpParts.flatMap(({ part }) => [...unit.keys(collectionOf(part))].map((key) => splitKey(key)[0] ?? ''))
      if (ids.length === 0) throw notFound()
      return [...new Set(ids)].sort()
    }),
  ),
})

function methodsOf(one: TpPart): Methods {
  const { part, noun, members, required, identity, check } = one
  const collection = collectionOf(part)
  const identityMembers = Object.fromEntries(['TPid', ...identity].map((name) => [name, text]))
  const needed = ['TPid', ...identity.filter((name) => required.includes(name))]
  const keyOf = (argument: Bound<typeof identityMembers>, engine: Engine) =>
    joinKey(...['TPid', ...identity].map((name) => argument[name] || defaultOf(name, engine)))
  const ids = method(pageMembers, (engine, { TPid, Offset, Limit }) => {
    requireMembers({ TPid }, ['TPid'])
    return engine.read((unit) => {
      const found = [...unit.keys(collection, keyPrefix(TPid))].map((key) => splitKey(key).slice(1).join(':'))
      if (found.length === 0) throw notFound()
      return page(found, { offset: Math.max(0, Offset), limit: Limit ?? null })
    })
  })
  return {
    [`SetTP${noun}`]: method(members, (engine, argument) => {
      requireMembers(argument, [...required])
      const value = {
        ...argument,
        ...('Tenant' in argument ? { Tenant: argument.Tenant || engine.tenant } : {}),
      } as TpTiming
      check?.(value)
      return engine.change((unit) => {
        unit.put(collection, tpKey(value), value)
        return 'OK'
      })
    }),
    [`GetTP${noun}`]: method(identityMembers, (engine, argument) => {
      requireMembers(argument, needed)
      return engine.read((unit) => {
        const found = unit.get(collection, keyOf(argument, engine))
        if (found === undefined) throw notFound()
        return found
      })
    }),
    ...Object.fromEntries(pluralsOf(noun).map((name) => [`GetTP${name}`, ids])),
    [`RemoveTP${noun}`]: method(identityMembers, (engine, argument) => {
      requireMembers(argument, needed)
      return engine.change((unit) => {
        unit.remove(collection, keyOf(argument, engine))
        return 'OK'
      })
    }),
  }
}

/** `RateIds` and `RateIDs`; of a plural `SharedGroupIds` too, as CGRateS has it. */
function pluralsOf(noun: string): string[] {
  return [noun, noun.replace(/s$/, '')].flatMap((name) => [`${name}Ids`, `${name}IDs`])
}

function defaultOf(name: string, engine: Engine): string {
  return name === 'Tenant' ? engine.tenant : ''
}
