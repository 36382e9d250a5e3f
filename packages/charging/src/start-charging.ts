import { Pool } from 'pg'
import { cdrs, insertCdrs } from './cdrs/cdr-records.ts'
import { createCdrLookup } from './cdrs/find-stored.ts'
import { makeDefaultCharger } from './chargers/make-default-charger.ts'
import type { Engine } from './engine.ts'
import type { Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import { releaseRuns } from './plans/run-records.ts'
import { fileUnfiledProfiles } from './profiles/file-profiles.ts'
import { closeServer, createRpcServer, listen } from './rpc/http-server.ts'
import type { Desk } from './rpc/reply-to.ts'
import { createSlowLog } from './rpc/slow-log.ts'
import { closeTcpServer, createTcpServer } from './rpc/tcp-server.ts'
import { type Scheduler, startScheduler } from './scheduler.ts'
import { allServices } from './services.ts'
import { NO_DEFAULTS, type SessionDefaults } from './sessions/session-options.ts'
import { fileOldMemberships } from './shared-groups/file-memberships.ts'
import { type DurableStore, openStore } from './store/open-store.ts'
import { finishLoads } from './tariff/load-tariff.ts'
import { showAccountUpdate } from './thresholds/account-update.ts'

export type ChargingOptions = {
  /** PostgreSQL; the schema `ocs` in it is created and kept up to date */
  databaseUrl: string
  host: string
  /** 0 takes any free port, see ChargingEngine.port */
  port: number
  /** port of the raw TCP door (section 1.1); absent: there is none */
  tcpPort?: number
  /** tenant of requests that name none */
  tenant: string
  now: () => Date
  /** extra headers for *http_post call-backs to this URL (credential for the CRM) */
  callbackHeaders?: (url: string) => Record<string, string>
  /** what sessions do where a request says nothing of it; by default they never time out and debit with updates */
  sessions?: Partial<SessionDefaults>
  /** gives the tenant a charger profile at the start when it has none; CGRateS refuses sessions without one */
  makesDefaultCharger?: boolean
  /** plans that make an account for *dynaprepaid events of an unknown one */
  dynaprepaidPlans?: readonly string[]
  log?: Log
  /** how long changes may lie in the log alone before they are folded into records; 30 by default */
  foldSeconds?: number
  /** requests that take longer are logged; 250 by default */
  slowMs?: number
  /** ends the wait for another engine to give the database up */
  signal?: AbortSignal
}

export type ChargingEngine = {
  port: number
  tcpPort: number | undefined
  close(): Promise<void>
  /** runs every plan due at or before now(), in due order; resolves when done, call-backs attempted */
  runDuePlans(): Promise<number>
  /** folds the whole log into records now, as otherwise happens in the background */
  foldLog(): Promise<void>
  /** fires after commit for each account whose balances changed; answers a function that stops listening */
  onBalanceChange(listener: (event: { tenant: string; account: string }) => void): () => void
}

const CONNECTIONS = 8
const SLOW_MS = 250

/**
 * Starts the charging system: its state, its JSON-RPC door and its scheduler. Rejects when one cannot start. While
 * another engine owns the database this waits, as standby, and goes on when that one is gone; `signal` ends the wait.
 */
export async function startCharging(options: ChargingOptions): Promise<ChargingEngine> {
  const log = options.log ?? { info: () => undefined, warn: () => undefined, error: () => undefined }
  const pool = new Pool({ connectionString: options.databaseUrl, max: CONNECTIONS })
  pool.on('error', (error) => log.error({ err: error }, 'a charging database connection broke'))
  const listeners = new Set<(event: { tenant: string; account: string }) => void>()
  let scheduler: Scheduler | undefined
  let store: DurableStore | undefined
  const cdrLookup = createCdrLookup(options.databaseUrl, log)
  try {
    store = await openStore({
      databaseUrl: options.databaseUrl,
      pool,
      now: options.now,
      log,
      foldAfterMs: (options.foldSeconds ?? 30) * 1000,
      signal: options.signal ?? new AbortController().signal,
      tabled: { collection: cdrs.name, insert: insertCdrs, lookedUp: cdrLookup.settled },
      onOpen: () => {
        scheduler?.wakePlans()
        scheduler?.wakeSessions()
        scheduler?.wakeCallbacks()
      },
    })
    const engine: Engine = {
      pool,
      change: store.change,
      read: store.read,
      cdrsAreStored: store.tabledIsComplete,
      cdrLookup,
      log,
      tenant: options.tenant,
      now: options.now,
      callbackHeaders: options.callbackHeaders ?? (() => ({})),
      balancesChanged: (event) => {
        for (const listener of listeners) tell(listener, event, log)
      },
      showAccount: (unit, account) => showAccountUpdate(engine, unit, account),
      sessionDefaults: { ...NO_DEFAULTS, ...options.sessions },
      dynaprepaidPlans: options.dynaprepaidPlans ?? [],
      wakeSessions: () => scheduler?.wakeSessions(),
      wakeScheduler: () => scheduler?.wakePlans(),
      wakeCallbacks: () => scheduler?.wakeCallbacks(),
    }
    const metrics = createMetrics(engine, store)
    const desk: Desk = {
      engine,
      services: allServices,
      metrics,
      slowLog: createSlowLog(log, options.slowMs ?? SLOW_MS),
    }
    const server = createRpcServer(desk)
    const tcpServer = createTcpServer(desk)
    // A start is a reload of the scheduler: queued *asap runs may begin.
    await store.change(releaseRuns)
    await store.change(fileUnfiledProfiles)
    await store.change(fileOldMemberships)
    if (options.makesDefaultCharger === true) await store.change((unit) => makeDefaultCharger(unit, options.tenant))
    const port = await listen(server, options)
    const tcpPort =
      options.tcpPort === undefined ? undefined : await listen(tcpServer, { host: options.host, port: options.tcpPort })
    scheduler = startScheduler(engine)
    finishLoads(engine).catch((error: unknown) =>
      log.warn({ err: error }, 'a tariff load that died is not settled yet'),
    )
    const { runNow, stop } = scheduler
    const { close } = store
    let closing: Promise<void> | undefined
    return {
      port,
      tcpPort,
      runDuePlans: runNow,
      foldLog: store.fold,
      onBalanceChange: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      close: () => {
        closing ??= closeTcpServer(tcpServer)
          .then(() => closeServer(server))
          .then(stop)
          .then(close)
          .then(() => Promise.all([cdrLookup.close(), pool.end()]))
          .then(metrics.close)
        return closing
      },
    }
  } catch (error) {
    await store?.close()
    await Promise.all([cdrLookup.close(), pool.end()])
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
