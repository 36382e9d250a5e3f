import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestEngine, type TestEngine } from '../test-engine.ts'

let ocs: TestEngine
let now = new Date('2026-11-20T12:00:00Z')
const toMidnight = async (days = 1) => {
  now = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + days))
  await ocs.engine.runDuePlans()
}

beforeAll(async () => {
  ocs = await startTestEngine({ now: () => now })
})
afterAll(() => ocs.close())

const value = async (Account: string, type: string) => {
  const { BalanceMap } = (await ocs.call('APIerSv2.GetAccount', { Account })) as {
    BalanceMap: Record<string, { Value: number }[]> | null
  }
  return BalanceMap?.[type]?.[0]?.Value
}
const setActions = (ActionsId: string, price: number, Filters?: string[]) =>
  ocs.call('APIerSv1.SetActions', {
    ActionsId,
    Overwrite: true,
    Actions: [
      { Identifier: '*topup', BalanceId: 'data', BalanceType: '*data', Units: 100, Weight: 20, Filters },
      { Identifier: '*debit', BalanceId: 'money', BalanceType: '*monetary', Units: price, Weight: 10, Filters },
    ],
  })
const setPlan = (Id: string, ActionsId: string, more: object = {}) =>
  ocs.call('APIerSv1.SetActionPlan', {
    Id,
    Overwrite: true,
    ActionPlan: [{ ActionsId, Time: '00:00:00', Weight: 1, ...more }],
  })
const subscriber = async (Account: string, money: number, plan: string) => {
  await ocs.call('APIerSv1.AddBalance', { Account, BalanceType: '*monetary', Value: money, Balance: { ID: 'money' } })
  await ocs.call('APIerSv2.SetAccount', { Account, ActionPlanIDs: [plan] })
}

test('a renewal asks the balance first: who cannot pay is neither charged nor served [REN-04]', async () => {
  const paysFor = ['*gte:~*req.BalanceMap.*monetary.GetTotalValue:10', '*string:~*req.Disabled:false']
  // The allowance comes before the charge, and both ask the same balance.
  await setActions('ACT_CHECKED', 10, paysFor)
  await setPlan('PLAN_CHECKED', 'ACT_CHECKED')
  await subscriber('rich', 25, 'PLAN_CHECKED')
  await subscriber('poor', 9, 'PLAN_CHECKED')
  await toMidnight()
  expect([await value('rich', '*data'), await value('rich', '*monetary')]).toEqual([100, 15])
  expect([await value('poor', '*data'), await value('poor', '*monetary')]).toEqual([undefined, 9])
  await toMidnight(3)
  expect(await value('rich', '*monetary')).toBe(5)
  await toMidnight()
  expect([await value('rich', '*data'), await value('rich', '*monetary')]).toEqual([200, 5])
})

test('a filter on an action that cannot be read is refused; one that names nothing ends the list [REN-04]', async () => {
  const set = async (Filters: string[]) =>
    (await ocs.reply('APIerSv1.SetActions', { ActionsId: 'BAD', Actions: [{ Identifier: '*log', Filters }] })).error
  expect(await set(['*foo:~*req.A:x'])).toBe('SERVER_ERROR: Unsupported filter Type: *foo')
  await setActions('ACT_GONE', 1, ['NO_SUCH_FILTER'])
  await ocs.call('APIerSv2.SetAccount', { Account: 'gone' })
  expect(await ocs.call('APIerSv1.ExecuteAction', { Account: 'gone', ActionsId: 'ACT_GONE' })).toBe('OK')
  expect(await value('gone', '*data')).toBeUndefined()
})

test('amount and interval of a renewal can be changed while it lasts [REN-18]', async () => {
  await setActions('ACT_CHANGED', 10)
  await setPlan('PLAN_CHANGED', 'ACT_CHANGED')
  await subscriber('changed', 100, 'PLAN_CHANGED')
  await toMidnight()
  expect(await value('changed', '*monetary')).toBe(90)
  await setActions('ACT_CHANGED', 30)
  await toMidnight()
  expect(await value('changed', '*monetary')).toBe(60)
  // From now on on the first of the month.
  await setPlan('PLAN_CHANGED', 'ACT_CHANGED', { MonthDays: '1' })
  await ocs.call('APIerSv2.SetAccount', { Account: 'changed', ActionPlanIDs: ['PLAN_CHANGED'] })
  await toMidnight()
  expect(await value('changed', '*monetary')).toBe(60)
  now = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
  await ocs.engine.runDuePlans()
  expect(await value('changed', '*monetary')).toBe(30)
})

