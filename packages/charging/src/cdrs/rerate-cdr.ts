import type { Engine } from '../engine.ts'
import type { Cdr, StoredCdr } from './cdr.ts'
import { cdrKey, cdrs } from './cdr-records.ts'
import { processCdr } from './process-cdr.ts'
import { isRated, rateCdr, refundCdr, UNRATED } from './rate-cdr.ts'
import { selectCdrs } from './select-cdrs.ts'

/** Of one engine at a time: two that read the same record would both give back what it took. */
const running = new WeakMap<Engine, Promise<unknown>>()

/** Runs work alone among all that rates stored records again. */
export async function alone<T>(engine: Engine, work: () => Promise<T>): Promise<T> {
  const before = running.get(engine)
  const own = (before ?? Promise.resolve()).then(work, work)
  running.set(engine, own)
  return await own
}

/**
 * Rates a record again: gives back what the stored one took, takes anew, and overwrites it, all in one unit. Without
 * `rates` it only gives back. A record that is not stored yet is processed as any other.
 */
export async function rerateCdr(engine: Engine, cdr: Cdr, { rates }: { rates: boolean }): Promise<void> {
  await alone(engine, async () => {
    await engine.cdrsAreStored()
    const where = {
      sql: 'tenant = $1 and cgrid = $2 and run_id = $3',
      values: [cdr.tenant, cdr.cgrid, cdr.runId],
    }
    const [stored] = await selectCdrs(engine.pool, { where, orderBy: 'order_id', offset: 0, limit: 1 })
    if (stored === undefined) await processCdr(engine, cdr, { rates })
    else await overwrite(engine, stored, { next: { ...stored, ...cdr }, rates })
  })
}

/** Rates stored records again, one after the other; those that are not rated stay as they are. */
export async function rerateStored(engine: Engine, stored: StoredCdr, { rates }: { rates: boolean }): Promise<void> {
  if (isRated(stored)) await overwrite(engine, stored, { next: stored, rates })
}

async function overwrite(
  engine: Engine,
  stored: StoredCdr,
  { next, rates }: { next: StoredCdr; rates: boolean },
): Promise<void> {
  await engine.change((unit) => {
    refundCdr(engine, unit, stored)
    const rated = rates && isRated(next) ? rateCdr(engine, unit, next) : UNRATED
    unit.put(cdrs, cdrKey(stored), { ...next, ...rated, orderId: stored.orderId, createdAt: stored.createdAt })
  })
}
