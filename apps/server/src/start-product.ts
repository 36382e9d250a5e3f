import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { type ChargingEngine, startCharging } from '@omnicrm/charging'
import { composeDomains } from './compose-domains.ts'
import { demoState } from './demo/index.ts'
import { ensureFirstAdmin, ensureShippedRoles, type FirstAdmin, shiftSessions } from './identity/index.ts'
import { type AuditSealer, startAuditSealer } from './platform/audit/seal-activity.ts'
import { openClock } from './platform/clock.ts'
import { type Config, currencyOf } from './platform/config/config-schema.ts'
import type { Settings } from './platform/config/settings.ts'
import { LIVE_CHANNEL } from './platform/context.ts'
import { migrate } from './platform/database/migrate.ts'
import { openDatabase } from './platform/database/open-database.ts'
import { createAuthenticate } from './platform/guard/authenticate.ts'
import { createTokens } from './platform/guard/tokens.ts'
import { createApp } from './platform/http/create-app.ts'
import { createRoutes } from './platform/http/routes.ts'
import { serveWebApp } from './platform/http/serve-web-app.ts'
import { prepareJobQueue, startJobQueue } from './platform/jobs/job-queue.ts'
import { startScheduler } from './platform/jobs/scheduler.ts'
import { openLiveHub } from './platform/live/live-hub.ts'
import { registerLiveSocket } from './platform/live/live-socket.ts'
import type { Logger } from './platform/logging.ts'
import { currencyDecimals } from './platform/money.ts'
import { openPdfPrinter } from './platform/pdf/pdf-printer.ts'
import type { Platform } from './platform/platform.ts'
import { openSeal } from './platform/seal.ts'
import { StartupError } from './platform/startup-error.ts'
import { systemRoutes } from './platform/system-routes.ts'

export type Product = {
  platform: Platform
  url: string
  firstAdmin: FirstAdmin | undefined
  charging: ChargingEngine | undefined
  sealer: AuditSealer
  /** runs what is due by the clock: renewals, call-backs, scheduled jobs */
  runDue(): Promise<number>
  /** stops the parts in order: no new requests, running jobs end, charging, connections */
  stop(): Promise<void>
}

export type ProductOptions = {
  settings: Settings
  config: Config
  databaseUrl: string
  log: Logger
  /** every answer is held against the contract (tests) */
  checkResponses?: boolean
  progress?: (step: string) => void
}

/** Starts charging, API, background jobs and web app in this process, on a database that is already there. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const { settings, config, databaseUrl, log } = options
  const progress = options.progress ?? (() => {})
  const undo: (() => Promise<unknown>)[] = []
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    progress('Opening the database')
    const { db } = await openDatabase({ url: databaseUrl, poolSize: config.database.pool_size })
    undo.push(() => db.destroy())
    const applied = await migrate(db)
    if (applied.length > 0) progress(`Database schema brought up to date (${applied.length} steps)`)
    await prepareJobQueue(databaseUrl)
    const clock = await openClock(db)
    const live = await openLiveHub({ databaseUrl, notifyChannel: LIVE_CHANNEL, log })
    undo.push(() => live.close())
    const { browserDir, chromiumPath } = settings
    const pdf = openPdfPrinter({ browserDir, chromiumPath, log })
    undo.push(() => pdf.close())
    const platform: Platform = {
      config,
      settings,
      db,
      databaseUrl,
      clock,
      log,
      live,
      pdf,
      seal: openSeal(settings.dataDir),
      tokens: createTokens(config.jwt_secret, () => clock.now()),
      addresses: { port: 0, ocsPort: undefined },
      decimals: currencyDecimals(currencyOf(config)),
    }
    const sealer = await startAuditSealer(platform)
    undo.push(() => sealer.close())
    await ensureShippedRoles(db)
    const firstAdmin = (await comesWithDemo(platform)) ? undefined : await ensureFirstAdmin(platform)

    const charging = config.ocs.embedded ? await startEmbeddedCharging(platform) : undefined
    if (charging) undo.push(() => charging.close())

    progress('Starting the API')
    const domains = composeDomains(platform, charging)
    undo.push(() => domains.close())
    const authenticate = createAuthenticate(platform.tokens, domains.waysIn)
    const scheduler = startScheduler(platform, domains.scheduledJobs, domains.dueWork)
    undo.push(async () => scheduler.close())
    const app = await createApp(platform)
    undo.push(() => app.close())
    const routes = createRoutes({ app, platform, authenticate, checkResponses: options.checkResponses ?? false })
    systemRoutes(routes, platform, { scheduler, clockMoved: (milliseconds) => shiftSessions(db, milliseconds) })
    domains.register(routes)
    registerLiveSocket(app, { platform, authenticate, channels: domains.liveChannels })
    await serveWebApp(app, path.join(settings.projectRoot, 'apps/web/dist'))
    platform.addresses.port = await listen(app, config, settings)
    await domains.recover()
    const queue = await startJobQueue({ databaseUrl, workers: config.provisioning.workers, tasks: domains.tasks, log })
    undo.push(() => queue.close())
    return {
      platform,
      url: `http://localhost:${platform.addresses.port}`,
      firstAdmin,
      charging,
      sealer,
      runDue: () => scheduler.runDue(),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The demo data brings an administrator of its own, unless somebody has named one. */
async function comesWithDemo(platform: Platform): Promise<boolean> {
  const { demoData, adminPassword } = platform.settings
  return demoData && adminPassword === undefined && (await demoState(platform)) !== 'own'
}

async function startEmbeddedCharging(platform: Platform): Promise<ChargingEngine> {
  const { config, settings, tokens, log } = platform
  const [host = 'localhost', configuredPort] = config.ocs.cgrates.split(':')
  const credential = await tokens.sign({ kind: 'engine', subject: 'charging', id: randomUUID() }, 10 * 365 * 86_400)
  const engine = await startCharging({
    databaseUrl: platform.databaseUrl,
    host: host === 'localhost' ? '127.0.0.1' : host,
    port: settings.ocsPort ?? Number(configuredPort),
    tenant: config.ocs.ocsTenant,
    makesDefaultCharger: true,
    now: () => platform.clock.now(),
    // Only posts to this product carry the credential; any other address gets none.
    callbackHeaders: (url): Record<string, string> =>
      pointsHere(url, platform) ? { authorization: `Bearer ${credential}` } : {},
    log,
  }).catch((error: Error) => {
    throw new StartupError(error.message)
  })
  platform.addresses.ocsPort = engine.port
  return engine
}

function pointsHere(url: string, platform: Platform): boolean {
  const target = new URL(url)
  const local = target.hostname === 'localhost' || target.hostname === '127.0.0.1'
  return (
    (local && Number(target.port) === platform.addresses.port) ||
    target.origin === new URL(platform.config.crm.base_url).origin
  )
}

async function listen(app: Awaited<ReturnType<typeof createApp>>, config: Config, settings: Settings): Promise<number> {
  const [host = '0.0.0.0', configuredPort] = config.crm.listen.split(':')
  const port = settings.port ?? Number(configuredPort)
  try {
    await app.listen({ host, port })
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'EADDRINUSE')
      throw new StartupError(`Port ${port} is in use by another program: stop it, or set PORT.`)
    if (code === 'EACCES')
      throw new StartupError(`Port ${port} may not be opened by this user: set PORT to one above 1023.`)
    throw error
  }
  const address = app.server.address()
  return typeof address === 'object' && address ? address.port : port
}
