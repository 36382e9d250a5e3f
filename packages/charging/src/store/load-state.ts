import type { Client } from 'pg'
import { applyChanges } from './apply-changes.ts'
import type { Change } from './batch.ts'
import { readLogText } from './log-text.ts'
import { type State, tableOf } from './state.ts'

export type LoggedBatch = { number: number; changes: readonly Change[] }

const RECORDS_AT_ONCE = 10_000
const BATCHES_AT_ONCE = 200

/**
 * Reads the state: the records, then the changes of the log on top, whose last values always win. What `skips` names
 * is left out: changes that already lie in a table of their own. The rest of each batch is told to `onBatch`.
 */
export async function loadState(
  client: Client,
  { skips, onBatch }: { skips: (collection: string, batch: number) => boolean; onBatch: (batch: LoggedBatch) => void },
): Promise<{ state: State; lastBatch: number }> {
  const state: State = new Map()
  let lastBatch = 0
  await client.query('begin read only')
  await each<[string, string, string]>(
    client,
    { sql: 'select collection, key, value from ocs.record', size: RECORDS_AT_ONCE },
    ([collection, key, value]) => tableOf(state, collection).texts.set(key, value),
  )
  for (const table of state.values()) table.keys.fill([...table.texts.keys()])
  await each<[string, string]>(
    client,
    { sql: 'select id, changes from ocs.log order by id', size: BATCHES_AT_ONCE },
    ([id, text]) => {
      lastBatch = Number(id)
      const changes = readLogText(text).filter(({ collection }) => !skips(collection, lastBatch))
      applyChanges(state, changes)
      onBatch({ number: lastBatch, changes })
    },
  )
  await client.query('commit')
  return { state, lastBatch }
}

/** Runs through the rows of a query a portion at a time, asking for the next portion while one is worked on. */
async function each<Row extends unknown[]>(
  client: Client,
  { sql, size }: { sql: string; size: number },
  visit: (row: Row) => void,
): Promise<void> {
  await client.query(`declare portion no scroll cursor for ${sql}`)
  const fetchNext = () => client.query<Row>({ text: `fetch ${size} from portion`, rowMode: 'array' })
  let next = fetchNext()
  for (;;) {
    const { rows } = await next
    if (rows.length === 0) break
    next = fetchNext()
    for (const row of rows) visit(row)
  }
  await client.query('close portion')
}
