import type { Happening } from '../attributes/apply-attributes.ts'
import { processEvent } from '../cdrs/process-cdr.ts'
import type { Engine } from '../engine.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import { sessionIdOf } from './read-fields.ts'
import { terminate } from './run-session.ts'
import { storeSessionCdrs } from './session-cdrs.ts'
import { dropEnded, readActive, readEnded } from './session-records.ts'

/**
 * The record of a session (section 8.6): with what the session cost when it is known, else as any event. A session that
 * is still active is ended first, since its usage must not be charged beside what it holds.
 */
export async function processCdrOf(engine: Engine, happening: Happening): Promise<void> {
  const { tenant, event } = happening
  const key = { tenant, cgrid: sessionIdOf(event) }
  const outcome = await engine.cdrLookup.ofEvent(key, (storedRuns) =>
    engine.change((unit): 'unknown' | 'done' | 'partly' => {
      if (readActive(unit, key) !== undefined) terminate(engine, unit, happening)
      const session = readEnded(unit, key)
      if (session === undefined) return 'unknown'
      const isDone = storeSessionCdrs(engine, unit, session, { event, storedRuns })
      dropEnded(unit, key)
      return isDone ? 'done' : 'partly'
    }),
  )
  if (outcome === 'partly') throw new RpcError('PARTIALLY_EXECUTED')
  if (outcome === 'done') return
  await processEvent(engine, happening, {
    rates: true,
    showsThresholds: true,
    usesAttributes: true,
    usesChargers: true,
  })
}
