import type { Engine } from '../engine.ts'
import { anything, bindMembers, freeMap, text, textList } from '../rpc/bind-members.ts'
import { notFound, requireMembers, serverError } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import type { StoredCdr } from './cdr.ts'
import { CDR_FIELDS } from './cdr-fields.ts'
import { conditionOf, orderOf, queryMembers, translateOldNames } from './cdr-query.ts'
import { presentCdr, presentExternalCdr } from './present-cdr.ts'
import { processCdr } from './process-cdr.ts'
import { cdrOfEvent } from './read-event.ts'
import { alone, rerateCdr, rerateStored } from './rerate-cdr.ts'
import { countCdrs, selectCdrs } from './select-cdrs.ts'

const plainMembers = {
  ...Object.fromEntries(CDR_FIELDS.map((name) => [name, anything])),
  CGRID: anything,
  ExtraFields: freeMap,
}

/** A record sent as itself, its fields at the top level (section 9.2). */
const processPlain = method(plainMembers, async (engine, { ExtraFields, ...fields }) => {
  const event = { ...ExtraFields, ...fields }
  await processCdr(engine, cdrOfEvent(event, { tenant: engine.tenant, now: engine.now() }), { rates: true })
  return 'OK'
})

/** Both give back what the stored record took before they rate it again: no flag charges usage twice. */
const AGAIN = ['*rerate', '*reprocess']

export const cdrMethods: Methods = {
  ProcessEvent: method({ Flags: textList, Tenant: text, Event: freeMap }, async (engine, { Flags, Tenant, Event }) => {
    requireMembers({ Event }, ['Event'])
    const cdr = cdrOfEvent(Event, { tenant: Tenant || engine.tenant, now: engine.now() })
    // The runs of an event are those of the charger profiles; none can be stored yet, so there is the one run.
    const rates = isFlagged(Flags, '*rals') ?? true
    const isAgain = AGAIN.some((flag) => isFlagged(Flags, flag))
    if (isAgain) await rerateCdr(engine, cdr, { rates })
    else if (isFlagged(Flags, '*refund')) await rerateCdr(engine, cdr, { rates: false })
    else await processCdr(engine, cdr, { rates })
    return 'OK'
  }),
  ProcessCDR: processPlain,
  ProcessExternalCDR: processPlain,
  GetCDRs: async (engine, argument) => {
    const found = await findCdrs(engine, argument)
    if (found.length === 0) throw serverError('NOT_FOUND')
    return found.map(presentCdr)
  },
  GetCDRsCount: count,
  RateCDRs: (engine, argument) =>
    alone(engine, async () => {
      const { Flags } = bindMembers(argument, { Flags: textList })
      const found = await findCdrs(engine, argument)
      if (found.length === 0) throw serverError('NOT_FOUND')
      const rates = isFlagged(Flags, '*refund') !== true || AGAIN.some((flag) => isFlagged(Flags, flag))
      for (const stored of found) await rerateStored(engine, stored, { rates })
      return 'OK'
    }),
}

/** v2 inherits v1, but its ProcessEvent answers the runs, which belong to the charger profiles. */
const { ProcessEvent: _, ...inherited } = cdrMethods
export const cdrMethodsV2: Methods = inherited

export const cdrAdministrationV1: Methods = {
  GetCDRs: async (engine, argument) => external(await findCdrs(engine, translateOldNames(argument))),
  GetEventCost: method({ CgrId: text, RunId: text }, async (engine, { CgrId, RunId }) => {
    const [cdr] = await findCdrs(engine, { CGRIDs: [CgrId], RunIDs: [RunId || '*default'] })
    if (cdr?.costDetails === undefined || cdr.costDetails === null) throw notFound()
    return cdr.costDetails
  }),
}

export const cdrAdministrationV2: Methods = {
  GetCDRs: async (engine, argument) => external(await findCdrs(engine, argument)),
  CountCDRs: count,
}

async function findCdrs(engine: Engine, argument: unknown): Promise<StoredCdr[]> {
  const query = bindMembers(argument, queryMembers)
  await engine.cdrsAreStored()
  return await selectCdrs(engine.pool, {
    where: conditionOf(engine, query),
    orderBy: orderOf(query),
    offset: Math.max(0, query.Offset),
    limit: query.Limit === undefined ? null : Math.max(0, query.Limit),
  })
}

async function count(engine: Engine, argument: unknown): Promise<number> {
  const condition = conditionOf(engine, bindMembers(argument, queryMembers))
  await engine.cdrsAreStored()
  return await countCdrs(engine.pool, condition)
}

function external(found: readonly StoredCdr[]): object[] {
  if (found.length === 0) throw notFound()
  return found.map(presentExternalCdr)
}

/** `*x` and `*x:true` switch on, `*x:false` off; undefined when the flag was not sent. */
function isFlagged(flags: readonly string[], name: string): boolean | undefined {
  const sent = flags.find((flag) => flag === name || flag.startsWith(`${name}:`))
  return sent === undefined ? undefined : !sent.endsWith(':false')
}
