import type { Engine } from '../engine.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import { processThresholds } from '../thresholds/process-thresholds.ts'
import { thresholdActions } from '../thresholds/threshold-actions.ts'
import type { Cdr } from './cdr.ts'
import { cdrKey, cdrs, putNewCdr } from './cdr-records.ts'
import { presentCdr } from './present-cdr.ts'
import { isRated, rateCdr } from './rate-cdr.ts'

/** Refuses records of which one is already stored: in the table, by its run IDs, or on its way there. */
export function requireNew(unit: Unit, records: readonly Cdr[], storedRuns: readonly string[]): void {
  if (records.some((cdr) => storedRuns.includes(cdr.runId) || unit.has(cdrs, cdrKey(cdr)))) throw new RpcError('EXISTS')
}

/** Prices new records where they ask for it, and stores them. */
export function storeNew(engine: Engine, unit: Unit, records: readonly Cdr[], { rates }: { rates: boolean }): void {
  for (const cdr of records) putNewCdr(unit, rates && isRated(cdr) ? { ...cdr, ...rateCdr(engine, unit, cdr) } : cdr)
}

/** Shows stored records to thresholds, as events of type CDR; false when actions of theirs failed (section 9.1). */
export function showCdrs(engine: Engine, unit: Unit, records: readonly Cdr[]): boolean {
  let isDone = true
  for (const cdr of records) {
    const stored = unit.get(cdrs, cdrKey(cdr))
    if (stored === undefined) continue
    const event = { ...cdr.extraFields, ...presentCdr(stored) }
    const happening = { tenant: cdr.tenant, event, opts: { '*eventType': 'CDR' } }
    if (processThresholds(unit, happening, thresholdActions(engine)).failed) isDone = false
  }
  return isDone
}
