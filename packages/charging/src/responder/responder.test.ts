import { afterAll, beforeAll, expect, test } from 'vitest'
import { balancesOf, loadTestTariff } from '../rating/test-tariff.ts'
import { startTestEngine, type TestEngine } from '../test-engine.ts'

let ocs: TestEngine
beforeAll(async () => {
  ocs = await startTestEngine({ now: () => new Date('2026-11-20T12:00:00Z') })
  await loadTestTariff(ocs)
})
afterAll(() => ocs.close())

const money = (Account: string, Value: number) =>
  ocs.call('APIerSv1.AddBalance', { Account, BalanceType: '*monetary', Balance: { ID: 'main', Value } })
const call = (Account: string, minutes: number, more: object = {}) => ({
  Category: 'call',
  Account,
  Destination: '44200000',
  TimeStart: '2026-11-20T10:00:00Z',
  TimeEnd: new Date(Date.UTC(2026, 10, 20, 10, minutes)).toISOString(),
  ToR: '*voice',
  ...more,
})
const errorOf = async (method: string, argument: object) => (await ocs.reply(method, argument)).error

test('prices a call descriptor without an account', async () => {
  expect(await ocs.call('Responder.GetCost', call('nobody', 5))).toMatchObject({
    Subject: 'nobody',
    Cost: 130,
    Timespans: [
      {
        TimeStart: '2026-11-20T10:00:00Z',
        TimeEnd: '2026-11-20T10:05:00Z',
        DurationIndex: 300e9,
        Cost: 125,
        RateInterval: { Weight: 10, Rating: { ConnectFee: 5 } },
        Increments: [
          { Duration: 0, Cost: 5 },
          { Duration: 60e9, Cost: 25, CompressFactor: 5 },
        ],
        MatchedPrefix: '44',
        MatchedDestId: 'UK',
        RatingPlanId: 'RP_call',
      },
    ],
    RatedUsage: 300e9,
    AccountSummary: null,
  })
  expect(await errorOf('Responder.GetCost', call('x', 5, { Destination: '999' }))).toBe('UNAUTHORIZED_DESTINATION')
  expect(await errorOf('Responder.GetCost', call('x', 5, { Category: 'none' }))).toBe('RATING_PLAN_NOT_FOUND')
  expect(await errorOf('Responder.GetCost', call('x', 73 * 60))).toBe('MAX_USAGE_EXCEEDED')
  expect(await errorOf('Responder.GetCost', call('x', 1, { TimeStart: 'now' }))).toBe('Unsupported time format')
  const sms = { Category: 'sms', ToR: '*sms', TimeEnd: '2026-11-20T10:00:00.000000003Z' }
  expect(await ocs.call('Responder.GetCost', call('x', 0, sms))).toMatchObject({ Cost: 6, RatedUsage: 3 })
})

test('says how long an account may call, and takes nothing', async () => {
  await money('long', 100)
  expect(await ocs.call('Responder.GetMaxSessionTime', call('long', 60))).toBe(180e9)
  expect(await ocs.call('Responder.GetMaxSessionTime', call('long', 1))).toBe(60e9)
  expect(await balancesOf(ocs, 'long')).toEqual({ main: 100 })
  await ocs.call('APIerSv2.SetAccount', { Account: 'long', ExtraOptions: { AllowNegative: true } })
  expect(await ocs.call('Responder.GetMaxSessionTime', call('long', 60))).toBe(-1)
  expect(await errorOf('Responder.GetMaxSessionTime', call('nobody', 1))).toBe('ACCOUNT_NOT_FOUND')
})

