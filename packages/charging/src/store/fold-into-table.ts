import type { Pool, PoolClient } from 'pg'
import type { Log } from '../log.ts'
import type { Change } from './batch.ts'
import { asOwner } from './fold-log.ts'
import type { LoggedBatch } from './load-state.ts'
import { dropKey, type State, tableOf } from './state.ts'

/**
 * A collection that lies in a table of its own, where it can be queried, and leaves memory once it is there. A unit
 * sees only those of its records that are not in the table yet.
 */
export type Tabled = {
  collection: string
  /** writes records, of which each key comes once; the same again changes nothing */
  insert(client: PoolClient, changes: readonly Change[]): Promise<void>
  /** resolves when whoever looked into the table before now has acted on what it saw */
  lookedUp(): Promise<void>
}

export type TableFolder = {
  add(batch: LoggedBatch): void
  /** number of the last batch of which nothing is missing in the table */
  foldedTo(): number
  /** resolves when all that was added so far is in the table; rejects when it cannot be brought there */
  flush(): Promise<void>
  stop(): Promise<void>
}

const RECORDS_AT_ONCE = 1_000
const AGAIN_AFTER_MS = 1_000
/** Records gather this long, since a few hundred at once cost hardly more than a few. */
const GATHER_MS = 30

/** Brings the records of a tabled collection from committed batches into its table, in order, as they come. */
export function startTableFolder({
  pool,
  epoch,
  log,
  tabled,
  state,
}: {
  pool: Pool
  epoch: string
  log: Log
  tabled: Tabled
  state: State
}): TableFolder {
  const queue: LoggedBatch[] = []
  let last = 0
  let isStopped = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let flushing = 0
  let endPause = (): void => undefined

  const pause = () =>
    new Promise<void>((resolve) => {
      const pausing = setTimeout(resolve, GATHER_MS)
      endPause = () => {
        clearTimeout(pausing)
        resolve()
      }
    })

  const foldFirst = async () => {
    const records = new Map<string, Change>()
    let batches = 0
    for (; batches < queue.length && records.size < RECORDS_AT_ONCE; batches++) {
      for (const change of queue[batches]?.changes ?? []) records.set(change.key, change)
    }
    const through = queue[batches - 1]?.number ?? 0
    await asOwner(pool, epoch, async (client) => {
      await tabled.insert(client, [...records.values()])
      await client.query(
        `insert into ocs.folded (collection, batch) values ($1, $2)
         on conflict (collection) do update set batch = excluded.batch`,
        [tabled.collection, through],
      )
    })
    queue.splice(0, batches)
    await tabled.lookedUp()
    const table = tableOf(state, tabled.collection)
    for (const { key, text } of records.values()) if (table.texts.get(key) === text) dropKey(table, key)
  }
  const foldAll = async () => {
    while (queue.length > 0 && !isStopped) {
      await foldFirst()
      if (flushing === 0 && queue.length > 0) await pause()
    }
  }
  const wake = () => {
    clearTimeout(timer)
    timer = undefined
    running ??= foldAll().finally(() => {
      running = undefined
    })
    running.catch((error: unknown) => {
      if (isStopped) return
      log.warn({ err: error }, `${tabled.collection} could not be written to its table and will be later`)
      timer = setTimeout(wake, AGAIN_AFTER_MS)
    })
  }

  return {
    add: ({ number, changes }) => {
      last = number
      const own = changes.filter(({ collection }) => collection === tabled.collection)
      if (own.length === 0) return
      queue.push({ number, changes: own })
      if (running === undefined) timer ??= setTimeout(wake, GATHER_MS)
    },
    foldedTo: () => (queue[0] === undefined ? last : queue[0].number - 1),
    flush: async () => {
      const wanted = last
      flushing++
      try {
        while ((queue[0]?.number ?? Number.POSITIVE_INFINITY) <= wanted) {
          endPause()
          if (running === undefined) wake()
          await running
        }
      } finally {
        flushing--
      }
    },
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      endPause()
      await running?.catch(() => undefined)
    },
  }
}
