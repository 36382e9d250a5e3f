import type { Engine } from '../engine.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Cdr } from './cdr.ts'
import { cdrKey, cdrs, putNewCdr } from './cdr-records.ts'
import { isRated, rateCdr } from './rate-cdr.ts'

/**
 * Stores a record and takes its usage from the account, in one unit and once: a record with a known CGRID and
 * RunID answers EXISTS and charges nothing. A failure to charge is stored in the record, not answered (section 9.1).
 * With `rates` false the record is only stored.
 */
export async function processCdr(engine: Engine, cdr: Cdr, { rates }: { rates: boolean }): Promise<void> {
  await engine.cdrLookup.ofEvent(cdr, (storedRuns) =>
    engine.change((unit) => {
      if (storedRuns.includes(cdr.runId) || unit.has(cdrs, cdrKey(cdr))) throw new RpcError('EXISTS')
      putNewCdr(unit, rates && isRated(cdr) ? { ...cdr, ...rateCdr(engine, unit, cdr) } : cdr)
    }),
  )
}
