import type { Happening } from '../attributes/apply-attributes.ts'
import type { Engine } from '../engine.ts'
import { textOf } from '../filters/event-view.ts'
import { anything, type Bound, flag, freeMap, optional, text, textList } from '../rpc/bind-members.ts'
import { readTextList } from '../rpc/read-values.ts'
import { isEmpty, RpcError } from '../rpc/rpc-error.ts'

/** The event, flattened beside the flags (section 8.1), in the spellings of both revisions. */
export const sessionMembers = {
  Tenant: text,
  ID: text,
  Time: optional(anything),
  Event: optional(freeMap),
  APIOpts: optional(freeMap),
  GetAttributes: flag,
  AuthorizeResources: flag,
  AllocateResources: flag,
  ReleaseResources: flag,
  GetMaxUsage: flag,
  InitSession: flag,
  UpdateSession: flag,
  TerminateSession: flag,
  Debit: flag,
  ForceDuration: flag,
  ProcessThresholds: flag,
  ProcessStats: flag,
  GetRoutes: flag,
  GetSuppliers: flag,
  AuthorizeIP: flag,
  AllocateIP: flag,
  ReleaseIP: flag,
  AttributeIDs: textList,
  ThresholdIDs: textList,
  Flags: textList,
}
export type SessionArgument = Bound<typeof sessionMembers>

export type SessionRequest = { readonly happening: Happening; readonly id: string; readonly time: unknown } & Pick<
  SessionArgument,
  'GetAttributes' | 'ForceDuration' | 'ProcessThresholds'
> & { readonly attributeIds: readonly string[]; readonly thresholdIds: readonly string[] }

/** The request behind an argument. Refuses one without an event. */
export function readSessionRequest(engine: Engine, argument: SessionArgument): SessionRequest {
  const { Tenant, ID, Time, Event, APIOpts = {}, GetAttributes, ForceDuration, ProcessThresholds } = argument
  if (Event === undefined && Tenant === '' && ID === '' && argument.APIOpts === undefined) {
    throw new RpcError('MANDATORY_IE_MISSING: [CGREvent]')
  }
  if (isEmpty(Event) || Event === undefined) throw new RpcError('MANDATORY_IE_MISSING: [Event]')
  return {
    happening: { tenant: Tenant || engine.tenant, event: Event, opts: APIOpts },
    id: ID,
    time: Time,
    GetAttributes,
    ForceDuration,
    ProcessThresholds,
    attributeIds: readTextList(APIOpts['*attrProfileIDs'] ?? argument.AttributeIDs, 'AttributeIDs'),
    thresholdIds: readTextList(APIOpts['*thdProfileIDs'] ?? argument.ThresholdIDs, 'ThresholdIDs'),
  }
}

/** Refuses a request that asks for none of what its method can do. */
export function requireSubsystem(argument: SessionArgument, names: readonly (keyof SessionArgument)[]): void {
  if (!names.some((name) => argument[name] === true)) throw new RpcError('MANDATORY_IE_MISSING: [Subsystems]')
}

/** The usage ID of a session's resources: an option, else the OriginID. */
export function resourceUsageId({ event, opts }: Happening): string {
  const id = textOf(opts['*rsUsageID']) || textOf(event.OriginID)
  if (id === undefined || id === '') throw new RpcError('MANDATORY_IE_MISSING: [OriginID]')
  return id
}
