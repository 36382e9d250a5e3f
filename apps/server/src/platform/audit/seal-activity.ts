import { sql } from 'kysely'
import type { Db } from '../database/open-database.ts'
import type { Platform } from '../platform.ts'
import { CHAIN_START, contentOf, createLinkHash, type LinkHash } from './chain.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'

const EVERY_MS = 1000
const BATCH = 1000
/** One sealer at a time in the whole database; an arbitrary number of ours. */
const LOCK = 7_305_511

export type AuditSealer = {
  /** links every entry that has been committed; answers how many */
  sealNow(): Promise<number>
  close(): Promise<void>
}

type Head = { position: number; hash: Buffer }

/**
 * Links entries of the activity log to the hash chain, each second and behind the writers' backs: they wait for nothing. The
 * order of the chain is that in which entries were found committed. Runs in every process; one works at a time.
 */
export async function startAuditSealer(platform: Platform): Promise<AuditSealer> {
  const link = createLinkHash(platform.seal)
  const { dataDir } = platform.settings
  const mayWrite = await checkpointHolds(platform)
  let running: Promise<number> = Promise.resolve(0)

  const sealNow = (): Promise<number> => {
    running = running
      .catch(() => 0)
      .then(async () => {
        let sealed = 0
        for (;;) {
          const { count, head } = await sealBatch(platform.db, link)
          sealed += count
          if (head && count > 0 && mayWrite) {
            const at = platform.clock.now().toISOString()
            writeCheckpoint(dataDir, platform.seal, { position: head.position, hash: head.hash.toString('hex'), at })
          }
          if (count < BATCH) return sealed
        }
      })
    return running
  }
  const timer = setInterval(() => {
    sealNow().catch((error) => platform.log.error({ err: error }, 'the activity log could not be sealed'))
  }, EVERY_MS)
  timer.unref()
  return {
    sealNow,
    async close() {
      clearInterval(timer)
      await sealNow().catch((error) => platform.log.error({ err: error }, 'the activity log could not be sealed'))
    },
  }
}

async function sealBatch(db: Db, link: LinkHash): Promise<{ count: number; head: Head | undefined }> {
  return db.transaction().execute(async (tx) => {
    const free = await sql<{ free: boolean }>`select pg_try_advisory_xact_lock(${LOCK}) as free`.execute(tx)
    if (!free.rows[0]?.free) return { count: 0, head: undefined }
    const { rows } = await sql<{ activity_id: number; content: string }>`
      with taken as (
        delete from activity_unsealed where activity_id in (
          select activity_id from activity_unsealed order by activity_id limit ${BATCH})
        returning activity_id)
      select a.activity_id, ${contentOf('a')} as content
      from taken join customer_activity a using (activity_id) order by a.activity_id`.execute(tx)
    if (rows.length === 0) return { count: 0, head: undefined }
    const last = await tx
      .selectFrom('activity_seal')
      .selectAll()
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst()
    let head: Head = last ?? { position: 0, hash: CHAIN_START }
    const seals = rows.map(({ activity_id, content }) => {
      head = { position: head.position + 1, hash: link(head.hash, content) }
      return { ...head, activity_id }
    })
    await tx.insertInto('activity_seal').values(seals).execute()
    return { count: seals.length, head }
  })
}

/** False, with an error in the log, when the chain lacks what the checkpoint knows: the evidence is not overwritten. */
async function checkpointHolds({ db, settings, seal, log }: Platform): Promise<boolean> {
  const checkpoint = readCheckpoint(settings.dataDir, seal)
  if (checkpoint === undefined) return true
  const found =
    checkpoint === 'forged'
      ? undefined
      : await db
          .selectFrom('activity_seal')
          .select('hash')
          .where('position', '=', checkpoint.position)
          .executeTakeFirst()
  const holds = checkpoint !== 'forged' && found?.hash.toString('hex') === checkpoint.hash
  if (!holds) log.error('the activity log does not go with its checkpoint: run npm run audit:verify')
  return holds
}
