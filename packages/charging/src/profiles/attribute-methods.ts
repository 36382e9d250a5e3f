import { inTransaction } from '../database/transaction.ts'
import {
  anything,
  type Bound,
  decimal,
  flag,
  integer,
  listOf,
  type Member,
  optional,
  text,
  textList,
  verbatim,
} from '../rpc/bind-members.ts'
import { isMap, readText } from '../rpc/read-values.ts'
import { notFound, RpcError, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { lockFilters, requireFilters } from './filter-methods.ts'
import { countProfiles, deleteProfile, readProfile, readProfileIds, writeProfile } from './tables.ts'

type Rules = { Rules: string }[]

/** v1 sends a list of `{Rules}`, v2 one text with rules joined by `;` (section 6.2); both are taken by both. */
const rules: Member<Rules> = {
  read: (value, name) => {
    if (!Array.isArray(value)) return splitRules(readText(value, name))
    return value.map((item) => ({ Rules: isMap(item) ? readText(item.Rules ?? '', 'Rules') : readText(item, name) }))
  },
  absent: [],
}
const attributeMembers = { FilterIDs: optional(textList), Path: text, Type: verbatim, Value: rules }
const profileMembers = {
  Tenant: text,
  ID: text,
  Contexts: textList,
  FilterIDs: optional(textList),
  ActivationInterval: anything,
  Attributes: listOf(attributeMembers),
  Blocker: flag,
  Weight: decimal,
}
const keyMembers = { Tenant: text, ID: text }
const pageMembers = { Tenant: text, Offset: integer, Limit: optional(integer) }

/** Stored as documents; nothing is computed from them here. The event side (AttributeSv1) reads the same table. */
const setAttributeProfile = method(profileMembers, async (engine, argument) => {
  requireMembers(argument, ['ID', 'Attributes'])
  checkAttributes(argument.Attributes)
  const tenant = argument.Tenant || engine.tenant
  const named = [argument.FilterIDs ?? [], ...argument.Attributes.map((one) => one.FilterIDs ?? [])].flat()
  return await inTransaction(engine, async ({ tx }) => {
    await lockFilters(tx, tenant)
    await requireFilters(tx, tenant, named, argument.ID)
    await writeProfile(tx, { kind: 'attribute', tenant, id: argument.ID }, toDocument(argument, tenant))
    return 'OK'
  })
})

export const attributeMethods: Methods = {
  SetAttributeProfile: setAttributeProfile,
  GetAttributeProfile: method(keyMembers, async (engine, argument) => {
    requireMembers(argument, ['ID'])
    const key = { kind: 'attribute', tenant: argument.Tenant || engine.tenant, id: argument.ID } as const
    const document = await readProfile(engine.pool, key)
    if (document === undefined) throw notFound()
    return document
  }),
  GetAttributeProfileIDs: method(pageMembers, async (engine, argument) => {
    const ids = await readProfileIds(engine.pool, {
      kind: 'attribute',
      tenant: argument.Tenant || engine.tenant,
      offset: Math.max(0, argument.Offset),
      limit: argument.Limit ?? null,
    })
    if (ids.length === 0 && argument.Offset === 0) throw notFound()
    return ids
  }),
  GetAttributeProfileCount: method({ Tenant: text }, (engine, { Tenant }) =>
    countProfiles(engine.pool, 'attribute', Tenant || engine.tenant),
  ),
  RemoveAttributeProfile: method(keyMembers, async (engine, argument) => {
    requireMembers(argument, ['ID'])
    const key = { kind: 'attribute', tenant: argument.Tenant || engine.tenant, id: argument.ID } as const
    if (!(await deleteProfile(engine.pool, key))) throw notFound()
    return 'OK'
  }),
  RemoveResourceProfile: method(keyMembers, async (engine, argument) => {
    requireMembers(argument, ['ID'])
    const key = { kind: 'resource', tenant: argument.Tenant || engine.tenant, id: argument.ID } as const
    if (!(await deleteProfile(engine.pool, key))) throw notFound()
    return 'OK'
  }),
}

function checkAttributes(attributes: Bound<typeof profileMembers>['Attributes']): void {
  for (const { Path, Value } of attributes) {
    if (Path === '') throw new RpcError('MANDATORY_IE_MISSING: [Path]')
    if (Value.some((rule) => rule.Rules === '')) throw new RpcError('MANDATORY_IE_MISSING: [Rules]')
  }
}

/** The v1 shape, which both versions of GetAttributeProfile answer. */
function toDocument(argument: Bound<typeof profileMembers>, tenant: string): object {
  return {
    Tenant: tenant,
    ID: argument.ID,
    Contexts: argument.Contexts.length === 0 ? ['*any'] : argument.Contexts,
    FilterIDs: argument.FilterIDs ?? null,
    ActivationInterval: argument.ActivationInterval ?? null,
    Attributes: argument.Attributes.map(({ FilterIDs, Path, Type, Value }) => ({
      FilterIDs: FilterIDs ?? null,
      Path,
      Type,
      Value,
    })),
    Blocker: argument.Blocker,
    Weight: argument.Weight.toNumber(),
  }
}

function splitRules(value: string): Rules {
  return value.split(';').map((rule) => ({ Rules: rule }))
}
