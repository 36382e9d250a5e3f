import { applyChanges } from './apply-changes.ts'
import type { Change } from './batch.ts'
import { readLogText, writeLogText } from './log-text.ts'
import type { State } from './state.ts'
import { createStore, type Store } from './store.ts'

/** A store whose log is a list, for tests of what works on units. `held`: each batch waits for `release` or `fail`. */
export function createTestStore({ now = () => new Date(), held = false }: { now?: () => Date; held?: boolean } = {}) {
  const batches: Change[][] = []
  const texts: string[] = []
  const failures: unknown[] = []
  let waiting: { resolve: () => void; reject: (error: Error) => void } | undefined
  let asked = Promise.withResolvers<void>()
  const journal = {
    batches,
    /** resolves when a batch waits */
    asked: () => asked.promise,
    release: () => settle((one) => one.resolve()),
    fail: () => settle((one) => one.reject(new Error('the log is gone'))),
  }
  const settle = (how: (one: NonNullable<typeof waiting>) => void) => {
    const one = waiting
    waiting = undefined
    asked = Promise.withResolvers()
    if (one !== undefined) how(one)
  }
  const make = (state: State): Store => {
    const store = createStore({
      now,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      journal: {
        append: async ({ changes }) => {
          if (held) {
            await new Promise<void>((resolve, reject) => {
              waiting = { resolve, reject }
              asked.resolve()
            })
          }
          batches.push([...changes])
          texts.push(writeLogText(changes))
        },
      },
      onCommit: () => undefined,
      onFailure: (error) => failures.push(error),
    })
    store.open(state, batches.length)
    return store
  }
  return {
    store: make(new Map()),
    journal,
    failures,
    /** another store with what the log holds */
    reopen: (): Store => {
      const state: State = new Map()
      for (const text of texts) applyChanges(state, readLogText(text))
      return make(state)
    },
  }
}
