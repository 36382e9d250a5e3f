import { RpcError } from '../rpc/rpc-error.ts'
import { timeFromWire } from '../times/format-time.ts'
import { timeOf } from './compare-values.ts'
import { compileRule, type Test } from './compile-rule.ts'
import { type EventView, textOf } from './event-view.ts'
import type { ActivationInterval, FilteredProfile, StoredFilter } from './filter.ts'
import { isInline, parseInlineFilter } from './parse-inline-filter.ts'

/** Finds a stored filter of the profile's tenant. */
export type FindFilter = (id: string) => StoredFilter | undefined

// What is stored is never changed in place, so a compiled form holds for as long as its object lives.
const storedTests = new WeakMap<StoredFilter, readonly Test[]>()
const inlineTests = new Map<string, Test>()
const MOST_KEPT = 100_000

/** Whether all filters of a profile hold for an event. One that names a filter which is gone fails with its name. */
export function matchesProfile(profile: FilteredProfile, view: EventView, find: FindFilter): boolean {
  if (!isActive(profile.ActivationInterval, view)) return false
  return matchesFilters(profile.FilterIDs, view, find)
}

/** Whether all of the named filters hold; none is a match. */
export function matchesFilters(ids: readonly string[] | null, view: EventView, find: FindFilter): boolean {
  return (ids ?? []).every((id) => (isInline(id) ? inlineTest(id)(view) : matchesStored(id, view, find)))
}

function matchesStored(id: string, view: EventView, find: FindFilter): boolean {
  const filter = find(id)
  if (filter === undefined) throw new RpcError(`NOT_FOUND:${id}`)
  if (!isActive(filter.ActivationInterval, view)) return false
  let tests = storedTests.get(filter)
  if (tests === undefined) {
    tests = filter.Rules.map(compileRule)
    storedTests.set(filter, tests)
  }
  return tests.every((test) => test(view))
}

function inlineTest(text: string): Test {
  const known = inlineTests.get(text)
  if (known !== undefined) return known
  const test = compileRule(parseInlineFilter(text))
  if (inlineTests.size >= MOST_KEPT) inlineTests.clear()
  inlineTests.set(text, test)
  return test
}

/** An interval only counts against the event's `Time`, when it has one (section 6). */
function isActive(interval: ActivationInterval, view: EventView): boolean {
  if (interval === null) return true
  const text = textOf(view.req.Time)
  const at = text === undefined ? undefined : timeOf(text, view.lookups.now)
  if (at === undefined) return true
  const from = timeFromWire(interval.ActivationTime)
  const to = timeFromWire(interval.ExpiryTime)
  return (from === null || from <= at) && (to === null || at < to)
}

/** Higher weight first; equal ones by ID, so that the order is always the same. */
export function byWeight(a: FilteredProfile, b: FilteredProfile): number {
  return b.Weight - a.Weight || (a.ID < b.ID ? -1 : a.ID > b.ID ? 1 : 0)
}
