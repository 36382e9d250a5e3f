import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createDatabase, startTestEngine } from './test-engine.ts'

test('a killed engine keeps every change it acknowledged, and none of the rest half', async () => {
  const databaseUrl = await createDatabase()
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const env = { PATH: process.env.PATH, OMNICRM_OCS_DATABASE_URL: databaseUrl, OMNICRM_OCS_PORT: '0' }
  const child = spawn(process.execPath, [main], { env })
  const exit = new Promise((resolve) => child.on('exit', resolve))
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(String(chunk))),
  )
  const address = /http:\S+/.exec(line)?.[0] ?? ''
  let sent = 0
  let acknowledged = 0
  // Each record takes 1 from the bundle; the engine is killed while many are under way.
  const post = async (method: string, argument: object) => {
    const response = await fetch(address, { method: 'POST', body: JSON.stringify({ method, params: [argument] }) })
    return ((await response.json()) as { result: unknown }).result
  }
  await post('ApierV1.AddBalance', { Account: 'a', BalanceType: '*sms', Balance: { ID: 's', Value: 100_000 } })
  const worker = async () => {
    for (;;) {
      const Event = { ToR: '*sms', RequestType: '*prepaid', Account: 'a', OriginID: `o${sent++}`, Usage: 1 }
      if ((await post('CDRsV1.ProcessEvent', { Event })) === 'OK') acknowledged++
      if (acknowledged === 100) child.kill('SIGKILL')
    }
  }
  await Promise.allSettled(Array.from({ length: 8 }, worker))
  await exit
  const again = await startTestEngine({ databaseUrl })
  const { BalanceMap } = (await again.call('ApierV2.GetAccount', { Account: 'a' })) as {
    BalanceMap: { '*sms': { Value: number }[] }
  }
  const taken = 100_000 - (BalanceMap['*sms'][0]?.Value ?? 0)
  expect(await again.call('CDRsV1.GetCDRsCount', { Accounts: ['a'], Costs: [0] })).toBe(taken)
  await again.close()
  expect(taken).toBeGreaterThanOrEqual(acknowledged)
  expect(taken).toBeLessThanOrEqual(sent)
})

test('every invariant names a test that exists', () => {
  const page = readFileSync(new URL('../INVARIANTS.md', import.meta.url), 'utf8')
  const titles = [...page.matchAll(/^ {2}- `(.+)`$/gm)].map((match) => match[1] ?? '')
  const sources = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
    .join('\n')
  expect(titles.length).toBeGreaterThan(20)
  expect(titles.filter((title) => !sources.includes(title))).toEqual([])
})
