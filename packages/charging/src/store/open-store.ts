import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Log } from '../log.ts'
import { startTableFolder, type Tabled, type TableFolder } from './fold-into-table.ts'
import { type LogFolder, startLogFolder } from './fold-log.ts'
import { type LoggedBatch, loadState } from './load-state.ts'
import { writeLogText } from './log-text.ts'
import { becomeOwner, destroy, newOwnerName, type Owner } from './owner.ts'
import { createStore, type Store } from './store.ts'

export type OpenStoreOptions = {
  databaseUrl: string
  /** for what is written in the background */
  pool: Pool
  now: () => Date
  log: Log
  tabled: Tabled
  /** how long changes may lie in the log alone */
  foldAfterMs: number
  /** ends the wait for ownership */
  signal: AbortSignal
  /** told each time the state was read and requests are answered from it */
  onOpen: () => void
}

export type DurableStore = Pick<Store, 'change' | 'read' | 'isOpen' | 'settled'> & {
  /** resolves when every acknowledged record of the tabled collection is in its table */
  tabledIsComplete(): Promise<void>
  /** folds the whole log */
  fold(): Promise<void>
  /** bytes of changes that a start would have to read from the log */
  backlog(): number
  close(): Promise<void>
}

/** What belongs to one time of ownership. */
type Tenure = { owner: Owner; records: LogFolder; tabled: TableFolder }

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000

/**
 * Opens the state that lies in a database: becomes its owner, reads it, and from then on writes every change to its
 * log. After a lost connection or a failed write nothing is answered until all of this has been done again.
 */
export async function openStore(options: OpenStoreOptions): Promise<DurableStore> {
  const { databaseUrl, pool, now, log, tabled, foldAfterMs, signal, onOpen } = options
  const name = newOwnerName()
  const closing = new AbortController()
  let tenure: Tenure | undefined
  let recovering: Promise<void> | undefined
  let isClosed = false
  /** failures since the last commit: the more, the longer the pause */
  let failures = 0

  const store = createStore({
    now,
    log,
    journal: {
      append: async ({ number, changes }) => {
        if (tenure === undefined) throw new Error('this charging engine does not own the database')
        await tenure.owner.client.query({
          name: 'ocs-append',
          text: 'insert into ocs.log (id, changes) values ($1, $2)',
          values: [number, writeLogText(changes)],
        })
      },
    },
    onCommit: (_, batch) => {
      failures = 0
      tenure?.records.add(batch)
      tenure?.tabled.add(batch)
    },
    onFailure: (error) => lose(error),
  })

  const lose = (error: unknown) => {
    const lost = tenure
    if (isClosed || lost === undefined) return
    tenure = undefined
    log.error({ err: error }, 'the charging log cannot be written: nothing is answered until the state is read again')
    store.shut()
    destroy(lost.owner.client)
    recovering = Promise.all([lost.records.stop(), lost.tabled.stop()]).then(recover)
  }

  const recover = async () => {
    while (!isClosed) {
      const pause = failures === 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS)
      failures++
      await sleep(pause, undefined, { signal: closing.signal }).catch(() => undefined)
      if (isClosed) return
      try {
        await start()
        log.info({}, 'the charging state was read again')
        return
      } catch (error) {
        if (isClosed) return
        log.error({ err: error }, 'the charging state cannot be read and will be tried again')
      }
    }
  }

  const start = async () => {
    let becoming: Owner | undefined
    const owner = await becomeOwner({
      databaseUrl,
      name,
      signal: AbortSignal.any([signal, closing.signal]),
      onWait: () => log.info({}, 'another charging engine owns the database: this one waits as standby'),
      onLost: (error) => {
        // While it still becomes the owner, what is just asked of the connection fails by itself.
        if (tenure !== undefined && tenure.owner === becoming) lose(error)
      },
    })
    becoming = owner
    try {
      const { epoch, client } = owner
      const folded = await client.query<{ batch: string }>('select batch from ocs.folded where collection = $1', [
        tabled.collection,
      ])
      const foldedTo = Number(folded.rows[0]?.batch ?? 0)
      const found: LoggedBatch[] = []
      const { state, lastBatch } = await loadState(client, {
        skips: (collection, batch) => collection === tabled.collection && batch <= foldedTo,
        onBatch: (batch) => found.push(batch),
      })
      const table = startTableFolder({ pool, epoch, log, tabled, state })
      const records = startLogFolder({
        pool,
        epoch,
        log,
        foldAfterMs,
        leavesOut: (collection) => collection === tabled.collection,
        deletableTo: table.foldedTo,
      })
      tenure = { owner, records, tabled: table }
      for (const batch of found) {
        records.add(batch)
        table.add(batch)
      }
      store.open(state, Math.max(lastBatch, foldedTo))
      onOpen()
    } catch (error) {
      destroy(owner.client)
      throw error
    }
  }

  await start()
  return {
    change: store.change,
    read: store.read,
    isOpen: store.isOpen,
    settled: store.settled,
    tabledIsComplete: async () => {
      await store.settled()
      await tenure?.tabled.flush()
    },
    fold: async () => {
      await tenure?.tabled.flush()
      await tenure?.records.fold()
    },
    backlog: () => tenure?.records.backlog() ?? 0,
    close: async () => {
      await store.settled().catch(() => undefined)
      isClosed = true
      closing.abort()
      store.shut()
      await recovering
      await tenure?.records.stop()
      await tenure?.tabled.stop()
      await tenure?.owner.release()
    },
  }
}
