import type { Happening } from '../attributes/apply-attributes.ts'
import { openLookups } from '../filters/open-lookups.ts'
import { findFilterOf, profilesFor } from '../profiles/profile-kind.ts'
import type { Unit } from '../store/unit.ts'
import { readResource, resourceProfiles } from './resource-records.ts'
import { matchingResources, newResourceState, type Resource } from './use-resources.ts'

/** The resources that an event uses, with their state; empty when no profile matches. */
export function resourcesFor(unit: Unit, { tenant, event, opts }: Happening): Resource[] {
  const view = { req: event, opts, lookups: openLookups(unit, tenant) }
  const candidates = profilesFor(unit, resourceProfiles, { tenant, view })
  return matchingResources(candidates, view, findFilterOf(unit, tenant)).map((profile) => ({
    profile,
    state: readResource(unit, { tenant, id: profile.ID }) ?? newResourceState(profile),
  }))
}
