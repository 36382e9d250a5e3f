import { refileUsers } from '../profiles/file-profiles.ts'
import { filters, findFilterOf, keyOf } from '../profiles/profile-kind.ts'
import { pageMembers, pageOfIds } from '../profiles/profile-methods.ts'
import { anything, listOf, text, textList, verbatim } from '../rpc/bind-members.ts'
import { notFound, requireMembers, serverError } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { checkRule } from './check-filters.ts'
import type { ActivationInterval } from './filter.ts'
import { usersOfFilter } from './profile-index.ts'

const ruleMembers = { Type: verbatim, Element: verbatim, Values: textList }
const keyMembers = { Tenant: text, ID: text }

/** Filters stored under names of their own (section 6.1). */
export const filterMethods: Methods = {
  SetFilter: method({ ...keyMembers, Rules: listOf(ruleMembers), ActivationInterval: anything }, (engine, argument) => {
    requireMembers(argument, ['ID'])
    for (const rule of argument.Rules) checkRule(rule)
    const tenant = argument.Tenant || engine.tenant
    const { ID, Rules } = argument
    const ActivationInterval = (argument.ActivationInterval ?? null) as ActivationInterval
    return engine.change((unit) => {
      unit.put(filters, keyOf({ tenant, id: ID }), { Tenant: tenant, ID, Rules, ActivationInterval })
      refileUsers(unit, tenant, ID)
      return 'OK'
    })
  }),
  GetFilter: method(keyMembers, (engine, argument) => {
    requireMembers(argument, ['ID'])
    return engine.read((unit) => {
      const filter = findFilterOf(unit, argument.Tenant || engine.tenant)(argument.ID)
      if (filter === undefined) throw notFound()
      return filter
    })
  }),
  GetFilterIDs: method(pageMembers, (engine, argument) =>
    engine.read((unit) => pageOfIds(unit, filters, { ...argument, tenant: argument.Tenant || engine.tenant })),
  ),
  RemoveFilter: method(keyMembers, (engine, argument) => {
    requireMembers(argument, ['ID'])
    const tenant = argument.Tenant || engine.tenant
    const key = keyOf({ tenant, id: argument.ID })
    return engine.change((unit) => {
      if (!unit.has(filters, key)) throw notFound()
      const users = usersOfFilter(unit, tenant, argument.ID)
      if (users.length > 0) throw inUse(key, users)
      unit.remove(filters, key)
      return 'OK'
    })
  }),
}

function inUse(filter: string, users: readonly { kind: string; id: string }[]) {
  const items: Record<string, Record<string, object>> = {}
  for (const { kind, id } of users) {
    const name = `${kind}_profiles`
    items[name] = { ...items[name], [id]: {} }
  }
  return serverError(
    `cannot remove filter <${filter}> because will broken the reference to following items: ${JSON.stringify(items)}`,
  )
}
