import type { Unit } from '../store/unit.ts'
import { profileKey, ratingPlans, ratingProfiles, timings } from './collections.ts'
import type { RatingLookup } from './find-tariff.ts'

/** What rating looks things up in, over the state that a unit sees. */
export function openLookup(unit: Pick<Unit, 'get'>): RatingLookup {
  return {
    profile: (key) => unit.get(ratingProfiles, profileKey(key)),
    plan: (id) => unit.get(ratingPlans, id),
    timing: (id) => unit.get(timings, id),
  }
}
