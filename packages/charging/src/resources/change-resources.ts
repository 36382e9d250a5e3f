import type { Happening } from '../attributes/apply-attributes.ts'
import { notFound, RpcError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import { processThresholds, type ThresholdRun } from '../thresholds/process-thresholds.ts'
import { resourcesFor } from './find-resources.ts'
import type { ResourceState } from './resource-profile.ts'
import { writeResource } from './resource-records.ts'
import { allocate, authorize, release, totalUsage } from './use-resources.ts'

export type Wanted = { usageId: string; units: number; ttlNanoseconds?: number }

const NO_THRESHOLDS = '*none'

/** The message of the resources that an event may use. NOT_FOUND when no profile matches, RESOURCE_UNAUTHORIZED when full. */
export function authorizeResources(unit: Unit, happening: Happening, wanted: Wanted): string {
  const message = authorize(matching(unit, happening), { ...wanted, now: unit.now })
  if (message === undefined) throw new RpcError('RESOURCE_UNAUTHORIZED')
  return message
}

/** Records the usage and answers the message. NOT_FOUND when no profile matches, RESOURCE_UNAVAILABLE when full. */
export function allocateResources(unit: Unit, happening: Happening, wanted: Wanted, run: ThresholdRun): string {
  const resources = matching(unit, happening)
  const done = allocate(resources, { ...wanted, now: unit.now })
  if (done === undefined) throw new RpcError('RESOURCE_UNAVAILABLE')
  const thresholds = new Map(resources.map(({ profile }) => [profile.ID, profile.ThresholdIDs]))
  for (const state of done.states) keep(unit, state, { thresholds: thresholds.get(state.id) ?? null, run })
  return done.message
}

/** Ends a usage; one that is not known is no error. NOT_FOUND when no profile matches. */
export function releaseResources(unit: Unit, happening: Happening, usageId: string, run: ThresholdRun): void {
  const resources = matching(unit, happening)
  const thresholds = new Map(resources.map(({ profile }) => [profile.ID, profile.ThresholdIDs]))
  for (const state of release(
    resources.map((one) => one.state),
    usageId,
  )) {
    keep(unit, state, { thresholds: thresholds.get(state.id) ?? null, run })
  }
}

function matching(unit: Unit, happening: Happening) {
  const resources = resourcesFor(unit, happening)
  if (resources.length === 0) throw notFound()
  return resources
}

/** A change of usage is an event for thresholds; what their actions do wrong is not the caller's fault. */
function keep(
  unit: Unit,
  state: ResourceState,
  { thresholds, run }: { thresholds: readonly string[] | null; run: ThresholdRun },
): void {
  writeResource(unit, state)
  if (thresholds?.includes(NO_THRESHOLDS)) return
  const event = { EventType: 'ResourceUpdate', ResourceID: state.id, Usage: totalUsage(state) }
  const opts = { '*eventType': 'ResourceUpdate' }
  processThresholds(unit, { tenant: state.tenant, event, opts }, { ...run, ids: thresholds ?? [] })
}
