import type { Happening } from '../attributes/apply-attributes.ts'
import { processAttributes } from '../attributes/process-attributes.ts'
import { openLookups } from '../filters/open-lookups.ts'
import { findFilterOf, profilesFor } from '../profiles/profile-kind.ts'
import type { Unit } from '../store/unit.ts'
import { chargerProfiles } from './charger-profiles.ts'
import { type ChargerRun, deriveRuns } from './derive-runs.ts'

const CONTEXT = '*chargers'

/** The runs of an event by the stored charger profiles, heavier first; empty when none matches (section 6.5). */
export function chargerRuns(unit: Unit, happening: Happening): ChargerRun[] {
  const { tenant, event, opts } = happening
  const lookups = openLookups(unit, tenant)
  return deriveRuns(happening, {
    candidates: profilesFor(unit, chargerProfiles, { tenant, view: { req: event, opts, lookups } }),
    find: findFilterOf(unit, tenant),
    lookups,
    attribute: (forked, ids) => processAttributes(unit, forked, { context: CONTEXT, ids, appliesAll: true }),
  })
}
