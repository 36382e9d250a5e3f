import { expect, test } from 'vitest'
import { noLookups } from '../filters/event-view.ts'
import { hitThreshold, matchingThresholds, newThresholdState, stateAfterSet } from './hit-threshold.ts'
import type { ThresholdProfile } from './threshold-profile.ts'

const now = new Date('2026-11-20T12:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const profile = (properties: Partial<ThresholdProfile>): ThresholdProfile => ({
  Tenant: 't',
  ID: 'TH',
  FilterIDs: null,
  ActivationInterval: null,
  MaxHits: -1,
  MinHits: 1,
  MinSleep: 0,
  Blocker: false,
  Weight: 0,
  ActionIDs: ['ACT'],
  Async: false,
  EeIDs: null,
  ...properties,
})
/** Which of the hits at these instants run the actions; undefined for those that no longer count. */
function hits(one: ThresholdProfile, times: Date[]) {
  let state = newThresholdState(one)
  return times.map((at) => {
    const hit = hitThreshold(one, state, at)
    state = hit?.state ?? state
    return hit?.runsActions
  })
}

test('actions run from MinHits on, up to MaxHits [OCS-17]', () => {
  const times = [now, now, now, now]
  expect(hits(profile({ MaxHits: 3, MinHits: 2 }), times)).toEqual([false, true, true, undefined])
  expect(hits(profile({ MaxHits: -1, MinHits: 0 }), times)).toEqual([true, true, true, true])
  expect(hits(profile({ MaxHits: 0 }), times)).toEqual([undefined, undefined, undefined, undefined])
})

test('after a run the threshold sleeps, and hits meanwhile only count [OCS-17]', () => {
  const one = profile({ MinSleep: 10e9 })
  expect(hits(one, [now, later(9_999), later(10_000), later(10_001)])).toEqual([true, false, true, false])
})

test('heavier thresholds come first and a blocker hides lighter ones [OCS-17]', () => {
  const all = [
    profile({ ID: 'A', Weight: 1 }),
    profile({ ID: 'B', Weight: 5, Blocker: true }),
    profile({ ID: 'C', Weight: 9 }),
  ]
  const view = { req: {}, opts: {}, lookups: noLookups(now) }
  expect(matchingThresholds(all, view, { find: () => undefined }).map(({ ID }) => ID)).toEqual(['C', 'B'])
})

test('setting a profile anew keeps its hits unless what counts them changes [OCS-17]', () => {
  const old = profile({ MaxHits: 3 })
  const state = { ...newThresholdState(old), hits: 2 }
  expect(stateAfterSet(old, profile({ MaxHits: 3, ActionIDs: ['X'] }), state).hits).toBe(2)
  for (const change of [{ MaxHits: 4 }, { MaxHits: 3, MinHits: 2 }, { MaxHits: 3, MinSleep: 5 }]) {
    expect(stateAfterSet(old, profile(change), state).hits).toBe(0)
  }
  expect(stateAfterSet(undefined, old, undefined).hits).toBe(0)
})
