import path from 'node:path'
import { parseArgs } from 'node:util'
import { lockDataDir } from './data-dir-lock.ts'
import { DEMO_LOGINS, demoState, loadDemo } from './demo/index.ts'
import { openData } from './open-data.ts'
import { forgetCheckpoint } from './platform/audit/checkpoint.ts'
import { EXAMPLE_JWT_SECRET, loadConfig, makeConfigFromExample } from './platform/config/load-config.ts'
import { readSettings } from './platform/config/settings.ts'
import { emptyDatabase } from './platform/database/open-database.ts'
import { createLogger } from './platform/logging.ts'
import { StartupError } from './platform/startup-error.ts'
import { type Product, startProduct } from './start-product.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Reads the configuration, opens the database, starts the parts, and stops them in order when asked to. */
async function main(): Promise<void> {
  const started = performance.now()
  const { positionals } = parseArgs({ allowPositionals: true })
  readEnvFile()
  const settings = readSettings(positionals[0] === 'serve' ? 'serve' : 'demo')
  const examplePath = path.join(settings.projectRoot, 'crm_config.example.yaml')
  if (makeConfigFromExample({ configPath: settings.configPath, examplePath })) say(`  made ${settings.configPath}`)
  const loaded = loadConfig(settings.configPath)
  if (settings.mode === 'serve' && loaded.jwt_secret === EXAMPLE_JWT_SECRET) {
    throw new StartupError(
      `${settings.configPath} still has the example jwt_secret: make one with "openssl rand -hex 32".`,
    )
  }
  const config = settings.mode === 'demo' ? { ...loaded, sandbox: { ...loaded.sandbox, clock: true } } : loaded
  const unlock = lockDataDir(settings.dataDir)
  const undo: (() => unknown)[] = [unlock]
  const stop = async (code: number): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step()
    process.exit(code)
  }
  const stopOnce = once(() => stop(0))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopOnce)
  // The launcher holds this channel; when it is killed, nobody is left to stop us.
  process.on('disconnect', stopOnce)
  try {
    say('  starting the database')
    const data = await openData(config, settings.dataDir)
    undo.push(data.stop)
    // A person watches the demo; production is watched by whatever collects standard output.
    const logFile =
      config.log.path ?? (settings.mode === 'demo' ? path.join(settings.dataDir, 'omnicrm.log') : undefined)
    const log = createLogger(config.log.level, logFile)
    const start = (): Promise<Product> =>
      startProduct({
        settings,
        config,
        databaseUrl: data.databaseUrl,
        log,
        progress: (step) => say(`  ${step.toLowerCase()}`),
      })
    let product = await start()
    undo.push(() => product.stop())
    if (settings.demoData) {
      if ((await demoState(product.platform)) === 'half') {
        say('  the demo data was cut off; starting over')
        await product.stop()
        await emptyDatabase(data.databaseUrl)
        forgetCheckpoint(settings.dataDir)
        product = await start()
      }
      if ((await demoState(product.platform)) === 'none') {
        say('  loading the demo data (the first time only)')
        await loadDemo(product.platform, {
          url: product.url,
          runDue: product.runDue,
          progress: (step) => say(`  ${step}`),
        })
      }
    }
    announce(product.url, product.firstAdmin, (performance.now() - started) / 1000)
    if (settings.demoData && (await demoState(product.platform)) === 'done') announceLogins()
    warmLater(product)
  } catch (error) {
    // Whoever stopped us half-way has taken the parts from under what was running; that is no defect.
    if (stopOnce.called()) return
    for (const step of undo.splice(0).reverse()) await step()
    throw error
  }
}

/** Settings of a `.env` file beside package.json; the environment itself wins. */
function readEnvFile(): void {
  try {
    process.loadEnvFile(path.resolve(import.meta.dirname, '../../../.env'))
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
  }
}

type Once = (() => void) & { called(): boolean }

function once(work: () => Promise<void>): Once {
  let called = false
  const run = (): void => {
    if (called) return
    called = true
    say('  stopping')
    void work()
  }
  return Object.assign(run, { called: () => called })
}

/** Gets the browser for PDFs ready in a quiet moment after the start, so that the first invoice need not wait for it. */
function warmLater({ platform }: Product): void {
  const warm = (): void => {
    platform.pdf.warm().catch((error) => platform.log.warn({ err: error }, 'the PDF browser does not start'))
  }
  setTimeout(warm, 3000).unref()
}

function announce(
  url: string,
  firstAdmin: { email: string; password: string; generated: boolean } | undefined,
  seconds: number,
): void {
  say('')
  say(`  OmniCRM is ready at ${url}  (${seconds.toFixed(1)} s)`)
  say(`  API page: ${url}/crm/docs/`)
  if (firstAdmin?.generated)
    say(`  First administrator: ${firstAdmin.email}  password: ${firstAdmin.password}  (shown once)`)
  say('')
}

function announceLogins(): void {
  say('  Demo log-ins:')
  for (const login of DEMO_LOGINS) say(`    ${login.role.padEnd(14)} ${login.email.padEnd(20)} ${login.password}`)
  say('')
}

main().catch((error: unknown) => {
  if (error instanceof StartupError) {
    process.stderr.write(`OmniCRM cannot start. ${error.message}\n`)
  } else {
    process.stderr.write(
      `OmniCRM cannot start because of a defect:\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
  }
  process.exit(1)
})
