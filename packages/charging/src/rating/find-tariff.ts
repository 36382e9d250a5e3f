import type { MatchedDestinations } from '../destinations/destination-records.ts'
import { type CompiledBinding, compilePlan, type Tariff } from './compile-plan.ts'
import { type Activation, ANY, type RatingPlan, type RatingProfile } from './rate.ts'
import { isOpen, type Timing } from './timing.ts'

/** Why usage could not be priced. */
export type RatingError = 'RATING_PLAN_NOT_FOUND' | 'UNAUTHORIZED_DESTINATION' | 'MAX_USAGE_EXCEEDED'

/** What rating looks things up in: the loaded state at one moment. */
export type RatingLookup = {
  profile: (key: { tenant: string; category: string; subject: string }) => RatingProfile | undefined
  plan: (id: string) => RatingPlan | undefined
  timing: (id: string) => Timing | undefined
}

/** Whose usage is priced, and where it goes. */
export type Rated = {
  tenant: string
  category: string
  subject: string
  destination: string
  /** destinations that the number belongs to, with prefix lengths */
  destinations: MatchedDestinations
}

/** What a tariff was found by, as cost details name it. */
export type Match = {
  readonly profile: string
  readonly planId: string
  readonly destinationId: string
  readonly prefix: string
  /** of the binding that applies */
  readonly weight: number
}
export type FoundTariff = {
  readonly match: Omit<Match, 'weight'>
  readonly tariff: Tariff
  /** instant in milliseconds at which another plan takes over */
  readonly until: number
}

const DEEPEST_FALLBACK = 3

/**
 * The tariff for a number at an instant (sections 13.1 to 13.4): the profile of the subject, else that of `*any`; its
 * plan at that instant; the longest prefix that the plan knows, else `*any`; else the fallback subjects in order.
 */
export function findTariff(lookup: RatingLookup, rated: Rated, time: number): FoundTariff | { error: RatingError } {
  const own = lookup.profile({ ...rated, subject: rated.subject })
  const active = activeIn(own, time) ?? activeIn(lookup.profile({ ...rated, subject: ANY }), time)
  if (active === undefined) return { error: 'RATING_PLAN_NOT_FOUND' }
  const until = Math.min(nextActivation(own, time), nextActivation(active.profile, time))
  const found = tariffIn(lookup, rated, { active, time, depth: 1 })
  return found === undefined ? { error: 'UNAUTHORIZED_DESTINATION' } : { ...found, until }
}

/** The binding that applies at an instant; undefined when none is open. */
export function bindingAt({ bindings }: Tariff, time: number): CompiledBinding | undefined {
  const [only] = bindings
  if (bindings.length === 1 && only?.window.isAlways) return only
  return bindings.find(({ window }) => isOpen(window, time))
}

type Active = { profile: RatingProfile; activation: Activation }

function activeIn(profile: RatingProfile | undefined, time: number): Active | undefined {
  const activation = profile?.activations.findLast((one) => one.activationTime.getTime() <= time)
  return profile === undefined || activation === undefined ? undefined : { profile, activation }
}

function nextActivation(profile: RatingProfile | undefined, time: number): number {
  return profile?.activations.find((one) => one.activationTime.getTime() > time)?.activationTime.getTime() ?? Infinity
}

function tariffIn(
  lookup: RatingLookup,
  rated: Rated,
  { active, time, depth }: { active: Active; time: number; depth: number },
): Omit<FoundTariff, 'until'> | undefined {
  const { profile, activation } = active
  const plan = lookup.plan(activation.ratingPlanId)
  const found = plan && inPlan(plan, rated, time)
  if (found !== undefined) {
    const { tariff, ...where } = found
    const key = `*out:${profile.tenant}:${profile.category}:${profile.subject}`
    return { tariff, match: { profile: key, planId: activation.ratingPlanId, ...where } }
  }
  if (depth >= DEEPEST_FALLBACK) return undefined
  for (const subject of activation.fallbackSubjects) {
    const next = activeIn(lookup.profile({ ...rated, subject }), time)
    const answer = next && tariffIn(lookup, rated, { active: next, time, depth: depth + 1 })
    if (answer !== undefined) return answer
  }
  return undefined
}

type InPlan = { destinationId: string; prefix: string; tariff: Tariff }

/** Longest prefix first; among destinations with the same prefix, the higher weight. */
function inPlan(plan: RatingPlan, { destination, destinations }: Rated, time: number): InPlan | undefined {
  const { tariffFor } = compilePlan(plan)
  let best: { id: string; length: number; weight: number; tariff: Tariff } | undefined
  const isNumber = destination !== '' && destination !== ANY
  for (const [id, length] of isNumber ? destinations : []) {
    const tariff = tariffFor(id)
    if (tariff === undefined || (best !== undefined && length < best.length)) continue
    const weight = bindingAt(tariff, time)?.weight
    if (weight === undefined) continue
    if (best === undefined || length > best.length || weight > best.weight) best = { id, length, weight, tariff }
  }
  if (best !== undefined) {
    return { destinationId: best.id, prefix: destination.slice(0, best.length), tariff: best.tariff }
  }
  const any = tariffFor(ANY)
  if (any === undefined || bindingAt(any, time) === undefined) return undefined
  return { destinationId: ANY, prefix: ANY, tariff: any }
}
