import { startCharging } from './start-charging.ts'

/** Runs the charging system on its own: `node packages/charging/src/main.ts`, see docs/charging.md. */
try {
  await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function run(): Promise<void> {
  const databaseUrl = process.env.OMNICRM_OCS_DATABASE_URL
  if (databaseUrl === undefined || databaseUrl === '') {
    throw new Error('Set OMNICRM_OCS_DATABASE_URL to the PostgreSQL database of the charging system.')
  }
  const tcpPort = readPort('OMNICRM_OCS_TCP_PORT', undefined)
  const waiting = new AbortController()
  const stopWaiting = () => waiting.abort(new Error('Stopped before another charging engine gave the database up.'))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stopWaiting)
  const write = (level: string) => (details: object, message: string) =>
    console.error(JSON.stringify({ level, time: new Date().toISOString(), message, ...details }, errorAsText))
  const engine = await startCharging({
    databaseUrl,
    host: process.env.OMNICRM_OCS_HOST || '127.0.0.1',
    port: readPort('OMNICRM_OCS_PORT', 2080) ?? 2080,
    tcpPort,
    tenant: process.env.OMNICRM_OCS_TENANT || 'cgrates.org',
    now: () => new Date(),
    foldSeconds: Number(process.env.OMNICRM_OCS_FOLD_SECONDS || 30),
    signal: waiting.signal,
    log: { info: write('info'), warn: write('warn'), error: write('error') },
  })
  console.log(`The charging system answers on http://127.0.0.1:${engine.port}/jsonrpc`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void engine.close())
}

/** A port from the environment; an empty one is none. */
function readPort(name: string, usual: number | undefined): number | undefined {
  const text = process.env[name]
  if (text === undefined || text === '') return usual
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port
  throw new Error(`${name} must be a port number, not "${text}".`)
}

function errorAsText(_: string, value: unknown): unknown {
  return value instanceof Error ? value.message : value
}
