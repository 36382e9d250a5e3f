import { defineProfiles, type ProfileKind } from '../profiles/profile-kind.ts'
import type { ChargerProfile } from './charger-profile.ts'

export const chargerProfiles: ProfileKind<ChargerProfile> = defineProfiles('charger')
