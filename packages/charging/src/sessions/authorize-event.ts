import type { Happening } from '../attributes/apply-attributes.ts'
import type { Engine } from '../engine.ts'
import type { Decimal } from '../exact-decimal.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import { openCharging } from './open-charging.ts'
import { openRun } from './open-session.ts'
import { wantedUsage } from './read-fields.ts'
import type { SessionArgument, SessionRequest } from './session-request.ts'
import { attributed, type Outcome, sessionResources, sessionRuns, withThresholds } from './session-subsystems.ts'
import { usageAllowed } from './step-run.ts'
import { smallest, UNLIMITED } from './step-session.ts'

/** What an event would be granted, by subsystem; nothing is debited or reserved (section 8.2). */
export function authorizeEvent(engine: Engine, unit: Unit, request: SessionRequest, asked: SessionArgument): Outcome {
  const { happening, answer } = attributed(unit, request)
  const reply: Record<string, unknown> = {}
  if (request.GetAttributes) reply.Attributes = answer
  if (asked.GetMaxUsage) reply.MaxUsage = smallest(allowedUsages(engine, unit, happening, request).values()).toNumber()
  if (asked.AuthorizeResources) reply.ResourceAllocation = sessionResources(engine, unit, happening, 'authorize')
  if (asked.AuthorizeIP) throw new RpcError('NOT_CONNECTED: IPs')
  // No route profiles can be stored.
  if (asked.GetRoutes || asked.GetSuppliers) throw new RpcError('ROUTES_ERROR:NOT_FOUND')
  return withThresholds(engine, unit, { request, happening, outcome: { reply } })
}

/** Usage that each run of an event could be granted, -1 for an account that allows negative. */
export function allowedUsages(
  engine: Engine,
  unit: Unit,
  happening: Happening,
  { ForceDuration }: Pick<SessionRequest, 'ForceDuration'>,
): Map<string, Decimal> {
  const charging = openCharging(engine, unit, happening.tenant)
  const usages = new Map<string, Decimal>()
  for (const run of sessionRuns(unit, happening)) {
    const wanted = wantedUsage(run.event)
    const allowed = usageAllowed(openRun(run, unit.now), wanted, charging)
    if (allowed === 'unlimited') usages.set(run.runId, UNLIMITED)
    else if ('error' in allowed) throw new RpcError(`RALS_ERROR:${allowed.error}`)
    else if (ForceDuration && allowed.usage.lt(wanted)) throw new RpcError('RALS_ERROR:INSUFFICIENT_CREDIT')
    else usages.set(run.runId, allowed.usage)
  }
  return usages
}
