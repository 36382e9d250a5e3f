import type { Engine } from '../engine.ts'
import { textOf } from '../filters/event-view.ts'
import { profileMembers, profileMethods, profileOf } from '../profiles/profile-methods.ts'
import { anything, decimal, flag, freeMap, optional, text, textList, verbatim } from '../rpc/bind-members.ts'
import { readDecimal } from '../rpc/read-values.ts'
import { notFound, RpcError, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { nanoseconds } from '../rpc/typed-duration.ts'
import type { Unit } from '../store/unit.ts'
import { thresholdActions } from '../thresholds/threshold-actions.ts'
import { formatTime, timeFromWire } from '../times/format-time.ts'
import { parseDuration } from '../times/parse-duration.ts'
import { allocateResources, authorizeResources, releaseResources, type Wanted } from './change-resources.ts'
import { resourcesFor } from './find-resources.ts'
import type { ResourceState } from './resource-profile.ts'
import { dropResource, readResource, resourceProfiles, writeResource } from './resource-records.ts'
import { living, newResourceState } from './use-resources.ts'

export const resourceMethods: Methods = profileMethods(resourceProfiles, {
  noun: 'Resource',
  members: {
    ...profileMembers,
    UsageTTL: nanoseconds,
    Limit: decimal,
    AllocationMessage: verbatim,
    Blocker: flag,
    Stored: flag,
    ThresholdIDs: optional(textList),
  },
  read: (argument, tenant) => ({
    ...profileOf(argument, tenant),
    UsageTTL: argument.UsageTTL,
    Limit: argument.Limit.toNumber(),
    AllocationMessage: argument.AllocationMessage,
    Blocker: argument.Blocker,
    Stored: argument.Stored,
    ThresholdIDs: argument.ThresholdIDs ?? null,
  }),
  onWrite: (unit, profile) => {
    const key = { tenant: profile.Tenant, id: profile.ID }
    if (readResource(unit, key) === undefined) writeResource(unit, newResourceState(profile))
  },
  onRemove: dropResource,
})

const eventMembers = {
  Tenant: text,
  ID: text,
  Time: anything,
  Event: freeMap,
  APIOpts: freeMap,
  // As revision 0.10 sends them, beside the event.
  UsageID: text,
  Units: optional(decimal),
}
type EventArgument = {
  Tenant: string
  ID: string
  Event: Record<string, unknown>
  APIOpts: Record<string, unknown>
  UsageID: string
  Units?: { toNumber(): number }
}

export const resourceService: Methods = {
  AuthorizeResources: onEvent((engine, unit, argument) => {
    return authorizeResources(unit, happeningOf(engine, argument), wantedOf(argument))
  }),
  AllocateResources: onEvent((engine, unit, argument) => {
    return allocateResources(unit, happeningOf(engine, argument), wantedOf(argument), thresholdActions(engine))
  }),
  ReleaseResources: onEvent((engine, unit, argument) => {
    releaseResources(unit, happeningOf(engine, argument), wantedOf(argument).usageId, thresholdActions(engine))
    return 'OK'
  }),
  GetResourcesForEvent: onEvent((engine, unit, argument) => {
    const resources = resourcesFor(unit, happeningOf(engine, argument))
    if (resources.length === 0) throw notFound()
    return resources.map(({ state }) => presentResource(unit, state))
  }),
  GetResource: method({ Tenant: text, ID: text }, (engine, { Tenant, ID }) => {
    requireMembers({ ID }, ['ID'])
    return engine.read((unit) => {
      const state = readResource(unit, { tenant: Tenant || engine.tenant, id: ID })
      if (state === undefined) throw notFound()
      return presentResource(unit, state)
    })
  }),
}

function onEvent(work: (engine: Engine, unit: Unit, argument: EventArgument) => unknown) {
  return method(eventMembers, (engine, argument) => {
    requireMembers(argument, ['ID', 'Event'])
    return engine.change((unit) => work(engine, unit, argument))
  })
}

/** Options of master and arguments of 0.10, whichever were sent (section 6.4). */
function wantedOf({ UsageID, Units, APIOpts }: EventArgument): Wanted {
  const usageId = textOf(APIOpts['*rsUsageID']) || UsageID
  if (usageId === '') throw new RpcError('MANDATORY_IE_MISSING: [UsageID]')
  const units = APIOpts['*rsUnits'] ?? Units?.toNumber() ?? 1
  const ttl = textOf(APIOpts['*rsUsageTTL'])
  return {
    usageId,
    units: readDecimal(units, '*rsUnits').toNumber(),
    ttlNanoseconds: ttl === undefined ? undefined : parseDuration(ttl).toNumber(),
  }
}

function happeningOf(engine: Engine, { Tenant, Event, APIOpts }: EventArgument) {
  return { tenant: Tenant || engine.tenant, event: Event, opts: APIOpts }
}

function presentResource(unit: Unit, stored: ResourceState): object {
  const { tenant, id, usages } = living(stored, unit.now)
  const expiring = Object.entries(usages).filter(([, { expiresAt }]) => expiresAt !== null)
  const byTime = expiring.sort(([, a], [, b]) => String(a.expiresAt).localeCompare(String(b.expiresAt)))
  return {
    Tenant: tenant,
    ID: id,
    Usages: Object.fromEntries(
      Object.entries(usages).map(([usageId, { units, expiresAt }]) => [
        usageId,
        { Tenant: tenant, ID: usageId, ExpiryTime: formatTime(timeFromWire(expiresAt)), Units: units },
      ]),
    ),
    TTLIdx: byTime.length === 0 ? null : byTime.map(([usageId]) => usageId),
  }
}
