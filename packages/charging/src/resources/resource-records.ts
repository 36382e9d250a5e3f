import { defineProfiles, keyOf, type ProfileKey, type ProfileKind } from '../profiles/profile-kind.ts'
import { defineDocuments } from '../store/collection.ts'
import type { Unit } from '../store/unit.ts'
import type { ResourceProfile, ResourceState } from './resource-profile.ts'
import { living, totalUsage } from './use-resources.ts'

export const resourceProfiles: ProfileKind<ResourceProfile> = defineProfiles('resource')
/** What is in use of each resource, as long as its profile. */
export const resourceStates = defineDocuments<ResourceState>('resource-state')

export function readResource(unit: Unit, key: ProfileKey): ResourceState | undefined {
  return unit.get(resourceStates, keyOf(key))
}

export function writeResource(unit: Unit, state: ResourceState): void {
  unit.put(resourceStates, keyOf(state), state)
}

export function dropResource(unit: Unit, key: ProfileKey): void {
  unit.remove(resourceStates, keyOf(key))
}

/** How `~*resources.id.TotalUsage` and the like see a resource. */
export function presentUsage(unit: Unit, key: ProfileKey): object | undefined {
  const profile = unit.get(resourceProfiles.collection, keyOf(key))
  const stored = readResource(unit, key)
  if (profile === undefined || stored === undefined) return undefined
  const state = living(stored, unit.now)
  const TotalUsage = totalUsage(state)
  return { TotalUsage, AvailableUsage: profile.Limit < 0 ? -1 : profile.Limit - TotalUsage, Usages: state.usages }
}
