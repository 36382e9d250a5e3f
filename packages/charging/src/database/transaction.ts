import type { Pool, PoolClient } from 'pg'
import type { Engine } from '../engine.ts'

export type Tx = PoolClient
/** What can run a read: the pool, or a transaction. */
export type Queryable = Pool | PoolClient

type Changes = {
  /** names an account whose balances changed, to be told after commit */
  balancesChanged: (account: { tenant: string; account: string }) => void
  /** says that this transaction wrote a call-back */
  callbackWritten: () => void
  /** says that this transaction made work for the scheduler */
  scheduleChanged: () => void
}
export type Unit = { tx: Tx; after: Changes }

const RETRIED = new Set(['40P01', '40001'])
const TRIES = 4

/**
 * Runs work in one transaction and tells the rest of the engine only after its commit. A deadlock or serialization
 * failure runs the work again from the start, so work must have no effect outside the transaction.
 */
export async function inTransaction<T>(engine: Engine, work: (unit: Unit) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptTransaction(engine, work)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (attempt === TRIES || !RETRIED.has(code)) throw error
    }
  }
}

async function attemptTransaction<T>(engine: Engine, work: (unit: Unit) => Promise<T>): Promise<T> {
  const tx = await engine.pool.connect()
  const changed = new Map<string, { tenant: string; account: string }>()
  let callbacks = false
  let schedule = false
  const after: Changes = {
    balancesChanged: (account) => changed.set(`${account.tenant}:${account.account}`, account),
    callbackWritten: () => {
      callbacks = true
    },
    scheduleChanged: () => {
      schedule = true
    },
  }
  let broken = false
  try {
    await tx.query('begin')
    const result = await work({ tx, after })
    await tx.query('commit')
    for (const account of changed.values()) engine.balancesChanged(account)
    if (callbacks) engine.wakeCallbacks()
    if (schedule) engine.wakeScheduler()
    return result
  } catch (error) {
    await tx.query('rollback').catch(() => {
      broken = true
    })
    throw error
  } finally {
    tx.release(broken)
  }
}
