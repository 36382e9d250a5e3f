import { defineCollection, defineDocuments } from '../store/collection.ts'
import { joinKey } from '../store/key.ts'
import { readPlan, readProfile, writePlan, writeProfile } from './plan-text.ts'
import type { RatingPlan, RatingProfile } from './rate.ts'
import type { Timing } from './timing.ts'

/** Loaded plans by id; like destinations and timings they belong to the engine, not to one tenant. */
export const ratingPlans = defineCollection<RatingPlan, ReturnType<typeof writePlan>>({
  name: 'rating-plan',
  write: writePlan,
  read: readPlan,
})
/** Profiles by tenant, category and subject. */
export const ratingProfiles = defineCollection<RatingProfile, ReturnType<typeof writeProfile>>({
  name: 'rating-profile',
  write: writeProfile,
  read: readProfile,
})
/** Timings by id. */
export const timings = defineDocuments<Timing>('timing')

export function profileKey({
  tenant,
  category,
  subject,
}: {
  tenant: string
  category: string
  subject: string
}): string {
  return joinKey(tenant, category, subject)
}