test('a disabled account runs no plans until it is enabled, by hand or by a plan that does just that [REN-19, OCS-14]', async () => {
  await setActions('ACT_OFF', 10)
  await setPlan('PLAN_OFF', 'ACT_OFF')
  await subscriber('off', 100, 'PLAN_OFF')
  await ocs.call('APIerSv2.SetAccount', { Account: 'off', ExtraOptions: { Disabled: true } })
  await toMidnight()
  expect([await value('off', '*data'), await value('off', '*monetary')]).toEqual([undefined, 100])
  await ocs.call('APIerSv1.SetActions', {
    ActionsId: 'ACT_ON',
    Actions: [{ Identifier: '*enable_account', Weight: 1 }],
  })
  await setPlan('PLAN_ON', 'ACT_ON', { Weight: 99 })
  await ocs.call('APIerSv2.SetAccount', { Account: 'off', ActionPlanIDs: ['PLAN_ON'] })
  await toMidnight()
  expect(await ocs.call('APIerSv2.GetAccount', { Account: 'off' })).toMatchObject({ Disabled: false })
  await toMidnight()
  expect(await value('off', '*data')).toBeGreaterThanOrEqual(100)
})

test('thresholds see every change of balances, and what their actions change is not shown again [OCS-17]', async () => {
  await ocs.call('APIerSv1.SetActions', {
    ActionsId: 'REFILL',
    Actions: [{ Identifier: '*topup', BalanceId: 'data', BalanceType: '*data', Units: 5, Weight: 1 }],
  })
  await ocs.call('APIerSv1.SetThresholdProfile', {
    ID: 'LOW',
    FilterIDs: [
      '*string:~*opts.*eventType:AccountUpdate',
      '*string:~*req.AccountID:low',
      '*lt:~*req.BalanceSummaries.data.Value:10',
    ],
    MaxHits: -1,
    ActionIDs: ['REFILL'],
  })
  await ocs.call('APIerSv1.AddBalance', { Account: 'low', BalanceType: '*data', Value: 100, Balance: { ID: 'data' } })
  expect(await value('low', '*data')).toBe(100)
  await ocs.call('APIerSv1.DebitBalance', { Account: 'low', BalanceType: '*data', Value: 98, Balance: { ID: 'data' } })
  expect(await value('low', '*data')).toBe(7)
  expect(await ocs.call('ThresholdSv1.GetThreshold', { ID: 'LOW' })).toMatchObject({ Hits: 1 })
  // Usage is a change as any other.
  await ocs.call('CDRsV1.ProcessEvent', {
    Event: { OriginID: 'low1', ToR: '*data', RequestType: '*postpaid', Account: 'low', Usage: 1 },
  })
  expect(await value('low', '*data')).toBe(11)
})

test('thresholds see the records of usage that were stored [OCS-17]', async () => {
  await ocs.call('APIerSv1.SetThresholdProfile', {
    ID: 'DEAR',
    FilterIDs: ['*string:~*opts.*eventType:CDR', '*string:~*req.Account:dear', '*gte:~*req.Usage:100'],
    MaxHits: -1,
  })
  await ocs.call('APIerSv1.AddBalance', { Account: 'dear', BalanceType: '*data', Value: 1000, Balance: { ID: 'data' } })
  const send = (OriginID: string, Usage: number) =>
    ocs.call('CDRsV1.ProcessEvent', {
      Event: { OriginID, ToR: '*data', RequestType: '*postpaid', Account: 'dear', Usage },
    })
  await send('dear1', 99)
  await send('dear2', 100)
  expect(await ocs.call('ThresholdSv1.GetThreshold', { ID: 'DEAR' })).toMatchObject({ Hits: 1 })
})

test('an action can publish an account to thresholds, and begin a threshold anew [OCS-17]', async () => {
  await ocs.call('APIerSv1.SetThresholdProfile', {
    ID: 'SEEN',
    FilterIDs: ['*string:~*req.AccountID:seen'],
    MaxHits: -1,
  })
  const run = async (identifier: string, ExtraParameters = '') => {
    await ocs.call('APIerSv1.SetActions', {
      ActionsId: 'ACT_SEEN',
      Overwrite: true,
      Actions: [{ Identifier: identifier, ExtraParameters }],
    })
    await ocs.call('APIerSv1.ExecuteAction', { Account: 'seen', ActionsId: 'ACT_SEEN' })
    return await ocs.call('ThresholdSv1.GetThreshold', { ID: 'SEEN' })
  }
  expect(await run('*publish_account')).toMatchObject({ Hits: 1 })
  expect(await run('*publish_account')).toMatchObject({ Hits: 2 })
  expect(await run('*reset_threshold', 'cgrates.org:SEEN')).toMatchObject({ Hits: 0 })
})
