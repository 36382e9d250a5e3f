import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startCharging } from '../start-charging.ts'
import { createDatabase, startTestEngine, type TestEngine } from '../test-engine.ts'

const START = Date.UTC(2026, 10, 20, 12, 0, 0)
const DAY = 86_400_000
let clock = START
let ocs: TestEngine
let listener: Server
let answerStatus = 200
let onPost: (() => Promise<void>) | undefined
const received: { headers: IncomingHttpHeaders; body: string }[] = []

beforeAll(async () => {
  listener = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      await onPost?.()
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      response.writeHead(answerStatus).end()
    })
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
})
beforeEach(async () => {
  clock = START
  answerStatus = 200
  onPost = undefined
  received.length = 0
  ocs = await startTestEngine({ now: () => new Date(clock), callbackHeaders: () => ({ 'X-Credential': 'secret' }) })
})
afterEach(() => ocs.close())
afterAll(() => listener.close())

const hook = () => `http://127.0.0.1:${(listener.address() as AddressInfo).port}/renew`

/** Lets nothing be written, as if the database died in the middle of a run; answers what mends it. */
async function breakLog(): Promise<() => Promise<void>> {
  await ocs.sql(`create function ocs.fail() returns trigger language plpgsql as 'begin raise exception ''dead''; end'`)
  await ocs.sql('create trigger fail before insert on ocs.log for each row execute function ocs.fail()')
  return async () => {
    await ocs.sql('drop trigger fail on ocs.log')
    await ocs.untilOpen()
  }
}

async function setUpPlan(time: string, { accounts = ['sim'], withHook = false } = {}): Promise<void> {
  await ocs.call('ApierV1.SetActions', {
    ActionsId: 'ACT',
    Overwrite: true,
    Actions: [
      { Identifier: '*topup', BalanceId: 'gift', BalanceType: '*sms', Units: 1, Weight: 20 },
      ...(withHook ? [{ Identifier: '*http_post', ExtraParameters: hook(), Weight: 10 }] : []),
    ],
  })
  await ocs.call('ApierV1.SetActionPlan', {
    Id: 'PLAN',
    ActionPlan: [{ ActionsId: 'ACT', Time: time, Weight: 10 }],
    Overwrite: true,
    ReloadScheduler: true,
  })
  for (const Account of accounts) {
    await ocs.call('ApierV2.SetAccount', { Account, ActionPlanIds: ['PLAN'], ReloadScheduler: true })
  }
}

async function gift(account = 'sim'): Promise<number> {
  const { BalanceMap } = (await ocs.call('ApierV2.GetAccount', { Account: account })) as {
    BalanceMap: Record<string, { Value: number }[]> | null
  }
  return BalanceMap?.['*sms']?.[0]?.Value ?? 0
}

test('runs a plan when it is due, once, and not before', async () => {
  await setUpPlan('*daily')
  clock += DAY - 1000
  expect(await ocs.engine.runDuePlans()).toBe(0)
  expect(await gift()).toBe(0)
  clock += 1000
  // The engine's own timer may take the run first; either way it is done when this resolves.
  await ocs.engine.runDuePlans()
  expect(await gift()).toBe(1)
  expect(await ocs.engine.runDuePlans()).toBe(0)
  expect(await gift()).toBe(1)
})

test('makes up a missed run once after a restart, and goes on from now', async () => {
  await setUpPlan('*monthly')
  await ocs.engine.close()
  clock += 100 * DAY
  ocs.engine = await startCharging({
    databaseUrl: ocs.databaseUrl,
    host: '127.0.0.1',
    port: 0,
    tenant: 'cgrates.org',
    now: () => new Date(clock),
  })
  await ocs.engine.runDuePlans()
  expect(await gift()).toBe(1)
  const [scheduled] = (await ocs.call('ApierV1.GetScheduledActions', {})) as { NextRunTime: string }[]
  expect(scheduled?.NextRunTime).toBe('2027-03-20T12:00:00Z')
})

