import type { Happening } from '../attributes/apply-attributes.ts'
import type { Engine } from '../engine.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Cdr } from './cdr.ts'
import { cdrsOfEvent, type EventFlags } from './event-cdrs.ts'
import { cdrOfEvent } from './read-event.ts'
import { requireNew, showCdrs, storeNew } from './store-cdrs.ts'

/**
 * Stores a record and takes its usage from the account, in one unit and once: a record with a known CGRID and
 * RunID answers EXISTS and charges nothing. A failure to charge is stored in the record, not answered (section 9.1).
 * With `rates` false the record is only stored.
 */
export async function processCdr(engine: Engine, cdr: Cdr, { rates }: { rates: boolean }): Promise<void> {
  await engine.cdrLookup.ofEvent(cdr, (storedRuns) =>
    engine.change((unit) => {
      requireNew(unit, [cdr], storedRuns)
      storeNew(engine, unit, [cdr], { rates })
    }),
  )
}

/** As processCdr, for all runs of an event; thresholds see what was stored. Answers the records as they were taken. */
export async function processEvent(
  engine: Engine,
  happening: Happening,
  flags: EventFlags & { rates: boolean; showsThresholds: boolean },
): Promise<Cdr[]> {
  const { tenant, cgrid } = cdrOfEvent(happening.event, { tenant: happening.tenant, now: engine.now() })
  const { records, isDone } = await engine.cdrLookup.ofEvent({ tenant, cgrid }, (storedRuns) =>
    engine.change((unit) => {
      const made = cdrsOfEvent(engine, unit, happening, flags)
      requireNew(unit, made, storedRuns)
      storeNew(engine, unit, made, flags)
      return { records: made, isDone: !flags.showsThresholds || showCdrs(engine, unit, made) }
    }),
  )
  if (!isDone) throw new RpcError('PARTIALLY_EXECUTED')
  return records
}
