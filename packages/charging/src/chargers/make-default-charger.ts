import { hasProfiles, writeProfile } from '../profiles/profile-kind.ts'
import type { Unit } from '../store/unit.ts'
import { chargerProfiles } from './charger-profiles.ts'

/** Gives a tenant that has no charger profile the one that sessions need: each event in one run, `*default`. */
export function makeDefaultCharger(unit: Unit, tenant: string): void {
  if (hasProfiles(unit, chargerProfiles, tenant)) return
  writeProfile(unit, chargerProfiles, {
    Tenant: tenant,
    ID: 'DEFAULT',
    FilterIDs: null,
    ActivationInterval: null,
    RunID: '*default',
    AttributeIDs: ['*none'],
    Weight: 0,
  })
}
