import type { EventView } from '../filters/event-view.ts'
import { byWeight, type FindFilter, matchesProfile } from '../filters/match-profile.ts'
import type { ResourceProfile, ResourceState, ResourceUsage } from './resource-profile.ts'

/** A resource with its profile. */
export type Resource = { readonly profile: ResourceProfile; readonly state: ResourceState }
export type Allocation = { usageId: string; units: number; now: Date; ttlNanoseconds?: number }

const ENDLESS = -1
const NANOSECONDS_PER_MS = 1e6

/** The profiles that an event uses: by weight, cut after a blocker (section 6.4). */
export function matchingResources(
  candidates: readonly ResourceProfile[],
  view: EventView,
  find: FindFilter,
): ResourceProfile[] {
  const matching = candidates.filter((profile) => matchesProfile(profile, view, find)).sort(byWeight)
  const blocker = matching.findIndex((profile) => profile.Blocker)
  return blocker < 0 ? matching : matching.slice(0, blocker + 1)
}

/** The message of the first resource with enough room, or undefined when none has. Changes nothing. */
export function authorize(resources: readonly Resource[], { usageId, units, now }: Allocation): string | undefined {
  const roomy = resources.find(({ profile, state }) => {
    // A usage that is allocated anew gives its old units back first.
    const { [usageId]: _, ...others } = living(state, now).usages
    return profile.Limit === ENDLESS || totalOf(others) + units <= profile.Limit
  })
  return roomy && (roomy.profile.AllocationMessage || roomy.profile.ID)
}

/** As authorize; with room in one of them the usage is recorded in all, in place of its old one. */
export function allocate(
  resources: readonly Resource[],
  allocation: Allocation,
): { message: string; states: readonly ResourceState[] } | undefined {
  const message = authorize(resources, allocation)
  if (message === undefined) return undefined
  const { usageId, units, now } = allocation
  const states = resources.flatMap(({ profile, state }) => {
    const ttl = allocation.ttlNanoseconds ?? profile.UsageTTL
    if (ttl === 0) return []
    const expiresAt = ttl > 0 ? new Date(now.getTime() + ttl / NANOSECONDS_PER_MS).toISOString() : null
    return [{ ...state, usages: { ...living(state, now).usages, [usageId]: { units, expiresAt } } }]
  })
  return { message, states }
}

/** The states that change when a usage ends; empty when it is not known anywhere. */
export function release(states: readonly ResourceState[], usageId: string): ResourceState[] {
  return states
    .filter((state) => Object.hasOwn(state.usages, usageId))
    .map((state) => {
      const { [usageId]: _, ...usages } = state.usages
      return { ...state, usages }
    })
}

/** The resource without usages whose time is over. */
export function living(state: ResourceState, now: Date): ResourceState {
  const entries = Object.entries(state.usages)
  const alive = entries.filter(([, { expiresAt }]) => expiresAt === null || Date.parse(expiresAt) > now.getTime())
  return alive.length === entries.length ? state : { ...state, usages: Object.fromEntries(alive) }
}

export function totalUsage(state: ResourceState): number {
  return totalOf(state.usages)
}

export function newResourceState({ Tenant, ID }: ResourceProfile): ResourceState {
  return { tenant: Tenant, id: ID, usages: {} }
}

function totalOf(usages: Readonly<Record<string, ResourceUsage>>): number {
  return Object.values(usages).reduce((sum, { units }) => sum + units, 0)
}
