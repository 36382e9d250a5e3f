import type { Engine } from '../engine.ts'
import { textOf } from '../filters/event-view.ts'
import { anything, freeMap, integer, optional, text, textList } from '../rpc/bind-members.ts'
import { readBoolean, readInteger, readTextList } from '../rpc/read-values.ts'
import { notFound, RpcError, requireMembers, serverError } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import type { Attributed } from './apply-attributes.ts'
import { type AttributeOptions, attributeForEvent, processAttributes } from './process-attributes.ts'

const eventMembers = {
  Tenant: text,
  ID: text,
  Time: anything,
  Event: freeMap,
  APIOpts: freeMap,
  // As revision 0.10 sends them, beside the event.
  Context: text,
  AttributeIDs: textList,
  ProcessRuns: optional(integer),
}
type EventArgument = { Context: string; AttributeIDs: string[]; ProcessRuns?: number; APIOpts: Record<string, unknown> }

export const attributeService: Methods = {
  ProcessEvent: method(eventMembers, (engine, argument) => {
    requireMembers(argument, ['Event'])
    return engine.read((unit) => {
      const done = failing(() => processAttributes(unit, happeningOf(engine, argument), optionsOf(argument)))
      if (done === undefined) throw notFound()
      return presentAttributed(done, argument)
    })
  }),
  GetAttributeForEvent: method(eventMembers, (engine, argument) => {
    requireMembers(argument, ['Event'])
    return engine.read((unit) => {
      const profile = failing(() => attributeForEvent(unit, happeningOf(engine, argument), optionsOf(argument)))
      if (profile === undefined) throw notFound()
      return profile
    })
  }),
}

/** The answer of ProcessEvent, in the form of CGRateS master (section 6.2). */
export function presentAttributed(done: Attributed, { ID, Time }: { ID: string; Time?: unknown }): object {
  return {
    MatchedProfiles: done.matched,
    AlteredFields: done.altered,
    Tenant: done.tenant,
    ID,
    Time: Time ?? null,
    Event: done.event,
    APIOpts: done.opts,
  }
}

function happeningOf(
  engine: Engine,
  { Tenant, Event, APIOpts }: { Tenant: string } & Record<'Event' | 'APIOpts', Record<string, unknown>>,
) {
  return { tenant: Tenant || engine.tenant, event: Event, opts: APIOpts }
}

/** Options of master and arguments of 0.10, whichever were sent. */
function optionsOf({ Context, AttributeIDs, ProcessRuns, APIOpts }: EventArgument): AttributeOptions {
  const runs = APIOpts['*attrProcessRuns'] ?? ProcessRuns
  const ignores = APIOpts['*attrProfileIgnoreFilters']
  const ids = APIOpts['*attrProfileIDs']
  return {
    context: textOf(APIOpts['*context']) || Context || '*default',
    ids: ids === undefined || ids === null ? AttributeIDs : readTextList(ids, '*attrProfileIDs'),
    processRuns: runs === undefined || runs === null ? 1 : Math.max(0, readInteger(runs, '*attrProcessRuns')),
    ignoreFilters: ignores === undefined ? false : readBoolean(ignores, '*attrProfileIgnoreFilters'),
  }
}

/** NOT_FOUND goes out bare, anything else in the wrapper (section 2.1). */
function failing<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RpcError && error.message !== 'NOT_FOUND' && !error.message.startsWith('MANDATORY')) {
      throw serverError(error.message)
    }
    throw error
  }
}
