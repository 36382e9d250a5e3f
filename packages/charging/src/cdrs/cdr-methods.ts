import type { Engine } from '../engine.ts'
import { anything, type Bound, bindMembers, freeMap, text, textList } from '../rpc/bind-members.ts'
import { notFound, requireMembers, serverError } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import type { Cdr, StoredCdr } from './cdr.ts'
import { CDR_FIELDS } from './cdr-fields.ts'
import { conditionOf, orderOf, queryMembers, translateOldNames } from './cdr-query.ts'
import { cdrsOfEvent } from './event-cdrs.ts'
import { presentCdr, presentExternalCdr } from './present-cdr.ts'
import { processCdr, processEvent } from './process-cdr.ts'
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

const eventMembers = { Flags: textList, Tenant: text, Event: freeMap, APIOpts: freeMap }

/** Answers the records of the event, one for each run. */
async function takeEvent(
  engine: Engine,
  { Flags, Tenant, Event, APIOpts }: Bound<typeof eventMembers>,
): Promise<Cdr[]> {
  requireMembers({ Event }, ['Event'])
  const isOn = (name: string) => isFlagged(Flags, name) ?? true
  const happening = { tenant: Tenant || engine.tenant, event: Event, opts: APIOpts }
  const derives = { usesAttributes: isOn('*attributes'), usesChargers: isOn('*chargers') }
  const rates = isOn('*rals')
  const isAgain = AGAIN.some((flag) => isFlagged(Flags, flag))
  if (!isAgain && !isFlagged(Flags, '*refund')) {
    return await processEvent(engine, happening, { ...derives, rates, showsThresholds: isOn('*thresholds') })
  }
  const records = await engine.read((unit) => cdrsOfEvent(engine, unit, happening, derives))
  for (const cdr of records) await rerateCdr(engine, cdr, { rates: isAgain && rates })
  return records
}

export const cdrMethods: Methods = {
  ProcessEvent: method(eventMembers, async (engine, argument) => {
    await takeEvent(engine, argument)
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

/** v2 inherits v1, but its ProcessEvent answers the events of the runs (section 9.1). */
export const cdrMethodsV2: Methods = {
  ...cdrMethods,
  ProcessEvent: method(eventMembers, async (engine, argument) => {
    const records = await takeEvent(engine, argument)
    return records.map((cdr) => ({ Flags: argument.Flags, Event: eventOf(cdr, engine.now()) }))
  }),
}

/** The fields of a record as an event has them. */
function eventOf(cdr: Cdr, now: Date): object {
  const shown = presentCdr({ ...cdr, orderId: 0, createdAt: now }) as Record<string, unknown>
  const { OrderID: _, ExtraFields: _1, CostDetails: _2, ...fields } = shown
  return { ...cdr.extraFields, ...fields }
}

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
