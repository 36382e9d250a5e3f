import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestEngine, type TestEngine } from '../test-engine.ts'
import { balancesOf, feed, loadTestTariff } from './test-tariff.ts'

let ocs: TestEngine
let now = new Date('2026-11-20T12:00:00Z')
beforeAll(async () => {
  ocs = await startTestEngine({ now: () => now })
  await loadTestTariff(ocs)
})
afterAll(() => ocs.close())

const GB = 1_073_741_824
const add = (Account: string, BalanceType: string, Balance: object) =>
  ocs.call('APIerSv1.AddBalance', { Account, BalanceType, Balance })
const money = (account: string, ID: string, Value: number, more: object = {}) =>
  add(account, '*monetary', { ID, Value, ...more })
const REFUSED = { Cost: -1, ExtraInfo: 'INSUFFICIENT_CREDIT_BALANCE_BLOCKER' }
const sms = { ToR: '*sms', Category: 'sms', Usage: 1 }
const data = { ToR: '*data', Category: 'data', Destination: 'mcc505.mnc057', Usage: 1_048_576 }

test('pay as you go: 10 domestic minutes for 1.00, 5 UK minutes with connect fee for 1.30 [RATE-09, RATE-01]', async () => {
  await money('payg', 'main', 5000)
  expect(await feed(ocs, { Account: 'payg', Usage: '10m' })).toMatchObject({ Cost: 100, ExtraInfo: '' })
  expect(await balancesOf(ocs, 'payg')).toEqual({ main: 4900 })
  expect(await feed(ocs, { Account: 'payg', Usage: '5m', Destination: '44200000' })).toMatchObject({ Cost: 130 })
  expect(await balancesOf(ocs, 'payg')).toEqual({ main: 4770 })
})

test('roaming data is charged by its network, and a network without a price by nobody [RATE-02]', async () => {
  await money('roamer', 'main', 1000)
  expect(await feed(ocs, { ...data, Account: 'roamer' })).toMatchObject({ Cost: 199.9975 })
  expect(await feed(ocs, { ...data, Account: 'roamer', Destination: 'mcc234.mnc010' })).toMatchObject({
    Cost: -1,
    ExtraInfo: 'UNAUTHORIZED_DESTINATION',
  })
  expect(await balancesOf(ocs, 'roamer')).toEqual({ main: 800.0025 })
})

test('a changed destination changes what is charged [RATE-01]', async () => {
  await money('moved', 'main', 1000)
  const call = { Account: 'moved', Usage: '60s', Destination: '49300000' }
  expect(await feed(ocs, call)).toMatchObject({ Cost: -1, ExtraInfo: 'UNAUTHORIZED_DESTINATION' })
  await ocs.call('APIerSv1.SetDestination', { Id: 'UK', Prefixes: ['44', '49'], Overwrite: true })
  expect(await feed(ocs, call)).toMatchObject({ Cost: 30 })
  expect(await ocs.call('APIerSv2.GetDestinations', { DestinationIDs: ['UK', 'NOPE'] })).toEqual([
    { Id: 'UK', Prefixes: ['44', '49'] },
  ])
  expect(await ocs.call('APIerSv2.GetDestinations', {})).toHaveLength(4)
  expect(await ocs.call('APIerSv1.GetReverseDestination', '49')).toEqual(['UK'])
  await ocs.call('APIerSv1.RemoveDestination', { DestinationIDs: ['UK'], Prefixes: ['49'] })
  expect((await ocs.reply('APIerSv1.GetReverseDestination', '49')).error).toBe('NOT_FOUND')
  expect((await ocs.reply('APIerSv1.SetDestination', {})).error).toBe('MANDATORY_IE_MISSING: [Id Prefixes]')
  expect(await feed(ocs, call)).toMatchObject({ Cost: -1 })
})

test('a bucket for a destination is used there and nowhere else [USE-17]', async () => {
  await add('zone', '*voice', { ID: 'uk', Value: 600e9, DestinationIDs: 'UK' })
  await money('zone', 'main', 1000)
  await feed(ocs, { Account: 'zone', Usage: '60s', Destination: '44200000' })
  await feed(ocs, { Account: 'zone', Usage: '60s' })
  expect(await balancesOf(ocs, 'zone')).toEqual({ uk: 540e9, main: 990 })
})

test('a hard cap: 500 minutes, an allowance of 20.00, a blocker of 50.00, and minute 1,201 is refused [USE-30, USE-20, USE-33]', async () => {
  await add('cap', '*voice', { ID: 'included', Value: 500 * 60e9, Weight: 1200 })
  await money('cap', 'allowance', 2000, { Weight: 1000 })
  await money('cap', 'cap', 5000, { Weight: 500, Blocker: true })
  for (const [minutes, cost] of [
    [500, 0],
    [200, 2000],
    [500, 5000],
  ]) {
    expect(await feed(ocs, { Account: 'cap', Usage: `${minutes}m` })).toMatchObject({ Cost: cost })
  }
  expect(await feed(ocs, { Account: 'cap', Usage: '1m' })).toMatchObject(REFUSED)
  expect(await balancesOf(ocs, 'cap')).toEqual({ included: 0, allowance: 0, cap: 0 })
})

