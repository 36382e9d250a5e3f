import { type EventView, type Lookups, readPath, splitPath, textOf } from '../filters/event-view.ts'
import { byWeight, type FindFilter, matchesFilters, matchesProfile } from '../filters/match-profile.ts'
import { isMap } from '../rpc/read-values.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Attribute, AttributeProfile } from './attribute-profile.ts'
import { attributeValue } from './attribute-value.ts'

/** An event on its way through the engine. */
export type Happening = {
  readonly tenant: string
  readonly event: Readonly<Record<string, unknown>>
  readonly opts: Readonly<Record<string, unknown>>
}

export type AttributeRun = {
  context: string
  /** profiles that the event may match, in any order */
  candidates: (happening: Happening) => readonly AttributeProfile[]
  find: FindFilter
  lookups: Lookups
  /** how many profiles at most are applied, one after another */
  processRuns: number
  /** each profile once; otherwise only the one just applied is skipped */
  appliesOnce?: boolean
  ignoreFilters?: boolean
}

export type Attributed = Happening & { readonly matched: readonly string[]; readonly altered: readonly string[] }

const ANY_CONTEXT = '*any'
const REMOVE = '*remove'
/** What a field holds that attributes have to fill. */
const TO_FILL = '*attributes'
const TENANT = '*tenant'

/**
 * The event after the profiles that match it, one a run and the heaviest first (section 14.2). Undefined when none
 * matches. Later runs skip the profile just applied, and a blocker ends them.
 */
export function applyAttributes(start: Happening, run: AttributeRun): Attributed | undefined {
  let current: Attributed = { ...start, matched: [], altered: [] }
  let applied: readonly AttributeProfile[] = []
  for (let count = 0; count < run.processRuns; count++) {
    const profile = pickProfile(current, run, applied)
    if (profile === undefined) break
    current = applyProfile(current, profile, run)
    applied = run.appliesOnce === true ? [...applied, profile] : [profile]
    if (profile.Blocker) break
  }
  if (current.matched.length === 0) return undefined
  const unfilled = Object.entries(current.event).find(([, value]) => value === TO_FILL)
  if (unfilled !== undefined) throw new RpcError(`MANDATORY_IE_MISSING: [${unfilled[0]}]`)
  return current
}

/** The heaviest profile of the context that matches and was not just applied. */
export function pickProfile(
  happening: Happening,
  run: Omit<AttributeRun, 'processRuns'>,
  applied: readonly AttributeProfile[] = [],
): AttributeProfile | undefined {
  const view = viewOf(happening, run.lookups)
  return [...run.candidates(happening)]
    .sort(byWeight)
    .find(
      (profile) =>
        !applied.some(({ ID }) => ID === profile.ID) &&
        (profile.Contexts.includes(run.context) || profile.Contexts.includes(ANY_CONTEXT)) &&
        (run.ignoreFilters === true || matchesProfile(profile, view, run.find)),
    )
}

function applyProfile(start: Attributed, profile: AttributeProfile, run: AttributeRun): Attributed {
  let current: Attributed = { ...start, matched: [...start.matched, `${profile.Tenant}:${profile.ID}`] }
  for (const attribute of profile.Attributes) {
    const view = viewOf(current, run.lookups)
    if (!matchesFilters(attribute.FilterIDs, view, run.find)) continue
    const value = attributeValue(attribute, view, presentText(attribute, current, view))
    const { Path } = attribute
    const altered = current.altered.includes(Path) ? current.altered : [...current.altered, Path]
    current = { ...withField(current, Path, value === REMOVE ? undefined : value), altered }
  }
  return current
}

function presentText({ Path }: Attribute, { tenant }: Happening, view: EventView): string {
  return Path === TENANT ? tenant : (textOf(readPath(view, splitPath(Path))) ?? '')
}

/** The event with the field at a path set, or without it. */
function withField(current: Attributed, path: string, value: string | undefined): Attributed {
  if (path === TENANT) return { ...current, tenant: value ?? current.tenant }
  const [source, ...rest] = splitPath(path)
  if (source === '*req') return { ...current, event: changed(current.event, rest, value) }
  if (source === '*opts') return { ...current, opts: changed(current.opts, rest, value) }
  throw new RpcError(`unsupported path: <${path}>`)
}

function changed(
  map: Readonly<Record<string, unknown>>,
  path: readonly string[],
  value: string | undefined,
): Record<string, unknown> {
  const [name = '', ...rest] = path
  const inner = map[name]
  if (rest.length > 0) return { ...map, [name]: changed(isMap(inner) ? inner : {}, rest, value) }
  if (value !== undefined) return { ...map, [name]: value }
  const { [name]: _, ...others } = map
  return others
}

function viewOf({ event, opts }: Happening, lookups: Lookups): EventView {
  return { req: event, opts, lookups }
}