test('a second engine on the database waits as standby and takes over, each account getting its run once', async () => {
  const accounts = Array.from({ length: 30 }, (_, index) => `sim-${index}`)
  await setUpPlan('*daily', { accounts })
  let hasTakenOver = false
  const standby = startTestEngine({ databaseUrl: ocs.databaseUrl, now: () => new Date(clock) }).then((other) => {
    hasTakenOver = true
    return other
  })
  clock += DAY
  await Promise.all([ocs.engine.runDuePlans(), ocs.engine.runDuePlans()])
  expect(hasTakenOver).toBe(false)
  await ocs.close()
  ocs = await standby
  await ocs.engine.runDuePlans()
  for (const account of accounts) expect(await gift(account)).toBe(1)
})

test('keeps a run whose transaction dies half-way, and does it once later', async () => {
  await setUpPlan('*daily', { withHook: true })
  const mend = await breakLog()
  clock += DAY
  await expect(ocs.engine.runDuePlans()).rejects.toThrow('NO_DATABASE_CONNECTION')
  expect((await ocs.reply('ApierV2.GetAccount', { Account: 'sim' })).error).toBe('NO_DATABASE_CONNECTION')
  expect(received).toHaveLength(0)
  await mend()
  await ocs.engine.runDuePlans()
  await ocs.engine.runDuePlans()
  expect(await gift()).toBe(1)
  expect(received).toHaveLength(1)
})

test('keeps nothing of a failing action list and notes why', async () => {
  await setUpPlan('*daily')
  await ocs.call('ApierV1.SetActions', {
    ActionsId: 'ACT',
    Overwrite: true,
    Actions: [
      { Identifier: '*topup', BalanceId: 'gift', BalanceType: '*sms', Units: 1, Weight: 20 },
      { Identifier: '*nonsense', Weight: 10 },
    ],
  })
  clock += DAY
  expect(await ocs.engine.runDuePlans()).toBe(0)
  expect(await gift()).toBe(0)
  expect(await ocs.call('OmniSv1.GetFailedRuns')).toMatchObject([{ Account: 'sim', Error: 'PARTIALLY_EXECUTED' }])
  expect(await ocs.engine.runDuePlans()).toBe(0)
})

test('a removed plan and a detached account run no more, at once', async () => {
  await setUpPlan('*daily', { accounts: ['sim', 'left'] })
  await ocs.call('ApierV2.SetAccount', { Account: 'left', ActionPlanIds: [], ActionPlansOverwrite: true })
  clock += DAY
  await ocs.engine.runDuePlans()
  await ocs.call('ApierV1.RemoveActionPlan', { Id: 'PLAN' })
  clock += DAY
  expect(await ocs.engine.runDuePlans()).toBe(0)
  expect(await gift()).toBe(1)
  expect(await gift('left')).toBe(0)
})

test('a run that still waits when its account is detached is dropped', async () => {
  await setUpPlan('*daily', { withHook: true })
  // Both a timing and an *asap run are open on the account.
  await ocs.call('ApierV1.SetActionPlan', {
    Id: 'SOON',
    ActionPlan: [{ ActionsId: 'ACT', Time: '*asap', Weight: 10 }],
  })
  await ocs.call('ApierV2.SetAccount', { Account: 'sim', ActionPlanIds: ['SOON'] })
  await ocs.call('ApierV2.SetAccount', { Account: 'sim', ActionPlanIds: [], ActionPlansOverwrite: true })
  await ocs.call('ApierV1.RemoveActionPlan', { Id: 'SOON' })
  clock += DAY
  await ocs.call('SchedulerSv1.Reload')
  expect(await ocs.engine.runDuePlans()).toBe(0)
  expect(await gift()).toBe(0)
})

test('a removed account is not made again by its plan', async () => {
  await setUpPlan('*daily')
  await ocs.call('ApierV1.RemoveAccount', { Account: 'sim' })
  clock += DAY
  await ocs.engine.runDuePlans()
  expect((await ocs.reply('ApierV2.GetAccount', { Account: 'sim' })).error).toBe('NOT_FOUND')
})

test('posts after commit, with the credential and a key that stays the same over retries', async () => {
  await setUpPlan('*daily', { withHook: true })
  answerStatus = 500
  clock += DAY
  await ocs.engine.runDuePlans()
  expect(await gift()).toBe(1)
  expect(received).toHaveLength(1)
  await ocs.engine.runDuePlans()
  expect(received).toHaveLength(1)
  answerStatus = 202
  clock += 2000
  await ocs.engine.runDuePlans()
  clock += DAY / 2
  await ocs.engine.runDuePlans()
  expect(received).toHaveLength(2)
  const [first, second] = received
  expect(first?.headers['x-credential']).toBe('secret')
  expect(first?.headers['idempotency-key']).toBe(second?.headers['idempotency-key'])
  expect(JSON.parse(second?.body ?? '')).toMatchObject({
    ID: 'cgrates.org:sim',
    BalanceMap: { '*sms': [{ Value: 1 }] },
  })
})

