import type { Log } from '../log.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import { applyStaged, type Batch, type Change, createBatch, settleBatch } from './batch.ts'
import type { State } from './state.ts'
import { type OpenUnit, openUnit, type Unit } from './unit.ts'

/** Where batches become durable. */
export type Journal = {
  /** resolves when the changes are on disk; a rejection leaves open whether they are */
  append(batch: { number: number; changes: readonly Change[] }): Promise<void>
}

export type Store = {
  /** runs work at once and keeps its writes; resolves when they are durable, and so is all that it read */
  change<T>(work: (unit: Unit) => T): Promise<T>
  /** runs work at once; answers at once unless it read something that is not durable yet */
  read<T>(work: (unit: Unit) => T): T | Promise<T>
  /** starts to answer from this state, whose last batch in the log has this number */
  open(state: State, lastBatch: number): void
  /** refuses everything with NO_DATABASE_CONNECTION until it is opened again, who still waits included */
  shut(): void
  isOpen(): boolean
  /** resolves when all that was changed so far is durable */
  settled(): Promise<void>
}

type StoreOptions = {
  now: () => Date
  log: Log
  journal: Journal
  /** told of each batch that became durable, before anybody is answered */
  onCommit: (state: State, batch: { number: number; changes: readonly Change[] }) => void
  /** told when a batch failed: the store is shut then, and its state must be read again */
  onFailure: (error: unknown) => void
}

const noDatabase = () => new RpcError('NO_DATABASE_CONNECTION')

/**
 * The engine's state, changed by one unit at a time. While a batch is on its way into the log the next one gathers
 * (group commit). When a batch fails, memory may be ahead of the log: nothing is answered from it any more.
 */
export function createStore({ now, log, journal, onCommit, onFailure }: StoreOptions): Store {
  let state: State | undefined
  let lastNumber = 0
  let gathering: Batch | undefined
  let writing: Batch | undefined
  let isWriterAwake = false

  const opened = (): State => {
    if (state === undefined) throw noDatabase()
    return state
  }

  const shut = () => {
    state = undefined
    const refused = [writing, gathering]
    writing = undefined
    gathering = undefined
    for (const batch of refused) batch?.reject(noDatabase())
  }

  const batchToFill = (): Batch => {
    gathering ??= createBatch(++lastNumber)
    if (!isWriterAwake) {
      isWriterAwake = true
      // The requests that arrived together share the first batch.
      setImmediate(() => void writeBatches())
    }
    return gathering
  }

  const writeBatches = async () => {
    while (gathering !== undefined && state !== undefined) {
      const batch: Batch = gathering
      const own: State = state
      gathering = undefined
      writing = batch
      try {
        await journal.append(batch)
      } catch (error) {
        if (writing === batch) {
          shut()
          onFailure(error)
        }
        break
      }
      if (writing !== batch) break
      writing = undefined
      settleBatch(own, batch)
      onCommit(own, batch)
      for (const effect of batch.effects) attempt(effect, log)
      batch.resolve()
    }
    isWriterAwake = false
    if (gathering !== undefined) batchToFill()
  }

  const whenDurable = async (number: number): Promise<void> => {
    const batch = writing?.number === number ? writing : gathering?.number === number ? gathering : undefined
    await batch?.done
  }

  const run = <T>(
    work: (unit: Unit) => T,
  ): { open: OpenUnit; own: State; outcome: { result: T } | { error: unknown } } => {
    const own = opened()
    const open = openUnit(own, now())
    try {
      const result = work(open.unit)
      if (result instanceof Promise) throw new Error('a unit of work must be synchronous')
      return { open, own, outcome: { result } }
    } catch (error) {
      return { open, own, outcome: { error } }
    }
  }

  return {
    change: async (work) => {
      const { open, own, outcome } = run(work)
      if ('result' in outcome && open.staged.size > 0) {
        const batch = batchToFill()
        applyStaged(own, batch, open.staged)
        batch.effects.push(...open.effects)
        await batch.done
        return outcome.result
      }
      // A refusal, too, may rest on what is not durable yet.
      if (open.seen() > 0) await whenDurable(open.seen())
      if ('error' in outcome) throw outcome.error
      for (const effect of open.effects) attempt(effect, log)
      return outcome.result
    },
    read: (work) => {
      const { open, outcome } = run(work)
      if (open.staged.size > 0) throw new Error('a read must not write')
      const answer = () => {
        if ('error' in outcome) throw outcome.error
        return outcome.result
      }
      return open.seen() === 0 ? answer() : whenDurable(open.seen()).then(answer)
    },
    open: (next, lastBatch) => {
      state = next
      lastNumber = lastBatch
    },
    shut,
    isOpen: () => state !== undefined,
    settled: async () => {
      await (gathering ?? writing)?.done
    },
  }
}

function attempt(effect: () => void, log: Log): void {
  try {
    effect()
  } catch (error) {
    log.error({ err: error }, 'what was to follow a charging commit failed')
  }
}
