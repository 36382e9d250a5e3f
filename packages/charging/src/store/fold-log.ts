import type { Pool, PoolClient } from 'pg'
import type { Log } from '../log.ts'
import type { Change } from './batch.ts'

/** Brings changes from the log into the table of records, in the background, and cuts the log off behind it. */
export type LogFolder = {
  add(batch: { number: number; changes: readonly Change[] }): void
  /** bytes of changes that are only in the log */
  backlog(): number
  /** folds all that was added so far */
  fold(): Promise<void>
  stop(): Promise<void>
}

type FolderOptions = {
  pool: Pool
  epoch: string
  log: Log
  foldAfterMs: number
  /** collections whose changes are not kept as records */
  leavesOut: (collection: string) => boolean
  /** number of the last batch that nothing but the records needs from the log */
  deletableTo: () => number
}

type Records = Map<string, Map<string, string | null>>

const FOLD_AT_BYTES = 64 * 1024 * 1024
/** Few, since a commit of requests waits for the disk behind what a portion brought into the log of the database. */
const CHUNK = 100
/** Requests come first: the pause after a portion, in times of what it took. */
const PAUSES = 3

/**
 * Of each record only the last value is written, in transactions of a few hundred records. A crash in between does no
 * harm: the log is cut off only after all of its changes are there, and read again on top of the records.
 */
export function startLogFolder({ pool, epoch, log, foldAfterMs, leavesOut, deletableTo }: FolderOptions): LogFolder {
  let fresh: Records = new Map()
  let bytes = 0
  let last = 0
  let isStopped = false
  let running: Promise<void> | undefined

  const pass = async () => {
    const taken = fresh
    const takenBytes = bytes
    const through = last
    fresh = new Map()
    bytes = 0
    try {
      for (const chunk of chunksOf(taken)) {
        if (isStopped) return
        const started = performance.now()
        await asOwner(pool, epoch, (client) => writeRecords(client, chunk))
        // No pause when the log grows faster than it is folded.
        if (bytes < FOLD_AT_BYTES) await pause(PAUSES * (performance.now() - started))
      }
      const end = Math.min(through, deletableTo())
      await asOwner(pool, epoch, (client) => client.query('delete from ocs.log where id <= $1', [end]))
    } catch (error) {
      for (const [collection, records] of taken) {
        const newer = recordsOf(fresh, collection)
        for (const [key, text] of records) if (!newer.has(key)) newer.set(key, text)
      }
      bytes += takenBytes
      throw error
    }
  }

  const fold = (): Promise<void> => {
    running ??= pass().finally(() => {
      running = undefined
    })
    return running
  }
  const foldQuietly = () => {
    if (fresh.size > 0 && !isStopped) {
      fold().catch((error: unknown) => {
        if (!isStopped) log.warn({ err: error }, 'the charging log could not be folded and will be later')
      })
    }
  }
  const timer = setInterval(foldQuietly, foldAfterMs)
  timer.unref()

  return {
    add: ({ number, changes }) => {
      last = number
      for (const { collection, key, text } of changes) {
        if (leavesOut(collection)) continue
        recordsOf(fresh, collection).set(key, text)
        bytes += key.length + (text?.length ?? 0)
      }
      if (bytes >= FOLD_AT_BYTES && running === undefined) foldQuietly()
    },
    backlog: () => bytes,
    fold: async () => {
      await running?.catch(() => undefined)
      await fold()
    },
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      await running?.catch(() => undefined)
    },
  }
}

/** Runs work in a transaction that only the owner of this epoch can commit, and that a new owner waits for. */
export async function asOwner(
  pool: Pool,
  epoch: string,
  work: (client: PoolClient) => Promise<unknown>,
): Promise<void> {
  const client = await pool.connect()
  let broken = false
  try {
    await client.query('begin')
    // What is folded lies in the log as well, and the log is cut off by a later commit: nothing has to wait for the disk.
    await client.query('set local synchronous_commit = off')
    const { rowCount } = await client.query('select from ocs.owner where epoch = $1 for share', [epoch])
    if (rowCount === 0) throw new Error('another charging engine owns the database')
    await work(client)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw error
  } finally {
    client.release(broken)
  }
}

async function writeRecords(client: PoolClient, records: readonly Change[]): Promise<void> {
  const kept = records.filter(({ text }) => text !== null)
  const gone = records.filter(({ text }) => text === null)
  if (kept.length > 0) {
    await client.query({
      name: 'ocs-fold-records',
      text: `insert into ocs.record (collection, key, value)
        select * from unnest($1::text[], $2::text[], $3::text[])
        on conflict (collection, key) do update set value = excluded.value`,
      values: [kept.map((one) => one.collection), kept.map((one) => one.key), kept.map((one) => one.text)],
    })
  }
  if (gone.length > 0) {
    await client.query(
      `delete from ocs.record r using unnest($1::text[], $2::text[]) g (collection, key)
       where r.collection = g.collection and r.key = g.key`,
      [gone.map((one) => one.collection), gone.map((one) => one.key)],
    )
  }
}

function recordsOf(records: Records, collection: string): Map<string, string | null> {
  const known = records.get(collection)
  if (known !== undefined) return known
  const made = new Map<string, string | null>()
  records.set(collection, made)
  return made
}

function* chunksOf(records: Records): Iterable<Change[]> {
  let chunk: Change[] = []
  for (const [collection, values] of records) {
    for (const [key, text] of values) {
      chunk.push({ collection, key, text })
      if (chunk.length < CHUNK) continue
      yield chunk
      chunk = []
    }
  }
  if (chunk.length > 0) yield chunk
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
