import { type Bound, flag, integer, listOf, optional, text } from '../rpc/bind-members.ts'
import { isEmpty, notFound, RpcError, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { keyPrefix, splitKey } from '../store/key.ts'
import { page } from '../store/page.ts'
import { readActivation, sortActivations } from '../tariff/build-tariff.ts'
import { formatTime } from '../times/format-time.ts'
import { profileKey, ratingPlans, ratingProfiles } from './collections.ts'
import type { RatingProfile } from './rate.ts'

const keyMembers = { Tenant: text, Category: text, Subject: text }
const activationMembers = { ActivationTime: text, RatingPlanId: text, FallbackSubjects: text }
const DEFAULT_CATEGORY = 'call'

/** Rating profiles set at once, beside those of tariff plans (section 7.1). */
export const ratingProfileMethods: Methods = {
  SetRatingProfile: method(
    { ...keyMembers, Overwrite: flag, RatingPlanActivations: listOf(activationMembers) },
    (engine, argument) => {
      requireMembers(argument, ['Subject', 'RatingPlanActivations'])
      argument.RatingPlanActivations.forEach(requireActivation)
      const key = {
        tenant: argument.Tenant || engine.tenant,
        category: argument.Category || DEFAULT_CATEGORY,
        subject: argument.Subject,
      }
      return engine.change((unit) => {
        for (const { RatingPlanId } of argument.RatingPlanActivations) {
          if (!unit.has(ratingPlans, RatingPlanId)) throw new RpcError(`NOT_FOUND:RatingPlanId:${RatingPlanId}`)
        }
        const kept = argument.Overwrite ? [] : (unit.get(ratingProfiles, profileKey(key))?.activations ?? [])
        const added = argument.RatingPlanActivations.map((one) => readActivation(one, unit.now))
        unit.put(ratingProfiles, profileKey(key), { ...key, activations: sortActivations([...kept, ...added]) })
        return 'OK'
      })
    },
  ),
  GetRatingProfile: method(keyMembers, (engine, argument) => {
    requireMembers(argument, ['Category', 'Subject'])
    return engine.read((unit) => {
      const tenant = argument.Tenant || engine.tenant
      const key = profileKey({ tenant, category: argument.Category, subject: argument.Subject })
      const profile = unit.get(ratingProfiles, key)
      if (profile === undefined) throw notFound()
      return presentProfile(profile)
    })
  }),
  GetRatingProfileIDs: method({ Tenant: text, Offset: integer, Limit: optional(integer) }, (engine, argument) =>
    engine.read((unit) => {
      const keys = unit.keys(ratingProfiles, keyPrefix(argument.Tenant || engine.tenant))
      const ids = [...keys].map((key) => splitKey(key).slice(1).join(':'))
      if (ids.length === 0) throw notFound()
      return page(ids, { offset: Math.max(0, argument.Offset), limit: argument.Limit ?? null })
    }),
  ),
  RemoveRatingProfile: method(keyMembers, (engine, argument) => {
    requireMembers(argument, ['Category', 'Subject'])
    return engine.change((unit) => {
      const tenant = argument.Tenant || engine.tenant
      unit.remove(ratingProfiles, profileKey({ tenant, category: argument.Category, subject: argument.Subject }))
      return 'OK'
    })
  }),
}

function requireActivation(activation: Bound<typeof activationMembers>): void {
  const missing = (['ActivationTime', 'RatingPlanId'] as const).filter((name) => isEmpty(activation[name]))
  if (missing.length > 0) throw new RpcError(`MANDATORY_IE_MISSING:RatingPlanActivation:[${missing.join(' ')}]`)
}

function presentProfile(profile: RatingProfile): object {
  const { tenant, category, subject } = profile
  return {
    Id: `*out:${tenant}:${category}:${subject}`,
    RatingPlanActivations: profile.activations.map((one) => ({
      ActivationTime: formatTime(one.activationTime),
      RatingPlanId: one.ratingPlanId,
      FallbackKeys:
        one.fallbackSubjects.length === 0
          ? null
          : one.fallbackSubjects.map((fallback) => `*out:${tenant}:${category}:${fallback}`),
    })),
  }
}
