import type { Happening } from '../attributes/apply-attributes.ts'
import { matchDestinations } from '../destinations/destination-records.ts'
import type { Engine } from '../engine.ts'
import type { Decimal } from '../exact-decimal.ts'
import { openLookup, priceUsage } from '../rating/index.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import { allowedUsages } from './authorize-event.ts'
import { type EventFlag, readFlag } from './event-flags.ts'
import { processCdrOf } from './process-session-cdr.ts'
import { field, startOf, torOf, wantedUsage } from './read-fields.ts'
import { type Granting, initiate, maxUsageOf, terminate, update } from './run-session.ts'
import type { SessionRequest } from './session-request.ts'
import { attributed, sessionResources, sessionRuns, withThresholds } from './session-subsystems.ts'
import { smallest } from './step-session.ts'

/** Under which the answer for the event itself stands, when it is not given by run. */
const WHOLE = '*raw'
type Reply = Record<string, Record<string, unknown>>
type Doing = { engine: Engine; unit: Unit; request: SessionRequest; happening: Happening; reply: Reply }

/** Does what the flags ask for, one subsystem after the other in one unit, the record after it (section 8.6). */
export async function processSessionEvent(
  engine: Engine,
  request: SessionRequest,
  texts: readonly string[],
): Promise<Reply> {
  const flags = texts.map(readFlag)
  const { reply, error, happening } = await engine.change((unit) => process(engine, unit, request, flags))
  if (error !== undefined) throw new RpcError(error)
  if (flags.some(({ name }) => name === '*cdrs')) await processCdrOf(engine, happening)
  return reply
}

function process(engine: Engine, unit: Unit, request: SessionRequest, flags: readonly EventFlag[]) {
  const flagNamed = (name: string) => flags.find((flag) => flag.name === name)
  const attributes = flagNamed('*attributes')
  const reply: Reply = {}
  const { happening, answer } = attributed(unit, {
    ...request,
    GetAttributes: attributes !== undefined,
    attributeIds: attributes?.ids ?? [],
  })
  if (attributes !== undefined) reply.Attributes = { [WHOLE]: answer }
  if (flagNamed('*routes') !== undefined || flagNamed('*suppliers') !== undefined)
    throw new RpcError('ROUTES_ERROR:NOT_FOUND')
  const doing = { engine, unit, request, happening, reply }
  for (const what of flagNamed('*resources')?.parts ?? []) doResources(doing, what)
  const rals = flagNamed('*rals')
  const error = rals === undefined ? undefined : doRals(doing, rals)
  const thresholds = flagNamed('*thresholds')
  if (thresholds === undefined) return { reply, error, happening }
  const asked = { ...request, ProcessThresholds: true, thresholdIds: thresholds.ids }
  const outcome = withThresholds(engine, unit, { request: asked, happening, outcome: { reply: {}, error } })
  if (outcome.reply !== 'OK') reply.ThresholdIDs = { [WHOLE]: outcome.reply.ThresholdIDs ?? [] }
  return { reply, error: outcome.error, happening }
}

function doResources({ engine, unit, happening, reply }: Doing, what: string): void {
  const verb = what.slice(1)
  if (verb !== 'authorize' && verb !== 'allocate' && verb !== 'release') return
  const message = sessionResources(engine, unit, happening, verb)
  if (verb !== 'release') reply.ResourceAllocation = { [WHOLE]: message }
}

/** Answers the error that a grant was refused with; the session is kept. */
function doRals(doing: Doing, { parts }: EventFlag): string | undefined {
  const { engine, unit, happening, reply } = doing
  const isForced = parts.includes('*fd')
  const byRun = (usages: ReadonlyMap<string, Decimal>) =>
    parts.includes('*derived_reply')
      ? Object.fromEntries([...usages].map(([runId, usage]) => [runId, usage.toNumber()]))
      : { [WHOLE]: smallest(usages.values()).toNumber() }
  const granting = (done: Granting) => {
    reply.MaxUsage = done.error === undefined ? byRun(done.granted) : { [WHOLE]: maxUsageOf(done) }
    return done.error
  }
  if (parts.includes('*authorize')) {
    reply.MaxUsage = byRun(allowedUsages(engine, unit, happening, { ForceDuration: isForced }))
  }
  if (parts.includes('*cost')) reply.Cost = byRun(costs(doing))
  if (parts.includes('*initiate')) return granting(initiate(engine, unit, happening, { isForced }))
  if (parts.includes('*update')) return granting(update(engine, unit, happening, { isForced }))
  if (parts.includes('*terminate')) terminate(engine, unit, happening)
  return undefined
}

/** What each run would cost without an account. */
function costs({ unit, happening }: Doing): Map<string, Decimal> {
  return new Map(
    sessionRuns(unit, happening).map(({ runId, event, tenant }) => {
      const destination = field(event, 'Destination')
      const price = priceUsage(openLookup(unit), {
        tenant,
        tor: torOf(event),
        category: field(event, 'Category') || 'call',
        subject: field(event, 'Subject') || field(event, 'Account'),
        destination,
        destinations: matchDestinations(unit, destination),
        at: startOf(event, unit.now),
        usage: wantedUsage(event),
      })
      if ('error' in price) throw new RpcError(`RALS_ERROR:${price.error}`)
      return [runId, price.cost]
    }),
  )
}
