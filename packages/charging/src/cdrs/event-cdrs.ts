import type { Happening } from '../attributes/apply-attributes.ts'
import { processAttributes } from '../attributes/process-attributes.ts'
import { chargerProfiles } from '../chargers/charger-profiles.ts'
import { chargerRuns } from '../chargers/charger-runs.ts'
import type { Engine } from '../engine.ts'
import { hasProfiles } from '../profiles/profile-kind.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import type { Cdr } from './cdr.ts'
import { cdrOfEvent } from './read-event.ts'

export type EventFlags = { usesAttributes: boolean; usesChargers: boolean }

/**
 * The records of an event: one for each charger profile that matches. A tenant without charger profiles has the one run
 * `*default`. No run, or attributes that fail, answer PARTIALLY_EXECUTED (section 9.1).
 */
export function cdrsOfEvent(
  engine: Engine,
  unit: Unit,
  happening: Happening,
  { usesAttributes, usesChargers }: EventFlags,
): Cdr[] {
  const runs = deriving(engine, () => {
    const done = usesAttributes ? processAttributes(unit, happening, { context: '*cdrs', ids: [] }) : undefined
    const changed = done ?? happening
    if (!usesChargers || !hasProfiles(unit, chargerProfiles, changed.tenant)) return [changed]
    return chargerRuns(unit, changed)
  })
  if (runs.length === 0) throw new RpcError('PARTIALLY_EXECUTED')
  return runs.map(({ event, tenant }) => cdrOfEvent(event, { tenant, now: unit.now }))
}

function deriving<T>(engine: Engine, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RpcError)) throw error
    engine.log.warn({ err: error }, 'the runs of a charging record could not be derived')
    throw new RpcError('PARTIALLY_EXECUTED')
  }
}
