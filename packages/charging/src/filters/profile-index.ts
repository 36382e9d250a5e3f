import { defineDocuments } from '../store/collection.ts'
import { joinKey, keyPrefix, splitKey } from '../store/key.ts'
import type { Unit } from '../store/unit.ts'
import { type EventView, textOf } from './event-view.ts'
import type { FilteredProfile, FilterRule } from './filter.ts'
import type { FindFilter } from './match-profile.ts'
import { isInline, parseInlineFilter } from './parse-inline-filter.ts'
import { plainField } from './value-template.ts'

/** Where a profile is filed: under values or prefixes of one event field, or among those that every event must try. */
type Place = { shelf: 'value' | 'prefix'; field: string; values: readonly string[] } | { shelf: 'everywhere' }
/** `place` to take the profile away again, `named` the stored filters that it needs. */
type Filing = { place: Place; named: readonly string[] }
type Whose = { kind: string; tenant: string }
/** How many profiles are filed under each field. */
type Fields = { value: Readonly<Record<string, number>>; prefix: Readonly<Record<string, number>>; everywhere: number }

const filings = defineDocuments<Filing>('profile-filing')
const shelves = defineDocuments<string>('profile-shelf')
const fields = defineDocuments<Fields>('profile-fields')
const users = defineDocuments<string>('filter-user')

const NO_FIELDS: Fields = { value: {}, prefix: {}, everywhere: 0 }

/**
 * Files a profile under what an event must have to match it, so that an event finds the few profiles it may match
 * without a look at the others. `named` are all the stored filters that it needs, those of its parts included.
 */
export function fileProfile(
  unit: Unit,
  kind: string,
  profile: FilteredProfile,
  { find, named }: { find: FindFilter; named: readonly string[] },
): void {
  const whose = { kind, tenant: profile.Tenant }
  unfileProfile(unit, whose, profile.ID)
  const place = placeOf(profile.FilterIDs ?? [], find)
  unit.put(filings, joinKey(kind, profile.Tenant, profile.ID), { place, named })
  for (const filter of named) unit.put(users, joinKey(profile.Tenant, filter, kind, profile.ID), profile.ID)
  for (const key of shelfKeys(whose, place, profile.ID)) unit.put(shelves, key, profile.ID)
  countField(unit, whose, place, 1)
}

export function unfileProfile(unit: Unit, { kind, tenant }: Whose, id: string): void {
  const filing = unit.get(filings, joinKey(kind, tenant, id))
  if (filing === undefined) return
  unit.remove(filings, joinKey(kind, tenant, id))
  for (const filter of filing.named) unit.remove(users, joinKey(tenant, filter, kind, id))
  for (const key of shelfKeys({ kind, tenant }, filing.place, id)) unit.remove(shelves, key)
  countField(unit, { kind, tenant }, filing.place, -1)
}

/** IDs of the profiles that the event may match; whoever asks still matches each. */
export function candidateIds(unit: Unit, { kind, tenant }: Whose, view: EventView): Set<string> {
  const found = new Set<string>()
  const known = unit.get(fields, joinKey(kind, tenant))
  if (known === undefined) return found
  const collect = (...parts: string[]) => {
    for (const [, id] of unit.entries(shelves, keyPrefix(kind, tenant, ...parts))) found.add(id)
  }
  if (known.everywhere > 0) collect('everywhere')
  for (const field of Object.keys(known.value)) {
    const text = textOf(view.req[field])
    if (text?.isWellFormed()) collect('value', field, text)
  }
  for (const field of Object.keys(known.prefix)) {
    const text = textOf(view.req[field]) ?? ''
    for (let length = 0; length <= text.length; length++) {
      const prefix = text.slice(0, length)
      if (prefix.isWellFormed()) collect('prefix', field, prefix)
    }
  }
  return found
}

export function countFiled(unit: Unit, kind: string): number {
  return unit.count(filings, keyPrefix(kind))
}

/** The profiles that name a stored filter. */
export function usersOfFilter(unit: Unit, tenant: string, filterId: string): { kind: string; id: string }[] {
  const prefix = keyPrefix(tenant, filterId)
  return [...unit.entries(users, prefix)].map(([key, id]) => ({
    kind: splitKey(key.slice(prefix.length))[0] ?? '',
    id,
  }))
}

function shelfKeys({ kind, tenant }: Whose, place: Place, id: string): string[] {
  if (place.shelf === 'everywhere') return [joinKey(kind, tenant, 'everywhere', id)]
  return place.values.map((value) => joinKey(kind, tenant, place.shelf, place.field, value, id))
}

function countField(unit: Unit, { kind, tenant }: Whose, place: Place, by: 1 | -1): void {
  const key = joinKey(kind, tenant)
  const old = unit.get(fields, key) ?? NO_FIELDS
  if (place.shelf === 'everywhere') {
    unit.put(fields, key, { ...old, everywhere: old.everywhere + by })
    return
  }
  const { [place.field]: count = 0, ...others } = old[place.shelf]
  const counts = count + by > 0 ? { ...others, [place.field]: count + by } : others
  unit.put(fields, key, { ...old, [place.shelf]: counts })
}

/** The first rule that narrows: equality before prefix. */
function placeOf(filterIds: readonly string[], find: FindFilter): Place {
  const rules = filterIds.flatMap((id) => (isInline(id) ? [parseInlineFilter(id)] : (find(id)?.Rules ?? [])))
  return narrowing(rules, '*string', 'value') ?? narrowing(rules, '*prefix', 'prefix') ?? { shelf: 'everywhere' }
}

function narrowing(rules: readonly FilterRule[], type: string, shelf: 'value' | 'prefix'): Place | undefined {
  for (const rule of rules) {
    const field = rule.Type === type ? plainField(rule.Element) : undefined
    const isConstant = rule.Values.every((value) => !value.startsWith('~') && !value.endsWith('}'))
    if (field !== undefined && isConstant) return { shelf, field, values: [...new Set(rule.Values)] }
  }
  return undefined
}
