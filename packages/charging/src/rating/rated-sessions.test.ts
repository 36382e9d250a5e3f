import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestEngine, type TestEngine } from '../test-engine.ts'
import { balancesOf, fed, loadTestTariff } from './test-tariff.ts'

let ocs: TestEngine
beforeAll(async () => {
  ocs = await startTestEngine({ now: () => new Date('2026-11-20T12:00:00Z') })
  await loadTestTariff(ocs)
  await ocs.call('APIerSv1.SetChargerProfile', { ID: 'ALL', RunID: '*default', AttributeIDs: ['*none'], Weight: 10 })
})
afterAll(() => ocs.close())

const money = (Account: string, ID: string, Value: number, more: object = {}) =>
  ocs.call('APIerSv1.AddBalance', { Account, BalanceType: '*monetary', Balance: { ID, Value, ...more } })
const times = { SetupTime: '2026-11-20T10:00:00Z', AnswerTime: '2026-11-20T10:00:05Z' }
const call = { ToR: '*voice', RequestType: '*prepaid', Category: 'call', Destination: '61200000000', OriginHost: 'h' }
const event = (Account: string, more: object) => ({ Event: { ...call, ...times, Account, OriginID: Account, ...more } })
const megabytes = (count: number) => count * 1_048_576

test('roaming data is granted as far as the money goes, and no further [RATE-09, USE-18]', async () => {
  await money('roam', 'main', 4770)
  const asked = { ToR: '*data', Category: 'data', Destination: 'mcc505.mnc057', Usage: megabytes(100) }
  const { MaxUsage } = (await ocs.call('SessionSv1.InitiateSession', {
    ...event('roam', asked),
    InitSession: true,
  })) as {
    MaxUsage: number
  }
  expect(MaxUsage).toBeLessThanOrEqual(megabytes(23.85))
  expect(MaxUsage).toBeGreaterThan(megabytes(23.84))
  const { main } = await balancesOf(ocs, 'roam')
  expect(Math.round((main ?? Number.NaN) / 100)).toBe(0)
  expect(main).toBeGreaterThanOrEqual(0)
})

test('a blocked session is refused for want of credit and leaves a record with cost -1 [USE-33, USE-29]', async () => {
  await money('blocked', 'main', 5000, { Weight: 10 })
  await money('blocked', 'stop', 0, { Weight: 9999, Blocker: true })
  const start = { ...event('blocked', { Usage: '60s' }), InitSession: true, ForceDuration: true }
  expect((await ocs.reply('SessionSv1.InitiateSession', start)).error).toBe('RALS_ERROR:INSUFFICIENT_CREDIT')
  expect(
    await ocs.call('SessionSv1.AuthorizeEvent', { ...event('blocked', { Usage: '60s' }), GetMaxUsage: true }),
  ).toMatchObject({
    MaxUsage: 0,
  })
  const used = event('blocked', { Usage: '60s' })
  await ocs.reply('SessionSv1.TerminateSession', { ...used, TerminateSession: true })
  await ocs.call('SessionSv1.ProcessCDR', used)
  expect(await fed(ocs, 'blocked')).toMatchObject({ Cost: -1, ExtraInfo: 'INSUFFICIENT_CREDIT_BALANCE_BLOCKER' })
  expect(await balancesOf(ocs, 'blocked')).toEqual({ main: 5000, stop: 0 })
})

test('a session charged in steps costs what its record would have cost at once', async () => {
  for (const account of ['steps', 'once']) await money(account, 'main', 1000)
  const uk = { Destination: '44200000' }
  await ocs.call('SessionSv1.InitiateSession', { ...event('steps', { ...uk, Usage: '90s' }), InitSession: true })
  for (const LastUsed of ['90s', '60s']) {
    const further = event('steps', { ...uk, Usage: '60s', LastUsed })
    await ocs.call('SessionSv1.UpdateSession', { ...further, UpdateSession: true })
  }
  const end = event('steps', { ...uk, Usage: '185s' })
  await ocs.call('SessionSv1.TerminateSession', { ...end, TerminateSession: true })
  await ocs.call('SessionSv1.ProcessCDR', end)
  await ocs.call('CDRsV1.ProcessEvent', event('once', { ...uk, Usage: '185s', OriginID: 'once' }))
  expect(await fed(ocs, 'steps')).toMatchObject({ Cost: 105, CostSource: '*sessions' })
  expect(await fed(ocs, 'once')).toMatchObject({ Cost: 105, CostSource: '*cdrs' })
  expect(await balancesOf(ocs, 'steps')).toEqual({ main: 895 })
  expect(await balancesOf(ocs, 'once')).toEqual({ main: 895 })
  await ocs.call('CDRsV1.RateCDRs', { OriginIDs: ['steps'], Flags: ['*refund'] })
  expect(await balancesOf(ocs, 'steps')).toEqual({ main: 1000 })
})

test('SessionSv1.GetCost prices an event and takes nothing', async () => {
  const Event = {
    OriginID: 'asked',
    OriginHost: 'h',
    ToR: '*voice',
    Account: 'nobody',
    Destination: '44123',
    Usage: '2m',
  }
  expect(await ocs.call('SessionSv1.GetCost', { Event })).toMatchObject({ Attributes: null, EventCost: { Cost: 55 } })
  expect((await ocs.reply('SessionSv1.GetCost', { Event: { ...Event, Destination: '99' } })).error).toBe(
    'RALS_ERROR:UNAUTHORIZED_DESTINATION',
  )
})
