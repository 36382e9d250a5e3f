import { openLookups } from '../filters/open-lookups.ts'
import { findFilterOf, profilesFor, readProfile } from '../profiles/profile-kind.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import { type Attributed, type AttributeRun, applyAttributes, type Happening, pickProfile } from './apply-attributes.ts'
import { attributeProfiles } from './attribute-methods.ts'
import type { AttributeProfile } from './attribute-profile.ts'
import { inlineProfile, isInlineAttribute } from './inline-attributes.ts'

export type AttributeOptions = {
  context: string
  /** only these profiles, or attributes written out; empty lets all of the context compete */
  ids: readonly string[]
  processRuns?: number
  ignoreFilters?: boolean
  /** each of the named profiles once, whatever processRuns says: what a charger's list means */
  appliesAll?: boolean
}

/** The event through AttributeS, over the stored profiles (section 14.2). Undefined when none matches. */
export function processAttributes(unit: Unit, happening: Happening, options: AttributeOptions): Attributed | undefined {
  return applyAttributes(happening, runOf(unit, happening, options))
}

/** The one profile that the event would be given first, or undefined. */
export function attributeForEvent(
  unit: Unit,
  happening: Happening,
  options: AttributeOptions,
): AttributeProfile | undefined {
  return pickProfile(happening, runOf(unit, happening, options))
}

function runOf(unit: Unit, { tenant }: Happening, options: AttributeOptions): AttributeRun {
  const lookups = openLookups(unit, tenant)
  const { context, ids, ignoreFilters } = options
  const appliesAll = options.appliesAll === true && ids.length > 0
  const named = ids.map((id) => profileNamed(unit, tenant, id))
  return {
    context,
    ignoreFilters,
    lookups,
    processRuns: appliesAll ? ids.length : (options.processRuns ?? 1),
    appliesOnce: appliesAll,
    find: findFilterOf(unit, tenant),
    candidates: ({ event, opts }) =>
      ids.length > 0 ? named : profilesFor(unit, attributeProfiles, { tenant, view: { req: event, opts, lookups } }),
  }
}

function profileNamed(unit: Unit, tenant: string, id: string): AttributeProfile {
  if (isInlineAttribute(id)) return inlineProfile(id, tenant)
  const profile = readProfile(unit, attributeProfiles, { tenant, id })
  if (profile === undefined) throw new RpcError('NOT_FOUND')
  return profile
}
