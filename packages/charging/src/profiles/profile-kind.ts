import { checkFilterIds } from '../filters/check-filters.ts'
import type { EventView } from '../filters/event-view.ts'
import type { FilteredProfile, StoredFilter } from '../filters/filter.ts'
import type { FindFilter } from '../filters/match-profile.ts'
import { isInline } from '../filters/parse-inline-filter.ts'
import { candidateIds, fileProfile, unfileProfile } from '../filters/profile-index.ts'
import { type Collection, defineDocuments } from '../store/collection.ts'
import { tenantKey } from '../store/key.ts'
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
  fileProfile(unit, kind.name, profile, { find, named: namedFilters(kind, profile) })
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

export function allProfileKinds(): Iterable<ProfileKind<FilteredProfile>> {
  return kinds.values()
}

export function profileKindNamed(name: string): ProfileKind<FilteredProfile> | undefined {
  return kinds.get(name)
}

/** The stored filters that a profile names, in itself or in its parts. */
export function namedFilters<P extends FilteredProfile>(kind: ProfileKind<P>, profile: P): string[] {
  return [...(profile.FilterIDs ?? []), ...kind.partFilters(profile)].filter((id) => !isInline(id))
}

export function keyOf({ tenant, id }: ProfileKey): string {
  return tenantKey(tenant, id)
}
