/** Rating methods over a store in memory, for tests. */
import type { Engine } from '../engine.ts'
import type { Methods } from '../rpc/services.ts'
import { createTestStore } from '../store/test-store.ts'

export type TestRating = {
  /** calls a method; throws what it answers as error */
  call: (method: string, argument?: unknown) => Promise<unknown>
  /** the error of a method; empty when there is none */
  error: (method: string, argument?: unknown) => Promise<string>
  /** the same state read again from what was written to the log */
  restart: () => void
}

export function startTestRating(methods: Methods, now = new Date('2026-11-20T12:00:00Z')): TestRating {
  const made = createTestStore({ now: () => now })
  let { store } = made
  const engine = () => ({ ...store, tenant: 'cgrates.org', now: () => now }) as unknown as Engine
  const call: TestRating['call'] = async (name, argument = {}) => {
    const method = methods[name]
    if (method === undefined) throw new Error(`no method ${name}`)
    return await method(engine(), argument)
  }
  return {
    call,
    error: async (name, argument) => {
      try {
        await call(name, argument)
        return ''
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
    },
    restart: () => {
      store = made.reopen()
    },
  }
}
