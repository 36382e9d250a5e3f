import type { Attributed, Happening } from '../attributes/apply-attributes.ts'
import type { Lookups } from '../filters/event-view.ts'
import { byWeight, type FindFilter, matchesProfile } from '../filters/match-profile.ts'
import type { ChargerProfile } from './charger-profile.ts'

/** One way in which an event is charged: for a customer, a supplier, a reseller ... */
export type ChargerRun = Happening & {
  readonly profile: ChargerProfile
  readonly runId: string
  readonly attributeProfiles: readonly string[]
  readonly altered: readonly string[]
}

export type Deriving = {
  /** profiles that the event may match, in any order */
  candidates: readonly ChargerProfile[]
  find: FindFilter
  lookups: Lookups
  /** the event through AttributeS in context `*chargers`, with the given profiles or, when empty, those that match */
  attribute: (happening: Happening, ids: readonly string[]) => Attributed | undefined
}

const ONLY_RUN_ID = '*none'
const RUN_ID = 'RunID'
const RUN_ID_FIELD = '*req.RunID'

/** A run for each matching profile, heavier first, with its fields altered; empty when none matches. */
export function deriveRuns(happening: Happening, deriving: Deriving): ChargerRun[] {
  const view = { req: happening.event, opts: happening.opts, lookups: deriving.lookups }
  return deriving.candidates
    .filter((profile) => matchesProfile(profile, view, deriving.find))
    .sort(byWeight)
    .map((profile) => deriveRun(happening, profile, deriving))
}

function deriveRun(happening: Happening, profile: ChargerProfile, { attribute }: Deriving): ChargerRun {
  const forked: Happening = { ...happening, event: { ...happening.event, [RUN_ID]: profile.RunID } }
  const own = { profile, runId: profile.RunID }
  const ids = profile.AttributeIDs ?? []
  const done = ids.length === 1 && ids[0] === ONLY_RUN_ID ? undefined : attribute(forked, ids)
  if (done === undefined) return { ...forked, ...own, attributeProfiles: [], altered: [RUN_ID_FIELD] }
  return {
    tenant: done.tenant,
    event: done.event,
    opts: done.opts,
    ...own,
    attributeProfiles: done.matched,
    altered: [RUN_ID_FIELD, ...done.altered],
  }
}
