import type { FilteredProfile } from '../filters/filter.ts'
import { anything, type Bound, decimal, integer, type Members, optional, text, textList } from '../rpc/bind-members.ts'
import { notFound, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import type { Collection } from '../store/collection.ts'
import type { Unit } from '../store/unit.ts'
import { deleteProfile, type ProfileKind, readProfile, writeProfile } from './profile-kind.ts'

const keyMembers = { Tenant: text, ID: text }
export const pageMembers = { Tenant: text, Offset: integer, Limit: optional(integer), Search: text }

/** What every profile is set with. */
export const profileMembers = {
  Tenant: text,
  ID: text,
  FilterIDs: optional(textList),
  ActivationInterval: anything,
  Weight: decimal,
}

/** The members that all profiles share, as they are stored. */
export function profileOf(argument: Bound<typeof profileMembers>, tenant: string): FilteredProfile {
  return {
    Tenant: tenant,
    ID: argument.ID,
    FilterIDs: argument.FilterIDs ?? null,
    ActivationInterval: (argument.ActivationInterval ?? null) as FilteredProfile['ActivationInterval'],
    Weight: argument.Weight.toNumber(),
  }
}

type Verbs<P, M extends Members> = {
  /** of the method names: `Charger` gives SetChargerProfile, GetChargerProfileIDs ... */
  noun: string
  members: M
  read: (argument: Bound<M>, tenant: string) => P
  /** what else changes with a profile, in the same unit; `old` is the profile before */
  onWrite?: (unit: Unit, profile: P, old: P | undefined) => void
  onRemove?: (unit: Unit, key: { tenant: string; id: string }) => void
}

/** Set, Get, GetIDs, Count and Remove of one kind of profile (section 6): setting replaces the whole profile. */
export function profileMethods<P extends FilteredProfile, M extends Members & typeof profileMembers>(
  kind: ProfileKind<P>,
  { noun, members, read, onWrite, onRemove }: Verbs<P, M>,
): Methods {
  return {
    [`Set${noun}Profile`]: method(members, (engine, argument) => {
      const { ID, Tenant } = argument as Bound<typeof profileMembers>
      requireMembers({ ID }, ['ID'])
      const profile = read(argument, Tenant || engine.tenant)
      return engine.change((unit) => {
        const old = readProfile(unit, kind, { tenant: profile.Tenant, id: profile.ID })
        writeProfile(unit, kind, profile)
        onWrite?.(unit, profile, old)
        return 'OK'
      })
    }),
    [`Get${noun}Profile`]: method(keyMembers, (engine, { Tenant, ID }) => {
      requireMembers({ ID }, ['ID'])
      return engine.read((unit) => {
        const profile = readProfile(unit, kind, { tenant: Tenant || engine.tenant, id: ID })
        if (profile === undefined) throw notFound()
        return profile
      })
    }),
    [`Get${noun}ProfileIDs`]: method(pageMembers, (engine, argument) =>
      engine.read((unit) =>
        pageOfIds(unit, kind.collection, { ...argument, tenant: argument.Tenant || engine.tenant }),
      ),
    ),
    [`Get${noun}ProfileCount`]: method({ Tenant: text }, (engine, { Tenant }) =>
      engine.read((unit) => unit.count(kind.collection, `${Tenant || engine.tenant}:`)),
    ),
    [`Remove${noun}Profile`]: method(keyMembers, (engine, { Tenant, ID }) => {
      requireMembers({ ID }, ['ID'])
      const key = { tenant: Tenant || engine.tenant, id: ID }
      return engine.change((unit) => {
        if (!deleteProfile(unit, kind, key)) throw notFound()
        onRemove?.(unit, key)
        return 'OK'
      })
    }),
  }
}

type Page = { tenant: string; Offset: number; Limit?: number; Search: string }

/** IDs without their tenant, in order; an empty set answers NOT_FOUND, an offset beyond the end an empty list (section 2.5). */
export function pageOfIds<T>(unit: Unit, collection: Collection<T>, { tenant, Offset, Limit, Search }: Page): string[] {
  const prefix = `${tenant}:`
  const found: string[] = []
  const first = Math.max(0, Offset)
  const end = Limit === undefined ? Number.POSITIVE_INFINITY : first + Math.max(0, Limit)
  let at = 0
  for (const key of unit.keys(collection, prefix)) {
    const id = key.slice(prefix.length)
    if (!id.includes(Search)) continue
    if (at >= first && at < end) found.push(id)
    if (++at >= end) break
  }
  if (at === 0) throw notFound()
  return found
}
