import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCharging } from '../start-charging.ts'
import { createDatabase, startTestEngine, type TestEngine } from '../test-engine.ts'

let ocs: TestEngine
beforeAll(async () => {
  ocs = await startTestEngine()
})
afterAll(() => ocs.close())

test.each(['12345678901234567890', '1.0', '1e2', '-7', '"<a>"', '{"a":[1, 2.50]}', 'null', 'true'])(
  'echoes the id %s as it was sent',
  async (id) => {
    const { text } = await ocs.post(`{"method":"CoreSv1.Ping","params":[{}],"id":${id}}`)
    const sent = id.replace('1, 2', '1,2').replace('<a>', '\\u003ca\\u003e')
    expect(text).toBe(`{"id":${sent},"result":"Pong","error":null}\n`)
  },
)

test('answers objects written one after another, each with its id', async () => {
  const { text } = await ocs.post(
    '{"method":"CoreSv1.Ping","params":[],"id":"}{"}{"method":"CoreSv1.No","params":[],"id":2}',
  )
  expect(text).toBe(
    `{"id":"}{","result":"Pong","error":null}\n{"id":2,"result":null,"error":"rpc: can't find method CoreSv1.No"}\n`,
  )
})

test.each(['', '[]', '{', 'hello', '{"a":1}}'])(
  'answers the malformed body "%s" with an error instead of hanging',
  async (body) => {
    const { status, text } = await ocs.post(body)
    expect(status).toBe(200)
    expect(JSON.parse(text).error).toEqual(expect.any(String))
  },
)

test('answers 404 beside /jsonrpc', async () => {
  expect((await fetch(`http://127.0.0.1:${ocs.engine.port}/other`)).status).toBe(404)
})

test('refuses a character that the database cannot hold', async () => {
  const { error } = await ocs.reply('ApierV2.SetAccount', { Account: 'a\u0000b' })
  expect(error).toMatch(/^json: invalid character/)
  for (const raw of ['a\\u001fb', 'a\\uD800']) {
    const { text } = await ocs.post(`{"method":"ApierV2.SetAccount","params":[{"Account":"${raw}"}]}`)
    expect(JSON.parse(text).error).toMatch(/^json: invalid/)
  }
  expect((await ocs.reply('ApierV2.SetAccount', { Account: 'a😀b' })).error).toBeNull()
})

test('an internal failure is answered without its details', async () => {
  await ocs.sql('alter table ocs.cdr rename to hidden')
  expect((await ocs.reply('CDRsV1.GetCDRs', {})).error).toBe('SERVER_ERROR: internal error')
  await ocs.sql('alter table ocs.hidden rename to cdr')
})

test('a close lets requests under way finish, and what was answered is kept', async () => {
  const own = await startTestEngine()
  const add = () => own.reply('ApierV1.AddBalance', { Account: 'a', BalanceType: '*sms', Balance: { Value: 1 } })
  const replies = Promise.allSettled(Array.from({ length: 30 }, add))
  await add()
  await own.engine.close()
  const answered = (await replies).filter((one) => one.status === 'fulfilled' && one.value.result === 'OK').length + 1
  await own.restart()
  const account = await own.call('ApierV2.GetAccount', { Account: 'a' })
  expect(account).toMatchObject({ BalanceMap: { '*sms': [{ Value: answered }] } })
  await own.close()
})

test('names the port when it is taken', async () => {
  const second = startCharging({
    databaseUrl: await createDatabase(),
    host: '127.0.0.1',
    port: ocs.engine.port,
    tenant: 'cgrates.org',
    now: () => new Date(),
  })
  await expect(second).rejects.toThrow(
    `The charging system cannot listen on port ${ocs.engine.port} of 127.0.0.1: it is already in use by another program.`,
  )
})

function runMain(env: Record<string, string>) {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url))
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, OMNICRM_OCS_TCP_PORT: '0', ...env } })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk))
  const exit = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const firstLine = new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(String(chunk))),
  )
  return { child, exit, firstLine, output: () => output }
}

test('runs on its own, and stops on SIGTERM', async () => {
  const main = runMain({ OMNICRM_OCS_DATABASE_URL: await createDatabase(), OMNICRM_OCS_PORT: '0' })
  const address = /http:\S+/.exec(await main.firstLine)?.[0] ?? ''
  const response = await fetch(address, { method: 'POST', body: '{"method":"CoreSv1.Ping","params":[]}' })
  expect(await response.json()).toEqual({ id: null, result: 'Pong', error: null })
  main.child.kill('SIGTERM')
  expect(await main.exit).toBe(0)
})

test('says in one sentence what it lacks, and exits with 1', async () => {
  const main = runMain({})
  expect(await main.exit).toBe(1)
  expect(main.output()).toBe('Set OMNICRM_OCS_DATABASE_URL to the PostgreSQL database of the charging system.\n')
})
