import { type Kysely, sql } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { Seal } from '../seal.ts'
import { CHAIN_START, contentOf, createLinkHash } from './chain.ts'
import { readCheckpoint } from './checkpoint.ts'

const BATCH = 2000

export type Verdict = {
  /** entries that are linked and as they were written */
  verified: number
  /** entries of the last second, which have no link yet */
  waiting: number
  /** the first thing that is wrong; `activityId` is the entry, where one can be named */
  broken?: { activityId: number | null; reason: string }
}

type Link = { position: number; activity_id: number; hash: Buffer; content: string | null }

/**
 * Walks the chain from its start and names the first entry that was changed, deleted or put in past the log, and whether
 * entries were cut off at the end. Reads one moment of the database, so it may run beside the product.
 */
export async function verifyChain(options: { db: Kysely<Database>; seal: Seal; dataDir: string }): Promise<Verdict> {
  const { db, seal, dataDir } = options
  // Read before the database, which is then at least as far.
  const checkpoint = readCheckpoint(dataDir, seal)
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const walked = await walk(tx, seal)
      if (walked.broken) return walked
      if (checkpoint === 'forged')
        return { ...walked, broken: { activityId: null, reason: 'the checkpoint was altered' } }
      if (checkpoint) {
        const end = await tx
          .selectFrom('activity_seal')
          .select('hash')
          .where('position', '=', checkpoint.position)
          .executeTakeFirst()
        if (end?.hash.toString('hex') !== checkpoint.hash) {
          const reason = `the chain ends at ${walked.verified}, but had ${checkpoint.position} links on ${checkpoint.at}: entries were cut off, or an older backup was restored`
          return { ...walked, broken: { activityId: null, reason } }
        }
      }
      return { ...walked, ...(await strays(tx)) }
    })
}

async function walk(tx: Kysely<Database>, seal: Seal): Promise<Verdict> {
  const link = createLinkHash(seal)
  let position = 0
  let previous: Buffer = CHAIN_START
  for (;;) {
    const { rows } = await sql<Link>`
      select s.position, s.activity_id, s.hash, case when a.activity_id is not null then ${contentOf('a')} end as content
      from activity_seal s left join customer_activity a on a.activity_id = s.activity_id
      where s.position > ${position} order by s.position limit ${BATCH}`.execute(tx)
    for (const row of rows) {
      const reason = wrongWith(row, position, (content) => link(previous, content))
      if (reason) return { verified: position, waiting: 0, broken: { activityId: row.activity_id, reason } }
      position = row.position
      previous = row.hash
    }
    if (rows.length < BATCH) return { verified: position, waiting: 0 }
  }
}

function wrongWith(row: Link, before: number, hashOf: (content: string) => Buffer): string | undefined {
  if (row.position !== before + 1) return `link ${before + 1} of the chain, before that of this entry, was removed`
  if (row.content === null) return 'the entry was deleted'
  if (!hashOf(row.content).equals(row.hash)) return 'the entry was changed, or its link was'
  return undefined
}

/** Entries without a link: those of the last second wait for it, all others came in or went past the log. */
async function strays(tx: Kysely<Database>): Promise<Pick<Verdict, 'waiting' | 'broken'>> {
  const { rows } = await sql<{ activity_id: number }>`
    select a.activity_id from customer_activity a
    where not exists (select from activity_seal s where s.activity_id = a.activity_id)
      and not exists (select from activity_unsealed u where u.activity_id = a.activity_id)
    order by a.activity_id limit 1`.execute(tx)
  const gone = await sql<{ activity_id: number }>`
    select u.activity_id from activity_unsealed u
    where not exists (select from customer_activity a where a.activity_id = u.activity_id)
    order by u.activity_id limit 1`.execute(tx)
  const { waiting } = await tx
    .selectFrom('activity_unsealed')
    .select((row) => row.fn.countAll<number>().as('waiting'))
    .executeTakeFirstOrThrow()
  if (rows[0])
    return { waiting, broken: { activityId: rows[0].activity_id, reason: 'the entry was put in past the log' } }
  if (gone.rows[0])
    return {
      waiting,
      broken: { activityId: gone.rows[0].activity_id, reason: 'the entry was deleted before it had its link' },
    }
  return { waiting }
}
