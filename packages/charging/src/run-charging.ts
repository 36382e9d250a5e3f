import { startCharging } from './start-charging.ts'

/**
 * Runs the charging system as a program of its own, set up by environment variables (docs/charging.md), until it is
 * told to stop. Rejects with a sentence for the operator.
 */
export async function runCharging(env: NodeJS.ProcessEnv): Promise<void> {
  const databaseUrl = env.OMNICRM_OCS_DATABASE_URL
  if (databaseUrl === undefined || databaseUrl === '') {
    throw new Error('Set OMNICRM_OCS_DATABASE_URL to the PostgreSQL database of the charging system.')
  }
  const tcpPort = readPort(env, 'OMNICRM_OCS_TCP_PORT', 2012)
  const waiting = new AbortController()
  const stopWaiting = () => waiting.abort(new Error('Stopped before another charging engine gave the database up.'))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stopWaiting)
  const write = (level: string) => (details: object, message: string) =>
    console.error(JSON.stringify({ level, time: new Date().toISOString(), message, ...details }, errorAsText))
  const engine = await startCharging({
    databaseUrl,
    host: env.OMNICRM_OCS_HOST || '127.0.0.1',
    port: readPort(env, 'OMNICRM_OCS_PORT', 2080),
    tcpPort,
    tenant: env.OMNICRM_OCS_TENANT || 'cgrates.org',
    now: () => new Date(),
    foldSeconds: Number(env.OMNICRM_OCS_FOLD_SECONDS || 30),
    signal: waiting.signal,
    log: { info: write('info'), warn: write('warn'), error: write('error') },
  })
  console.log(`The charging system answers on http://127.0.0.1:${engine.port}/jsonrpc`)
  await stopSignal()
  await engine.close()
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

function readPort(env: NodeJS.ProcessEnv, name: string, usual: number): number {
  const text = env[name]
  const port = text === undefined || text === '' ? usual : Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port
  throw new Error(`${name} must be a port number, not "${text}".`)
}

function errorAsText(_: string, value: unknown): unknown {
  return value instanceof Error ? value.message : value
}