test('debits all, or what can be paid, and goes on within a session', async () => {
  await money('steps', 100)
  expect(await ocs.call('Responder.MaxDebit', call('steps', 2))).toMatchObject({ Cost: 55, RatedUsage: 120e9 })
  const further = { TimeStart: '2026-11-20T10:02:00Z', LoopIndex: 1, DurationIndex: 600e9 }
  expect(await ocs.call('Responder.MaxDebit', call('steps', 10, further))).toMatchObject({ Cost: 25, RatedUsage: 60e9 })
  expect(await balancesOf(ocs, 'steps')).toEqual({ main: 20 })
  expect(await errorOf('Responder.Debit', call('steps', 1, { DenyNegativeAccount: true }))).toBe('INSUFFICIENT_CREDIT')
  expect(await ocs.call('Responder.Debit', call('steps', 1, { DryRun: true }))).toMatchObject({ Cost: 30 })
  expect(await balancesOf(ocs, 'steps')).toEqual({ main: 20 })
  expect(await ocs.call('Responder.Debit', call('steps', 1))).toMatchObject({
    Cost: 30,
    AccountSummary: { AccountID: 'steps' },
  })
  expect(await balancesOf(ocs, 'steps')).toEqual({ main: 15, '*default': -25 })
  await ocs.call('APIerSv2.SetAccount', { Account: 'steps', ExtraOptions: { Disabled: true } })
  expect(await errorOf('Responder.Debit', call('steps', 1))).toBe('ACCOUNT_DISABLED')
})

test('refunds the increments that a debit answered', async () => {
  await money('refund', 100)
  await ocs.call('APIerSv1.AddBalance', {
    Account: 'refund',
    BalanceType: '*voice',
    Balance: { ID: 'mins', Value: 60e9 },
  })
  const { Timespans } = (await ocs.call('Responder.Debit', call('refund', 3))) as {
    Timespans: { Increments: object[] }[]
  }
  expect(await balancesOf(ocs, 'refund')).toEqual({ mins: 0, main: 50 })
  const Increments = Timespans.flatMap((span) => span.Increments)
  expect(await ocs.call('Responder.RefundIncrements', { ...call('refund', 0), Increments })).toMatchObject({
    ID: 'cgrates.org:refund',
  })
  expect(await balancesOf(ocs, 'refund')).toEqual({ mins: 60e9, main: 100 })
  await ocs.call('Responder.RefundRounding', { ...call('refund', 0), Increments: Increments.slice(-1) })
  expect(await balancesOf(ocs, 'refund')).toEqual({ mins: 60e9, main: 150 })
  expect(await errorOf('Responder.RefundIncrements', call('nobody', 0))).toBe('ACCOUNT_NOT_FOUND')
})

test('usage records: most usage, debit without going below zero, cost for an account', async () => {
  await money('light', 100)
  const record = { Account: 'light', Destination: '44200000', AnswerTime: '2026-11-20T10:00:00Z' }
  expect(await ocs.call('APIerSv1.GetMaxUsage', record)).toBe(180e9)
  expect(await ocs.call('APIerSv1.DebitUsage', { ...record, Usage: '2m' })).toBe('OK')
  expect(await errorOf('APIerSv1.DebitUsage', { ...record, Usage: '2m' })).toBe('SERVER_ERROR: INSUFFICIENT_CREDIT')
  expect(await ocs.call('APIerSv1.GetAccountCost', { Event: { ...record, Usage: '1m' } })).toMatchObject({
    Cost: 30,
    AccountSummary: { BalanceSummaries: [{ ID: 'main', Value: 15 }] },
  })
  expect(await balancesOf(ocs, 'light')).toEqual({ main: 45 })
  expect(await errorOf('APIerSv1.GetMaxUsage', {})).toBe('MANDATORY_IE_MISSING: [Account Destination]')
  expect(await errorOf('APIerSv1.DebitUsage', record)).toBe('MANDATORY_IE_MISSING: [Usage]')
  expect(await errorOf('APIerSv1.GetMaxUsage', { ...record, Account: 'x' })).toBe('SERVER_ERROR: ACCOUNT_NOT_FOUND')
  expect(await errorOf('APIerSv1.GetAccountCost', {})).toBe('MANDATORY_IE_MISSING: [Event]')
  const beyond = { Event: { ...record, Destination: '999', Usage: '1m' } }
  expect(await errorOf('APIerSv1.GetAccountCost', beyond)).toBe('SERVER_ERROR: UNAUTHORIZED_DESTINATION')
})
