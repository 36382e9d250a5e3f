import { Pool } from 'pg'
import type { Log } from '../log.ts'

/** What names a record for good. */
export type CdrId = { tenant: string; cgrid: string; runId: string }

export type CdrLookup = {
  /** looks which run ids of an event lie in `ocs.cdr`, then calls `act` at once and answers what it answers */
  ofEvent<T>(event: { tenant: string; cgrid: string }, act: (storedRuns: readonly string[]) => T): Promise<T>
  /** resolves when every look that has begun by now has been acted on */
  settled(): Promise<void>
  close(): Promise<void>
}

/** The plan is made once, perhaps when the table is empty: it must be the one for a full table all the same. */
const INDEX_ONLY = '-c enable_seqscan=off'

type Waiting = {
  tenant: string
  cgrid: string
  act: (storedRuns: readonly string[]) => void
  reject: (error: unknown) => void
}
type Row = { tenant: string; cgrid: string; run_id: string }

/** Looks up records by their event, all that ask while one query is under way with the next one. */
export function createCdrLookup(databaseUrl: string, log: Log): CdrLookup {
  const pool = new Pool({ connectionString: databaseUrl, max: 1, options: INDEX_ONLY })
  pool.on('error', (error) => log.error({ err: error }, 'a charging database connection broke'))
  let waiting: Waiting[] = []
  let running: Promise<void> | undefined

  const lookUp = async () => {
    while (waiting.length > 0) {
      const asked = waiting
      waiting = []
      try {
        const { rows } = await pool.query<Row>({
          name: 'ocs-find-cdrs',
          // By CGRID alone: with the tenant as well, an empty table's plan may take the index on tenant and account.
          text: 'select tenant, cgrid, run_id from ocs.cdr where cgrid = any($1)',
          values: [asked.map((one) => one.cgrid)],
        })
        for (const one of asked) one.act(rows.filter((row) => isOf(row, one)).map((row) => row.run_id))
      } catch (error) {
        for (const one of asked) one.reject(error)
      }
    }
  }
  const wake = () => {
    running ??= new Promise<void>((resolve) => {
      // Requests that arrived together share the first query.
      setImmediate(resolve)
    })
      .then(lookUp)
      .finally(() => {
        running = undefined
      })
  }

  return {
    ofEvent: (event, act) =>
      new Promise((resolve, reject) => {
        const actAndAnswer = (storedRuns: readonly string[]) => {
          try {
            resolve(act(storedRuns))
          } catch (error) {
            reject(error)
          }
        }
        waiting.push({ ...event, act: actAndAnswer, reject })
        wake()
      }),
    settled: async () => {
      await running
    },
    close: () => pool.end(),
  }
}

function isOf(row: Row, { tenant, cgrid }: { tenant: string; cgrid: string }): boolean {
  return row.cgrid === cgrid && row.tenant === tenant
}
