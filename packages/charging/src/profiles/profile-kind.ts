import { checkFilterIds } from '../filters/check-filters.ts'
import type { EventView } from '../filters/event-view.ts'
import type { FilteredProfile, StoredFilter } from '../filters/filter.ts'
import type { FindFilter } from '../filters/match-profile.ts'
import { isInline } from '../filters/parse-inline-filter.ts'
import { candidateIds, fileProfile, unfileProfile, usersOfFilter } from '../filters/profile-index.ts'
import { type Collection, defineDocuments } from '../store/collection.ts'
import type { Unit } from '../store/unit.ts'

export type ProfileKey = { tenant: string; id: string }

/** One kind of profile: where it is stored, and which filters its parts name beside its own. */
export type ProfileKind<P extends FilteredProfile> = {
  readonly name: string
  readonly collection: Collection<P>
  readonly partFilters: (profile: P) => readonly string[]
}

export const filters = defineDocuments<StoredFilter>('filter')

const kinds = new Map<string, ProfileKind<FilteredProfile>>()

/** Declares a kind of profile, stored under its name. */
export function defineProfiles<P extends FilteredProfile>(
  name: string,
  { partFilters = () => [] }: { partFilters?: (profile: P) => readonly string[] } = {},
): ProfileKind<P> {
  const kind = { name, collection: defineDocuments<P>(name), partFilters }
  kinds.set(name, kind as unknown as ProfileKind<FilteredProfile>)
  return kind
}

export function findFilterOf(unit: Unit, tenant: string): FindFilter {
  return (id) => unit.get(filters, keyOf({ tenant, id }))
}

export function readProfile<P extends FilteredProfile>(
  unit: Unit,
  kind: ProfileKind<P>,
  key: ProfileKey,
): P | undefined {
  return unit.get(kind.collection, keyOf(key))
}

/** Stores the whole profile in place of any of that ID. Refuses one that names a filter which does not exist. */
export function writeProfile<P extends FilteredProfile>(unit: Unit, kind: ProfileKind<P>, profile: P): void {
  const find = findFilterOf(unit, profile.Tenant)
  const all = [...(profile.FilterIDs ?? []), ...kind.partFilters(profile)]
  checkFilterIds(all, { find, item: `${profile.Tenant}:${profile.ID}` })
  unit.put(kind.collection, keyOf({ tenant: profile.Tenant, id: profile.ID }), profile)
  fileProfile(unit, kind.name, profile, { find, named: all.filter((id) => !isInline(id)) })
}

/** False when there was none. */
export function deleteProfile<P extends FilteredProfile>(unit: Unit, kind: ProfileKind<P>, key: ProfileKey): boolean {
  if (!unit.has(kind.collection, keyOf(key))) return false
  unit.remove(kind.collection, keyOf(key))
  unfileProfile(unit, { kind: kind.name, tenant: key.tenant }, key.id)
  return true
}

/** The profiles of a tenant that an event may match, found through the index. */
export function profilesFor<P extends FilteredProfile>(
  unit: Unit,
  kind: ProfileKind<P>,
  { tenant, view }: { tenant: string; view: EventView },
): P[] {
  const found: P[] = []
  for (const id of candidateIds(unit, { kind: kind.name, tenant }, view)) {
    const profile = readProfile(unit, kind, { tenant, id })
    if (profile !== undefined) found.push(profile)
  }
  return found
}

/** Whether the tenant has any profile of the kind. */
export function hasProfiles<P extends FilteredProfile>(unit: Unit, kind: ProfileKind<P>, tenant: string): boolean {
  return unit.count(kind.collection, `${tenant}:`) > 0
}

/** After a stored filter changed: those who name it may have to be found by something else. */
export function refileUsers(unit: Unit, tenant: string, filterId: string): void {
  const find = findFilterOf(unit, tenant)
  for (const user of usersOfFilter(unit, tenant, filterId)) {
    const kind = kinds.get(user.kind)
    const profile = kind && readProfile(unit, kind, { tenant, id: user.id })
    if (kind === undefined || profile === undefined) continue
    const named = [...(profile.FilterIDs ?? []), ...kind.partFilters(profile)].filter((id) => !isInline(id))
    fileProfile(unit, kind.name, profile, { find, named })
  }
}

export function keyOf({ tenant, id }: ProfileKey): string {
  return `${tenant}:${id}`
}
