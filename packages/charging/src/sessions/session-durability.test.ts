import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createDatabase, startTestEngine } from '../test-engine.ts'

const SESSIONS = 8
const START = 1_000_000

test('a killed engine keeps every step of a session that it acknowledged, and unused reservations come back at the TTL', async () => {
  const databaseUrl = await createDatabase()
  const main = fileURLToPath(new URL('../main.ts', import.meta.url))
  const env = { PATH: process.env.PATH, OMNICRM_OCS_DATABASE_URL: databaseUrl, OMNICRM_OCS_PORT: '0' }
  const child = spawn(process.execPath, [main], { env })
  const exit = new Promise((resolve) => child.on('exit', resolve))
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(String(chunk))),
  )
  const address = /http:\S+/.exec(line)?.[0] ?? ''
  const post = async (method: string, argument: object) => {
    const response = await fetch(address, { method: 'POST', body: JSON.stringify({ method, params: [argument] }) })
    return ((await response.json()) as { result: unknown }).result
  }
  await post('ApierV1.SetChargerProfile', { ID: 'C', RunID: '*default', AttributeIDs: ['*none'] })
  await post('ApierV1.AddBalance', { Account: 'a', BalanceType: '*data', Balance: { ID: 'd', Value: START } })
  await post('ApierV1.AddBalance', {
    Account: 'a',
    BalanceType: '*monetary',
    Balance: { ID: 's', Value: 0, Blocker: true },
  })
  const APIOpts = { '*sessionsTTL': '60s', '*sessionsTTLLastUsed': 0 }
  const acknowledged = new Map<string, number>()
  const sent = new Map<string, number>()
  // Each step takes 10 more and says that the last 10 were used; the engine is killed while many are under way.
  const worker = async (_: unknown, index: number) => {
    const OriginID = `o${index}`
    for (let step = 1; ; step++) {
      const Event = {
        ToR: '*data',
        RequestType: '*prepaid',
        Account: 'a',
        OriginID,
        Usage: 10,
        ...(step > 1 && { LastUsed: 10 }),
      }
      sent.set(OriginID, step)
      if ((await post('SessionSv1.UpdateSession', { ID: 'x', Event, APIOpts, UpdateSession: true })) !== null)
        acknowledged.set(OriginID, step)
      if (index === 0 && step === 20) child.kill('SIGKILL')
    }
  }
  await Promise.allSettled(Array.from({ length: SESSIONS }, worker))
  await exit

  const again = await startTestEngine({ databaseUrl })
  const active = (await again.call('SessionSv1.GetActiveSessions', {})) as {
    OriginID: string
    LoopIndex: number
    DurationIndex: number
  }[]
  expect(active).toHaveLength(SESSIONS)
  for (const { OriginID, LoopIndex, DurationIndex } of active) {
    expect(LoopIndex).toBeGreaterThanOrEqual(acknowledged.get(OriginID) ?? 0)
    expect(LoopIndex).toBeLessThanOrEqual(sent.get(OriginID) ?? 0)
    expect(DurationIndex).toBe(LoopIndex * 10)
  }
  const left = async () => {
    const { BalanceMap } = (await again.call('ApierV2.GetAccount', { Account: 'a' })) as {
      BalanceMap: { '*data': { Value: number }[] }
    }
    return BalanceMap['*data'][0]?.Value ?? 0
  }
  const debited = active.reduce((sum, one) => sum + one.DurationIndex, 0)
  expect(await left()).toBe(START - debited)
  await again.close()

  const later = await startTestEngine({ databaseUrl, now: () => new Date(Date.now() + 120_000) })
  await later.engine.runDuePlans()
  expect((await later.reply('SessionSv1.GetActiveSessions', {})).error).toBe('NOT_FOUND')
  // The last 10 of each session were never reported as used.
  const account = (await later.call('ApierV2.GetAccount', { Account: 'a' })) as {
    BalanceMap: { '*data': { Value: number }[] }
  }
  expect(account.BalanceMap['*data'][0]?.Value).toBe(START - debited + SESSIONS * 10)
  expect(await later.call('CDRsV1.GetCDRsCount', { Accounts: ['a'] })).toBe(SESSIONS)
  await later.close()
})