test('the cap is filled again each period, whatever was left of it [USE-20]', async () => {
  await money('monthly', 'cap', 20, { Weight: 500, Blocker: true })
  const Actions = [
    {
      Identifier: '*topup_reset',
      BalanceId: 'cap',
      BalanceType: '*monetary',
      Units: 20,
      BalanceWeight: 500,
      BalanceBlocker: 'true',
    },
  ]
  await ocs.call('APIerSv1.SetActions', { ActionsId: 'CAP', Actions })
  const ActionPlan = [{ ActionsId: 'CAP', Time: '*monthly', Weight: 10 }]
  await ocs.call('APIerSv1.SetActionPlan', { Id: 'CAP_PLAN', ActionPlan, ReloadScheduler: true })
  await ocs.call('APIerSv2.SetAccount', { Account: 'monthly', ActionPlanIDs: ['CAP_PLAN'], ReloadScheduler: true })
  expect(await feed(ocs, { Account: 'monthly', Usage: '2m' })).toMatchObject({ Cost: 20 })
  expect(await feed(ocs, { Account: 'monthly', Usage: '1m' })).toMatchObject(REFUSED)
  const before = now
  now = new Date('2026-12-21T12:00:00Z')
  await ocs.engine.runDuePlans()
  expect(await balancesOf(ocs, 'monthly')).toEqual({ cap: 20 })
  expect(await feed(ocs, { Account: 'monthly', Usage: '1m' })).toMatchObject({ Cost: 10 })
  now = before
})

test('a prepaid account with an empty blocker spends nothing [USE-20, USE-29]', async () => {
  await money('stopped', 'main', 5000, { Weight: 10 })
  await money('stopped', 'stop', 0, { Weight: 9999, Blocker: true })
  for (const event of [{ Usage: '60s' }, sms, data]) {
    expect(await feed(ocs, { Account: 'stopped', ...event })).toMatchObject(REFUSED)
  }
  expect(await balancesOf(ocs, 'stopped')).toEqual({ main: 5000, stop: 0 })
  const filter = { Account: 'stopped', BalanceType: '*monetary', Balance: { ID: 'stop' } }
  await ocs.call('APIerSv1.RemoveBalances', filter)
  expect(await feed(ocs, { Account: 'stopped', ...sms })).toMatchObject({ Cost: 2 })
  expect(await balancesOf(ocs, 'stopped')).toEqual({ main: 4998 })
})

test('an empty blocker among the units of a type stops that type, bundles included [USE-29, USE-33]', async () => {
  await add('units', '*data', { ID: 'bundle', Value: GB, Weight: 10 })
  await add('units', '*data', { ID: 'stop', Value: 0, Weight: 9999, Blocker: true })
  expect(await feed(ocs, { ...data, Account: 'units' })).toMatchObject(REFUSED)
  expect(await balancesOf(ocs, 'units')).toEqual({ bundle: GB, stop: 0 })
})

test('a blocker for premium numbers refuses only those [USE-31]', async () => {
  await money('premium', 'main', 5000)
  await money('premium', 'stop', 0, { Blocker: true, DestinationIDs: 'PREMIUM' })
  expect(await feed(ocs, { Account: 'premium', Usage: '60s', Destination: '61190123456' })).toMatchObject(REFUSED)
  expect(await feed(ocs, { Account: 'premium', Usage: '60s' })).toMatchObject({ Cost: 10 })
})

test('a disabled balance is skipped and can be enabled again [USE-32]', async () => {
  await money('off', 'first', 100, { Weight: 20, Disabled: true })
  await money('off', 'second', 100, { Weight: 10 })
  await feed(ocs, { Account: 'off', Usage: '60s' })
  expect(await balancesOf(ocs, 'off')).toEqual({ first: 100, second: 90 })
  await ocs.call('APIerSv1.SetBalance', {
    Account: 'off',
    BalanceType: '*monetary',
    Balance: { ID: 'first', Disabled: false },
  })
  await feed(ocs, { Account: 'off', Usage: '60s' })
  expect(await balancesOf(ocs, 'off')).toEqual({ first: 90, second: 90 })
})

test('a balance with a timing pays while it holds, however the balance was made', async () => {
  await ocs.call('APIerSv1.SetTiming', { ID: 'MORNING', StartTime: '06:00:00', EndTime: '12:00:00' })
  await add('timed', '*voice', { ID: 'early', Value: 600e9, TimingIDs: 'MORNING' })
  const action = { Identifier: '*topup', BalanceType: '*voice', Units: 600e9 }
  const Actions = [{ ...action, BalanceId: 'late', TimingTags: '!MORNING' }]
  await ocs.call('APIerSv1.SetActions', { ActionsId: 'LATE', Actions })
  await ocs.call('APIerSv1.ExecuteAction', { Account: 'timed', ActionsId: 'LATE' })
  const call = { Account: 'timed', Usage: '60s' }
  await feed(ocs, { ...call, AnswerTime: '2026-11-20T10:00:00Z' })
  expect(await balancesOf(ocs, 'timed')).toEqual({ early: 540e9, late: 600e9 })
  await feed(ocs, { ...call, Usage: '120s', AnswerTime: '2026-11-20T13:00:00Z' })
  expect(await balancesOf(ocs, 'timed')).toEqual({ early: 540e9, late: 480e9 })
  const unknown = { Account: 'timed', BalanceType: '*voice', Balance: { ID: 'x', Value: 1, TimingIDs: 'NOPE' } }
  expect((await ocs.reply('APIerSv1.AddBalance', unknown)).error).toBe('NOT_FOUND')
  const wrong = { ActionsId: 'WRONG', Actions: [{ ...action, TimingTags: 'MORNING;NOPE' }] }
  expect((await ocs.reply('APIerSv1.SetActions', wrong)).error).toBe('error: NOT_FOUND querying timing with id: "NOPE"')
})
