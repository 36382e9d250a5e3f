import { startCharging } from './start-charging.ts'

/** Runs the charging system on its own: `node packages/charging/src/main.ts`. */
const databaseUrl = process.env.OMNICRM_OCS_DATABASE_URL
if (databaseUrl === undefined || databaseUrl === '') {
  stop('Set OMNICRM_OCS_DATABASE_URL to the PostgreSQL database of the charging system.')
} else {
  await run(databaseUrl)
}

async function run(url: string): Promise<void> {
  const port = Number(process.env.OMNICRM_OCS_PORT ?? 2080)
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    stop(`OMNICRM_OCS_PORT must be a port number, not "${process.env.OMNICRM_OCS_PORT}".`)
    return
  }
  const write = (level: string) => (details: object, message: string) =>
    console.error(JSON.stringify({ level, message, ...details }, errorAsText))
  try {
    const engine = await startCharging({
      databaseUrl: url,
      host: '127.0.0.1',
      port,
      tenant: 'cgrates.org',
      now: () => new Date(),
      log: { info: write('info'), warn: write('warn'), error: write('error') },
    })
    console.log(`The charging system answers on http://127.0.0.1:${engine.port}/jsonrpc`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void engine.close())
  } catch (error) {
    stop(error instanceof Error ? error.message : String(error))
  }
}

function stop(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}

function errorAsText(_: string, value: unknown): unknown {
  return value instanceof Error ? value.message : value
}
