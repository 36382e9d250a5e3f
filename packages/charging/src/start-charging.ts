import { Pool } from 'pg'
import { migrate } from './database/migrate.ts'
import type { Engine, Log } from './engine.ts'
import { releaseTasks } from './plans/tasks.ts'
import { closeServer, createRpcServer, listen } from './rpc/http-server.ts'
import { type Scheduler, startScheduler } from './scheduler.ts'
import { allServices } from './services.ts'

export type ChargingOptions = {
  /** PostgreSQL; the schema `ocs` in it is created and kept up to date */
  databaseUrl: string
  host: string
  /** 0 takes any free port, see ChargingEngine.port */
  port: number
  /** tenant of requests that name none */
  tenant: string
  now: () => Date
  /** extra headers for *http_post call-backs to this URL (credential for the CRM) */
  callbackHeaders?: (url: string) => Record<string, string>
  log?: Log
}

export type ChargingEngine = {
  port: number
  close(): Promise<void>
  /** runs every plan due at or before now(), in due order; resolves when done, call-backs attempted */
  runDuePlans(): Promise<number>
  /** fires after commit for each account whose balances changed; answers a function that stops listening */
  onBalanceChange(listener: (event: { tenant: string; account: string }) => void): () => void
}

const CONNECTIONS = 20

/** Starts the charging system: its tables, its JSON-RPC door and its scheduler. Rejects when one cannot start. */
export async function startCharging(options: ChargingOptions): Promise<ChargingEngine> {
  const log = options.log ?? { info: () => undefined, warn: () => undefined, error: () => undefined }
  const pool = new Pool({ connectionString: options.databaseUrl, max: CONNECTIONS })
  pool.on('error', (error) => log.error({ err: error }, 'a charging database connection broke'))
  const listeners = new Set<(event: { tenant: string; account: string }) => void>()
  let scheduler: Scheduler | undefined
  const engine: Engine = {
    pool,
    log,
    tenant: options.tenant,
    now: options.now,
    callbackHeaders: options.callbackHeaders ?? (() => ({})),
    balancesChanged: (event) => {
      for (const listener of listeners) tell(listener, event, log)
    },
    wakeScheduler: () => scheduler?.wakePlans(),
    wakeCallbacks: () => scheduler?.wakeCallbacks(),
  }
  const server = createRpcServer(engine, allServices)
  try {
    await migrate(pool)
    // A start is a reload of the scheduler: queued *asap runs may begin.
    await releaseTasks(pool)
    const port = await listen(server, options)
    scheduler = startScheduler(engine)
    const { runNow, stop } = scheduler
    let closing: Promise<void> | undefined
    return {
      port,
      runDuePlans: runNow,
      onBalanceChange: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      close: () => {
        closing ??= closeServer(server)
          .then(stop)
          .then(() => pool.end())
        return closing
      },
    }
  } catch (error) {
    await pool.end()
    throw error
  }
}

function tell<T>(listener: (event: T) => void, event: T, log: Log): void {
  try {
    listener(event)
  } catch (error) {
    log.error({ err: error, event }, 'a listener for balance changes failed')
  }
}
