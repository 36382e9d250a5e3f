import type { Happening } from '../attributes/apply-attributes.ts'
import { type EventView, textOf } from '../filters/event-view.ts'
import { openLookups } from '../filters/open-lookups.ts'
import { findFilterOf, profilesFor, readProfile } from '../profiles/profile-kind.ts'
import type { Unit } from '../store/unit.ts'
import { hitThreshold, matchingThresholds, newThresholdState } from './hit-threshold.ts'
import type { ThresholdProfile } from './threshold-profile.ts'
import { readThreshold, thresholdProfiles, writeThreshold } from './threshold-records.ts'

/** Runs an action list on an account, or on none; false when it fails, and then nothing of it is kept. */
export type RunActions = (
  unit: Unit,
  on: { tenant: string; account: string; actionsId: string; event: Readonly<Record<string, unknown>> },
) => boolean

export type ThresholdRun = {
  runActions: RunActions
  /** runs an action list after the unit, its failure only logged */
  runLater: (unit: Unit, on: Parameters<RunActions>[1]) => void
  /** only these thresholds; empty lets all compete */
  ids?: readonly string[]
  ignoreFilters?: boolean
}

/**
 * Shows an event to the thresholds it matches (section 14.3): `matched` are there, `hit` those that still count.
 * `failed` when actions that were to run at once did not.
 */
export function processThresholds(
  unit: Unit,
  happening: Happening,
  run: ThresholdRun,
): { matched: number; hit: string[]; failed: boolean } {
  const { tenant, event, opts } = happening
  const view = { req: event, opts, lookups: openLookups(unit, tenant) }
  const outcome = { matched: 0, hit: [] as string[], failed: false }
  for (const profile of thresholdsFor(unit, { tenant, view, ...run })) {
    outcome.matched++
    const state = readThreshold(unit, { tenant, id: profile.ID }) ?? newThresholdState(profile)
    const hit = hitThreshold(profile, state, unit.now)
    if (hit === undefined) continue
    writeThreshold(unit, hit.state)
    outcome.hit.push(profile.ID)
    if (hit.runsActions && !runAll(unit, { tenant, event, account: accountOf(happening), profile }, run))
      outcome.failed = true
  }
  return outcome
}

export function thresholdsFor(
  unit: Unit,
  {
    tenant,
    view,
    ids = [],
    ignoreFilters,
  }: { tenant: string; view: EventView; ids?: readonly string[]; ignoreFilters?: boolean },
): ThresholdProfile[] {
  const named = ids.map((id) => readProfile(unit, thresholdProfiles, { tenant, id })).filter((one) => one !== undefined)
  const candidates = ids.length > 0 ? named : profilesFor(unit, thresholdProfiles, { tenant, view })
  return matchingThresholds(candidates, view, { find: findFilterOf(unit, tenant), ignoreFilters })
}

function runAll(
  unit: Unit,
  { profile, ...on }: { tenant: string; account: string; event: Happening['event']; profile: ThresholdProfile },
  { runActions, runLater }: ThresholdRun,
): boolean {
  let isDone = true
  for (const actionsId of profile.ActionIDs ?? []) {
    if (profile.Async) runLater(unit, { ...on, actionsId })
    else if (!runActions(unit, { ...on, actionsId })) isDone = false
  }
  return isDone
}

/** The account that an event names; empty runs actions without one. */
function accountOf({ event, opts }: Happening): string {
  return textOf(opts['*accountID']) || textOf(event.Account) || textOf(event.AccountID) || ''
}
