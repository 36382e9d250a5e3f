import { defineProfiles, keyOf, type ProfileKey, type ProfileKind } from '../profiles/profile-kind.ts'
import { defineDocuments } from '../store/collection.ts'
import type { Unit } from '../store/unit.ts'
import type { ThresholdProfile, ThresholdState } from './threshold-profile.ts'

export const thresholdProfiles: ProfileKind<ThresholdProfile> = defineProfiles('threshold')
/** Hits of each threshold, as long as its profile. */
export const thresholdStates = defineDocuments<ThresholdState>('threshold-state')

export function readThreshold(unit: Unit, key: ProfileKey): ThresholdState | undefined {
  return unit.get(thresholdStates, keyOf(key))
}

export function writeThreshold(unit: Unit, state: ThresholdState): void {
  unit.put(thresholdStates, keyOf(state), state)
}

export function dropThreshold(unit: Unit, key: ProfileKey): void {
  unit.remove(thresholdStates, keyOf(key))
}

/** Begins to count anew; `key` is `tenant:id`. One that is not there is left alone. */
export function resetThreshold(unit: Unit, key: string): boolean {
  const state = unit.get(thresholdStates, key)
  if (state === undefined) return false
  unit.put(thresholdStates, key, { ...state, hits: 0, snooze: null })
  return true
}
