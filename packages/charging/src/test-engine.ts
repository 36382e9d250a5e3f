import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { type ChargingEngine, type ChargingOptions, startCharging } from './start-charging.ts'

/** A charging system on a database of its own, spoken to over HTTP, for tests. */
export type TestEngine = {
  engine: ChargingEngine
  databaseUrl: string
  /** calls a method and answers its result; throws what it answers as error */
  call: (method: string, argument?: unknown) => Promise<unknown>
  /** calls a method and answers the whole reply */
  reply: (method: string, argument?: unknown) => Promise<{ result: unknown; error: string | null }>
  post: (body: string) => Promise<{ status: number; text: string }>
  /** resolves when the engine answers from its state again, after a fault */
  untilOpen: () => Promise<void>
  sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>
  /** closes the engine and starts another on the same database, as after a restart */
  restart: () => Promise<void>
  close: () => Promise<void>
}

export async function createDatabase(): Promise<string> {
  const name = `ocs_${randomUUID().replaceAll('-', '')}`
  const admin = new Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return url.href
}

export async function startTestEngine(options: Partial<ChargingOptions> = {}): Promise<TestEngine> {
  const databaseUrl = options.databaseUrl ?? (await createDatabase())
  const start = () =>
    startCharging({
      databaseUrl,
      host: '127.0.0.1',
      port: 0,
      tenant: 'cgrates.org',
      now: () => new Date(),
      ...options,
    })
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const test: TestEngine = {
    engine: await start(),
    databaseUrl,
    post: async (body) => {
      const response = await fetch(`http://127.0.0.1:${test.engine.port}/jsonrpc`, { method: 'POST', body })
      return { status: response.status, text: await response.text() }
    },
    reply: async (method, argument = {}) =>
      JSON.parse((await test.post(JSON.stringify({ method, params: [argument], id: 1 }))).text),
    call: async (method, argument) => {
      const { result, error } = await test.reply(method, argument)
      if (error !== null) throw new Error(error)
      return result
    },
    untilOpen: async () => {
      while ((await test.reply('ApierV1.GetActions', 'x')).error === 'NO_DATABASE_CONNECTION');
    },
    sql: async (text, values) => (await client.query(text, values)).rows,
    restart: async () => {
      await test.engine.close()
      test.engine = await start()
    },
    close: async () => {
      await test.engine.close()
      await client.end()
    },
  }
  return test
}
