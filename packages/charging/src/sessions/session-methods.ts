import type { Engine } from '../engine.ts'
import { integer, optional, text, textList } from '../rpc/bind-members.ts'
import { notFound, RpcError } from '../rpc/rpc-error.ts'
import { type Method, type Methods, method } from '../rpc/services.ts'
import type { Unit } from '../store/unit.ts'
import { authorizeEvent } from './authorize-event.ts'
import { digestOf } from './digest.ts'
import { countRuns, findRuns, presentRun } from './list-sessions.ts'
import { processCdrOf } from './process-session-cdr.ts'
import { processSessionEvent } from './process-session-event.ts'
import { sessionIdOf } from './read-fields.ts'
import { chargeOnce, heldResources, initiate, maxUsageOf, noteResources, terminate, update } from './run-session.ts'
import { sessionCost } from './session-cost.ts'
import {
  readSessionRequest,
  requireSubsystem,
  type SessionArgument,
  type SessionRequest,
  sessionMembers,
} from './session-request.ts'
import { attributed, type Outcome, sessionResources, withThresholds } from './session-subsystems.ts'
import { forceEnd } from './wake-sessions.ts'

type Step = (engine: Engine, unit: Unit, request: SessionRequest, asked: SessionArgument) => Outcome

/** A method that does its work in one unit. An error that the outcome holds goes out after the unit was kept. */
function sessionMethod(needs: readonly (keyof SessionArgument)[], step: Step): Method {
  return method(sessionMembers, async (engine, asked) => {
    const request = readSessionRequest(engine, asked)
    if (needs.length > 0) requireSubsystem(asked, needs)
    const { reply, error } = await engine.change((unit) => step(engine, unit, request, asked))
    if (error !== undefined) throw new RpcError(error)
    return reply
  })
}

const ASKED_OF_AUTHORIZE = [
  'GetAttributes',
  'AuthorizeResources',
  'GetMaxUsage',
  'GetRoutes',
  'GetSuppliers',
  'AuthorizeIP',
] as const

const initiateSession: Step = (engine, unit, request, asked) => {
  const { happening, answer } = attributed(unit, request)
  const reply: Record<string, unknown> = request.GetAttributes ? { Attributes: answer } : {}
  if (asked.AllocateIP) throw new RpcError('NOT_CONNECTED: IPs')
  if (asked.AllocateResources) reply.ResourceAllocation = sessionResources(engine, unit, happening, 'allocate')
  let error: string | undefined
  if (asked.InitSession) {
    const granting = initiate(engine, unit, happening, { isForced: request.ForceDuration })
    if (asked.AllocateResources) noteResources(unit, happening)
    error = granting.error
    reply.MaxUsage = maxUsageOf(granting)
  }
  return withThresholds(engine, unit, { request, happening, outcome: { reply, error } })
}

const updateSession: Step = (engine, unit, request, asked) => {
  const { happening, answer } = attributed(unit, request)
  const reply: Record<string, unknown> = request.GetAttributes ? { Attributes: answer } : {}
  let error: string | undefined
  if (asked.UpdateSession) {
    const granting = update(engine, unit, happening, { isForced: request.ForceDuration })
    error = granting.error
    reply.MaxUsage = maxUsageOf(granting)
  }
  return withThresholds(engine, unit, { request, happening, outcome: { reply, error } })
}

const terminateSession: Step = (engine, unit, request, asked) => {
  const { happening } = attributed(unit, request)
  sessionIdOf(happening.event)
  if (asked.ReleaseIP) throw new RpcError('NOT_CONNECTED: IPs')
  const held = heldResources(unit, happening)
  if (asked.TerminateSession) terminate(engine, unit, happening)
  if (asked.ReleaseResources) sessionResources(engine, unit, held, 'release')
  return withThresholds(engine, unit, { request, happening, outcome: { reply: 'OK' } })
}

const processMessage: Step = (engine, unit, request, asked) => {
  const { happening, answer } = attributed(unit, request)
  const reply: Record<string, unknown> = request.GetAttributes ? { Attributes: answer } : {}
  if (asked.AllocateResources) reply.ResourceAllocation = sessionResources(engine, unit, happening, 'allocate')
  if (asked.GetRoutes || asked.GetSuppliers) throw new RpcError('ROUTES_ERROR:NOT_FOUND')
  if (asked.Debit) reply.MaxUsage = maxUsageOf(chargeOnce(engine, unit, happening, { isForced: request.ForceDuration }))
  return withThresholds(engine, unit, { request, happening, outcome: { reply } })
}

const listMembers = { Tenant: text, Filters: textList, Limit: optional(integer) }
const wantedOf = (
  engine: Engine,
  { Tenant, Filters, Limit }: { Tenant: string; Filters: string[]; Limit?: number },
) => ({
  tenant: Tenant || engine.tenant,
  filters: Filters,
  limit: Limit,
})

/** SessionSv1 (section 8). */
export const sessionMethods: Methods = {
  AuthorizeEvent: sessionMethod(ASKED_OF_AUTHORIZE, authorizeEvent),
  AuthorizeEventWithDigest: sessionMethod(ASKED_OF_AUTHORIZE, (engine, unit, request, asked) => {
    const outcome = authorizeEvent(engine, unit, request, asked)
    return { ...outcome, reply: digestOf(outcome.reply) }
  }),
  InitiateSession: sessionMethod(['GetAttributes', 'AllocateResources', 'InitSession', 'AllocateIP'], initiateSession),
  UpdateSession: sessionMethod(['GetAttributes', 'UpdateSession'], updateSession),
  TerminateSession: sessionMethod(['TerminateSession', 'ReleaseResources', 'ReleaseIP'], terminateSession),
  ProcessMessage: sessionMethod([], processMessage),
  ProcessEvent: method(sessionMembers, (engine, asked) =>
    processSessionEvent(engine, readSessionRequest(engine, asked), asked.Flags),
  ),
  GetCost: method(sessionMembers, (engine, asked) => {
    const request = readSessionRequest(engine, asked)
    return engine.read((unit) => sessionCost(unit, request))
  }),
  ProcessCDR: method(sessionMembers, async (engine, asked) => {
    await processCdrOf(engine, readSessionRequest(engine, asked).happening)
    return 'OK'
  }),
  GetActiveSessions: method(listMembers, (engine, argument) =>
    engine.read((unit) => {
      const found = findRuns(unit, wantedOf(engine, argument))
      if (found.length === 0) throw notFound()
      return found.map((one) => presentRun(one, unit))
    }),
  ),
  GetActiveSessionsCount: method(listMembers, (engine, argument) => countRuns(engine, wantedOf(engine, argument))),
  // Passive sessions are copies of other engines; this engine has its sessions in the database instead.
  GetPassiveSessions: () => {
    throw notFound()
  },
  GetPassiveSessionsCount: () => 0,
  ForceDisconnect: method(listMembers, async (engine, argument) => {
    const found = await engine.read((unit) => findRuns(unit, wantedOf(engine, argument)))
    if (found.length === 0) throw notFound()
    const sessions = new Map(found.map(({ session }) => [session.cgrid, session]))
    const ended = await Promise.all([...sessions.values()].map((session) => forceEnd(engine, session)))
    return ended.includes(false) ? 'PARTIALLY_EXECUTED' : 'OK'
  }),
}
