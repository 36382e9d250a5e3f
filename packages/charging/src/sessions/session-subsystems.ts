import type { Happening } from '../attributes/apply-attributes.ts'
import { presentAttributed } from '../attributes/attribute-service.ts'
import { processAttributes } from '../attributes/process-attributes.ts'
import { chargerRuns } from '../chargers/charger-runs.ts'
import type { ChargerRun } from '../chargers/derive-runs.ts'
import type { Engine } from '../engine.ts'
import { allocateResources, authorizeResources, releaseResources, type Wanted } from '../resources/change-resources.ts'
import { readDecimal } from '../rpc/read-values.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import { processThresholds } from '../thresholds/process-thresholds.ts'
import { thresholdActions } from '../thresholds/threshold-actions.ts'
import { resourceUsageId, type SessionRequest } from './session-request.ts'

/** What a method of sessions answers: its members, and the error that goes out although the unit is kept. */
export type Outcome = { reply: Record<string, unknown> | 'OK'; error?: string }

const PARTIALLY_EXECUTED = 'PARTIALLY_EXECUTED'

/** The event after AttributeS, in context `*sessions`; no profile that matches is no error (section 8.2). */
export function attributed(unit: Unit, request: SessionRequest): { happening: Happening; answer: object | null } {
  if (!request.GetAttributes) return { happening: request.happening, answer: null }
  const { happening, attributeIds: ids, id: ID, time: Time } = request
  const done = wrapped('ATTRIBUTES_ERROR', () =>
    ignoringNotFound(() => processAttributes(unit, happening, { context: '*sessions', ids })),
  )
  if (done === undefined) return { happening, answer: null }
  const { tenant, event, opts } = done
  return { happening: { tenant, event, opts }, answer: presentAttributed(done, { ID, Time }) }
}

/** The runs of an event. Sessions need a charger profile that matches (section 6.5). */
export function sessionRuns(unit: Unit, happening: Happening): ChargerRun[] {
  const runs = wrapped('CHARGERS_ERROR', () => chargerRuns(unit, happening))
  if (runs.length === 0) throw new RpcError('CHARGERS_ERROR:NOT_FOUND')
  return runs
}

/** Asks ResourceS under the session's usage ID. */
export function sessionResources(
  engine: Engine,
  unit: Unit,
  happening: Happening,
  what: 'authorize' | 'allocate' | 'release',
): string {
  const units = readDecimal(happening.opts['*rsUnits'] ?? 1, '*rsUnits').toNumber()
  const wanted: Wanted = { usageId: resourceUsageId(happening), units }
  return wrapped('RESOURCES_ERROR', () => {
    if (what === 'authorize') return authorizeResources(unit, happening, wanted)
    if (what === 'allocate') return allocateResources(unit, happening, wanted, thresholdActions(engine))
    releaseResources(unit, happening, wanted.usageId, thresholdActions(engine))
    return 'OK'
  })
}

/** Shows the event to thresholds as the last step; actions that fail make the answer PARTIALLY_EXECUTED. */
export function withThresholds(
  engine: Engine,
  unit: Unit,
  { request, happening, outcome }: { request: SessionRequest; happening: Happening; outcome: Outcome },
): Outcome {
  if (!request.ProcessThresholds || outcome.error !== undefined) return outcome
  const run = { ...thresholdActions(engine), ids: request.thresholdIds }
  const { hit, failed } = processThresholds(unit, happening, run)
  const reply = outcome.reply === 'OK' ? outcome.reply : { ...outcome.reply, ThresholdIDs: hit }
  return failed ? { reply, error: PARTIALLY_EXECUTED } : { reply }
}

/** Names the subsystem that refused, without a space after the colon (section 2.1). */
export function wrapped<T>(name: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RpcError && !error.message.startsWith('MANDATORY')) {
      throw new RpcError(`${name}:${error.message}`)
    }
    throw error
  }
}

function ignoringNotFound<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof RpcError && error.message === 'NOT_FOUND') return undefined
    throw error
  }
}
