import type { Engine } from '../engine.ts'
import { openLookups } from '../filters/open-lookups.ts'
import { keyOf } from '../profiles/profile-kind.ts'
import { pageMembers, pageOfIds, profileMembers, profileMethods, profileOf } from '../profiles/profile-methods.ts'
import { anything, flag, freeMap, integer, optional, text, textList } from '../rpc/bind-members.ts'
import { readBoolean, readTextList } from '../rpc/read-values.ts'
import { notFound, RpcError, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { nanoseconds } from '../rpc/typed-duration.ts'
import { formatTime, timeFromWire } from '../times/format-time.ts'
import { newThresholdState, stateAfterSet } from './hit-threshold.ts'
import { processThresholds, thresholdsFor } from './process-thresholds.ts'
import { thresholdActions } from './threshold-actions.ts'
import type { ThresholdState } from './threshold-profile.ts'
import {
  dropThreshold,
  readThreshold,
  resetThreshold,
  thresholdProfiles,
  thresholdStates,
  writeThreshold,
} from './threshold-records.ts'

export const thresholdMethods: Methods = profileMethods(thresholdProfiles, {
  noun: 'Threshold',
  members: {
    ...profileMembers,
    MaxHits: integer,
    MinHits: integer,
    MinSleep: nanoseconds,
    Blocker: flag,
    ActionIDs: optional(textList),
    Async: flag,
    EeIDs: optional(textList),
  },
  read: (argument, tenant) => ({
    ...profileOf(argument, tenant),
    MaxHits: argument.MaxHits,
    MinHits: argument.MinHits,
    MinSleep: argument.MinSleep,
    Blocker: argument.Blocker,
    ActionIDs: argument.ActionIDs ?? null,
    Async: argument.Async,
    EeIDs: argument.EeIDs ?? null,
  }),
  onWrite: (unit, profile, old) => {
    const key = { tenant: profile.Tenant, id: profile.ID }
    writeThreshold(unit, stateAfterSet(old, profile, readThreshold(unit, key)))
  },
  onRemove: dropThreshold,
})

const keyMembers = { Tenant: text, ID: text }
const eventMembers = {
  ...keyMembers,
  Time: anything,
  Event: freeMap,
  APIOpts: freeMap,
  // As revision 0.10 sends them, beside the event.
  ThresholdIDs: textList,
}

export const thresholdService: Methods = {
  ProcessEvent: method(eventMembers, async (engine, argument) => {
    requireMembers(argument, ['ID', 'Event'])
    const { matched, hit, failed } = await engine.change((unit) =>
      processThresholds(unit, happeningOf(engine, argument), { ...thresholdActions(engine), ...optionsOf(argument) }),
    )
    if (matched === 0) throw notFound()
    if (failed) throw new RpcError('PARTIALLY_EXECUTED')
    return hit
  }),
  GetThresholdsForEvent: method(eventMembers, (engine, argument) => {
    requireMembers(argument, ['ID', 'Event'])
    return engine.read((unit) => {
      const { tenant, event, opts } = happeningOf(engine, argument)
      const view = { req: event, opts, lookups: openLookups(unit, tenant) }
      const profiles = thresholdsFor(unit, { tenant, view, ...optionsOf(argument) })
      if (profiles.length === 0) throw notFound()
      return profiles.map((profile) =>
        presentThreshold(readThreshold(unit, { tenant, id: profile.ID }) ?? newThresholdState(profile)),
      )
    })
  }),
  GetThreshold: method(keyMembers, (engine, { Tenant, ID }) => {
    requireMembers({ ID }, ['ID'])
    return engine.read((unit) => {
      const state = readThreshold(unit, { tenant: Tenant || engine.tenant, id: ID })
      if (state === undefined) throw notFound()
      return presentThreshold(state)
    })
  }),
  GetThresholdIDs: method(pageMembers, (engine, argument) =>
    engine.read((unit) => pageOfIds(unit, thresholdStates, { ...argument, tenant: argument.Tenant || engine.tenant })),
  ),
  ResetThreshold: method(keyMembers, (engine, { Tenant, ID }) => {
    requireMembers({ ID }, ['ID'])
    const key = { tenant: Tenant || engine.tenant, id: ID }
    return engine.change((unit) => {
      if (!resetThreshold(unit, keyOf(key))) throw notFound()
      return 'OK'
    })
  }),
}

function presentThreshold({ tenant, id, hits, snooze }: ThresholdState): object {
  return { Tenant: tenant, ID: id, Hits: hits, Snooze: formatTime(timeFromWire(snooze)) }
}

function happeningOf(
  engine: Engine,
  { Tenant, Event, APIOpts }: { Tenant: string; Event: Record<string, unknown>; APIOpts: Record<string, unknown> },
) {
  return { tenant: Tenant || engine.tenant, event: Event, opts: APIOpts }
}

function optionsOf({ ThresholdIDs, APIOpts }: { ThresholdIDs: string[]; APIOpts: Record<string, unknown> }) {
  const ids = APIOpts['*thdProfileIDs'] ?? ThresholdIDs
  return {
    ids: readTextList(ids, '*thdProfileIDs'),
    ignoreFilters: readBoolean(APIOpts['*thdProfileIgnoreFilters'] ?? false, '*thdProfileIgnoreFilters'),
  }
}
