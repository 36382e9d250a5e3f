import type { FilteredProfile } from '../filters/filter.ts'
import { countFiled, fileProfile, usersOfFilter } from '../filters/profile-index.ts'
import type { Unit } from '../store/unit.ts'
import {
  allProfileKinds,
  findFilterOf,
  namedFilters,
  type ProfileKind,
  profileKindNamed,
  readProfile,
} from './profile-kind.ts'

/** After a stored filter changed: the profiles that name it may have to be found by something else. */
export function refileUsers(unit: Unit, tenant: string, filterId: string): void {
  for (const { kind: name, id } of usersOfFilter(unit, tenant, filterId)) {
    const kind = profileKindNamed(name)
    const profile = kind && readProfile(unit, kind, { tenant, id })
    if (kind !== undefined && profile !== undefined) file(unit, kind, profile)
  }
}

/** Files all profiles of a kind of which some are stored and not filed, as after they came from an older table. */
export function fileUnfiledProfiles(unit: Unit): void {
  for (const kind of allProfileKinds()) {
    if (countFiled(unit, kind.name) === unit.count(kind.collection)) continue
    for (const [, profile] of unit.entries(kind.collection)) file(unit, kind, profile)
  }
}

function file(unit: Unit, kind: ProfileKind<FilteredProfile>, profile: FilteredProfile): void {
  const find = findFilterOf(unit, profile.Tenant)
  fileProfile(unit, kind.name, profile, { find, named: namedFilters(kind, profile) })
}
