import type { EventView } from '../filters/event-view.ts'
import { byWeight, type FindFilter, matchesProfile } from '../filters/match-profile.ts'
import type { ThresholdProfile, ThresholdState } from './threshold-profile.ts'

const ENDLESS = -1
const NANOSECONDS_PER_MS = 1e6

/** The profiles that an event hits: by weight, cut after a blocker (section 14.3). */
export function matchingThresholds(
  candidates: readonly ThresholdProfile[],
  view: EventView,
  { find, ignoreFilters = false }: { find: FindFilter; ignoreFilters?: boolean },
): ThresholdProfile[] {
  const matching = candidates.filter((profile) => ignoreFilters || matchesProfile(profile, view, find)).sort(byWeight)
  const blocker = matching.findIndex((profile) => profile.Blocker)
  return blocker < 0 ? matching : matching.slice(0, blocker + 1)
}

/**
 * One hit: the new state, and whether the actions run now. Undefined when the threshold had all the hits it may have:
 * it is kept, inert, until it is reset (as CGRateS master).
 */
export function hitThreshold(
  profile: ThresholdProfile,
  state: ThresholdState,
  now: Date,
): { state: ThresholdState; runsActions: boolean } | undefined {
  if (profile.MaxHits !== ENDLESS && state.hits >= profile.MaxHits) return undefined
  const hits = state.hits + 1
  const isSnoozing = state.snooze !== null && now.getTime() < Date.parse(state.snooze)
  if (isSnoozing || hits < profile.MinHits) return { state: { ...state, hits }, runsActions: false }
  const sleepMs = profile.MinSleep / NANOSECONDS_PER_MS
  const snooze = sleepMs > 0 ? new Date(now.getTime() + sleepMs).toISOString() : null
  return { state: { ...state, hits, snooze }, runsActions: true }
}

export function newThresholdState({ Tenant, ID }: ThresholdProfile): ThresholdState {
  return { tenant: Tenant, id: ID, hits: 0, snooze: null }
}

/** A change of what counts hits starts the count anew (section 6.3). */
export function stateAfterSet(
  old: ThresholdProfile | undefined,
  next: ThresholdProfile,
  state: ThresholdState | undefined,
): ThresholdState {
  const isSame = old?.MaxHits === next.MaxHits && old.MinHits === next.MinHits && old.MinSleep === next.MinSleep
  return isSame && state !== undefined ? state : newThresholdState(next)
}
