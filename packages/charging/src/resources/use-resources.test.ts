import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noLookups } from '../filters/event-view.ts'
import type { ResourceProfile, ResourceState } from './resource-profile.ts'
import {
  allocate,
  authorize,
  living,
  matchingResources,
  newResourceState,
  release,
  totalUsage,
} from './use-resources.ts'

const now = new Date('2026-11-20T12:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const profile = (properties: Partial<ResourceProfile> = {}): ResourceProfile => ({
  Tenant: 't',
  ID: 'R',
  FilterIDs: null,
  ActivationInterval: null,
  UsageTTL: -1,
  Limit: 2,
  AllocationMessage: '',
  Blocker: false,
  Stored: false,
  Weight: 0,
  ThresholdIDs: null,
  ...properties,
})
const take = (one: ResourceProfile, state: ResourceState, usageId: string, { units = 1, at = now } = {}) =>
  allocate([{ profile: one, state }], { usageId, units, now: at })

test('allocates up to the limit and again after a release [OCS-16]', () => {
  const one = profile({ AllocationMessage: 'OK' })
  const first = take(one, newResourceState(one), 'u1')
  const second = first && take(one, first.states[0] as ResourceState, 'u2')
  const full = second?.states[0] as ResourceState
  expect([first?.message, second?.message]).toEqual(['OK', 'OK'])
  expect(take(one, full, 'u3')).toBeUndefined()
  // The same usage ID replaces its old usage.
  expect(take(one, full, 'u2')?.message).toBe('OK')
  expect(take(one, full, 'u2', { units: 2 })).toBeUndefined()
  const [free] = release([full], 'u1')
  expect(take(one, free as ResourceState, 'u3')?.message).toBe('OK')
  expect(release([full], 'unknown')).toEqual([])
})

test('an allocation ends with its time, none with a TTL of 0 is recorded [OCS-16]', () => {
  const one = profile({ UsageTTL: 10e9, Limit: 1 })
  const state = take(one, newResourceState(one), 'u1')?.states[0] as ResourceState
  expect(take(one, state, 'u2', { at: later(9_999) })).toBeUndefined()
  expect(take(one, state, 'u2', { at: later(10_000) })?.states[0]?.usages).toEqual({
    u2: { units: 1, expiresAt: later(20_000).toISOString() },
  })
  expect(living(state, later(10_000)).usages).toEqual({})
  const unrecorded = profile({ UsageTTL: 0 })
  expect(take(unrecorded, newResourceState(unrecorded), 'u1')).toEqual({ message: 'R', states: [] })
})

test('room in one resource is enough, and all are then used; the first with room speaks [OCS-16]', () => {
  const small = profile({ ID: 'SMALL', Limit: 0, Weight: 9 })
  const big = profile({ ID: 'BIG', Limit: -1, AllocationMessage: 'big' })
  const resources = [small, big].map((one) => ({ profile: one, state: newResourceState(one) }))
  const done = allocate(resources, { usageId: 'u', units: 5, now })
  expect(done?.message).toBe('big')
  expect(done?.states.map(totalUsage)).toEqual([5, 5])
  expect(authorize(resources.slice(0, 1), { usageId: 'u', units: 1, now })).toBeUndefined()
})

test('a blocker hides lighter resources [OCS-16]', () => {
  const all = [profile({ ID: 'A' }), profile({ ID: 'B', Weight: 5, Blocker: true })]
  expect(
    matchingResources(all, { req: {}, opts: {}, lookups: noLookups(now) }, () => undefined).map(({ ID }) => ID),
  ).toEqual(['B'])
})

test('never more units in use than the limit, whatever comes and goes [OCS-16]', () => {
  const step = fc.record({
    isRelease: fc.boolean(),
    usageId: fc.constantFrom('a', 'b', 'c', 'd'),
    units: fc.integer({ min: 0, max: 4 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const one = profile({ Limit: 5 })
      let state = newResourceState(one)
      for (const { isRelease, usageId, units } of steps) {
        const [next] = isRelease ? release([state], usageId) : (take(one, state, usageId, { units })?.states ?? [])
        state = next ?? state
        expect(totalUsage(state)).toBeLessThanOrEqual(5)
      }
    }),
  )
})