test('gives a call-back up after twelve tries and keeps it with the reason, for an operator to replay', async () => {
  await setUpPlan('*daily', { withHook: true })
  answerStatus = 500
  clock += DAY
  for (let attempt = 0; attempt < 14; attempt++) {
    await ocs.engine.runDuePlans()
    clock += 3_600_000
  }
  expect(received).toHaveLength(12)
  const dead = { Account: 'sim', URL: hook(), Attempts: 12, LastError: 'answered 500' }
  expect(await ocs.call('OmniSv1.GetFailedCallbacks')).toMatchObject([dead])
  await ocs.restart()
  const [found] = (await ocs.call('OmniSv1.GetFailedCallbacks')) as { ID: string; IdempotencyKey: string }[]
  answerStatus = 200
  expect(await ocs.call('OmniSv1.ReplayCallbacks', { IDs: [found?.ID] })).toBe(1)
  await ocs.engine.runDuePlans()
  expect(received).toHaveLength(13)
  expect(received.at(-1)?.headers['idempotency-key']).toBe(found?.IdempotencyKey)
  expect((await ocs.reply('OmniSv1.GetFailedCallbacks')).error).toBe('NOT_FOUND')
})

test('a receiver may call back into the engine for the same account before it answers', async () => {
  await setUpPlan('*daily', { withHook: true })
  onPost = async () => {
    await ocs.call('ApierV1.AddBalance', { Account: 'sim', BalanceType: '*data', Balance: { ID: 'd', Value: 5 } })
  }
  clock += DAY
  await ocs.engine.runDuePlans()
  expect(received).toHaveLength(1)
})

test('a call-back survives a restart', async () => {
  await setUpPlan('*daily', { withHook: true })
  answerStatus = 503
  clock += DAY
  await ocs.engine.runDuePlans()
  await ocs.restart()
  answerStatus = 200
  clock += 60_000
  await ocs.engine.runDuePlans()
  expect(received).toHaveLength(2)
  clock += DAY / 2
  await ocs.engine.runDuePlans()
  expect(received).toHaveLength(2)
})

test('an *asap plan runs on the account once the scheduler is reloaded', async () => {
  await setUpPlan('*asap', { accounts: [] })
  await ocs.call('ApierV2.SetAccount', { Account: 'sim', ActionPlanIds: ['PLAN'] })
  await ocs.engine.runDuePlans()
  expect(await gift()).toBe(0)
  await ocs.call('SchedulerSv1.Reload')
  await ocs.engine.runDuePlans()
  expect(await gift()).toBe(1)
})

test('a start of the engine is a reload of the scheduler', async () => {
  await setUpPlan('*asap', { accounts: [] })
  await ocs.call('ApierV2.SetAccount', { Account: 'sim', ActionPlanIds: ['PLAN'] })
  await ocs.restart()
  await ocs.engine.runDuePlans()
  expect(await gift()).toBe(1)
})

test('wakes by itself when a plan is due', async () => {
  const databaseUrl = await createDatabase()
  const real = await startTestEngine({ databaseUrl })
  await real.call('ApierV1.SetActions', {
    ActionsId: 'ACT',
    Actions: [{ Identifier: '*topup', BalanceType: '*sms', Units: 1 }],
  })
  const ran = new Promise<string>((resolve) => {
    real.engine.onBalanceChange(({ account }) => resolve(account))
  })
  const ActionPlan = [{ ActionsId: 'ACT', Time: '+1s', Weight: 10 }]
  await real.call('ApierV1.SetActionPlan', { Id: 'SOON', ActionPlan, ReloadScheduler: true })
  await real.call('ApierV2.SetAccount', { Account: 'soon', ActionPlanIds: ['SOON'], ReloadScheduler: true })
  expect(await ran).toBe('soon')
  await real.close()
})
