import { compileTemplate } from '../filters/value-template.ts'
import { defineProfiles, type ProfileKind } from '../profiles/profile-kind.ts'
import { profileMembers, profileMethods, profileOf } from '../profiles/profile-methods.ts'
import { type Bound, flag, listOf, type Member, optional, text, textList, verbatim } from '../rpc/bind-members.ts'
import { isMap, readText } from '../rpc/read-values.ts'
import { RpcError, requireMembers, serverError } from '../rpc/rpc-error.ts'
import type { Methods } from '../rpc/services.ts'
import type { AttributeProfile } from './attribute-profile.ts'
import { isAttributeType } from './attribute-value.ts'

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
const members = { ...profileMembers, Contexts: textList, Attributes: listOf(attributeMembers), Blocker: flag }

export const attributeProfiles: ProfileKind<AttributeProfile> = defineProfiles('attribute', {
  partFilters: ({ Attributes }) => Attributes.flatMap(({ FilterIDs }) => FilterIDs ?? []),
})

export const attributeMethods: Methods = profileMethods(attributeProfiles, {
  noun: 'Attribute',
  members,
  read: (argument, tenant) => {
    requireMembers(argument, ['Attributes'])
    checkAttributes(argument.Attributes)
    return {
      ...profileOf(argument, tenant),
      Contexts: argument.Contexts.length === 0 ? ['*any'] : argument.Contexts,
      Attributes: argument.Attributes.map((one) => ({ ...one, FilterIDs: one.FilterIDs ?? null })),
      Blocker: argument.Blocker,
    }
  },
})

/** What could not be computed would fail with every event. */
function checkAttributes(attributes: Bound<typeof members>['Attributes']): void {
  for (const { Path, Type, Value } of attributes) {
    if (Path === '') throw new RpcError('MANDATORY_IE_MISSING: [Path]')
    if (!/^(\*req\.|\*opts\.).|^\*tenant$/.test(Path)) throw serverError(`unsupported path: <${Path}>`)
    if (!isAttributeType(Type)) throw serverError(`unsupported type: <${Type}>`)
    for (const { Rules } of Value) {
      if (Rules === '') throw new RpcError('MANDATORY_IE_MISSING: [Rules]')
      compileTemplate(Rules)
    }
  }
}

function splitRules(value: string): Rules {
  return value.split(';').map((rule) => ({ Rules: rule }))
}
