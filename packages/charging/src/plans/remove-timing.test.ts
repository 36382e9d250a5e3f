import { afterAll, beforeAll, expect, test } from 'vitest'
import { balancesOf } from '../rating/test-tariff.ts'
import { startTestEngine, type TestEngine } from '../test-engine.ts'

let now = new Date('2026-11-20T12:00:00Z')
let ocs: TestEngine
beforeAll(async () => {
  ocs = await startTestEngine({ now: () => now })
  for (const ID of ['one', 'two']) {
    const Actions = [{ Identifier: '*topup', BalanceId: ID, BalanceType: '*sms', Units: 1 }]
    await ocs.call('APIerSv1.SetActions', { ActionsId: ID, Actions })
  }
})
afterAll(() => ocs.close())

const plansOf = (Account: string) =>
  ocs.call('APIerSv1.GetAccountActionPlan', { Account }) as Promise<{ Uuid: string; ActionsId: string }[]>
const remove = (argument: object) => ocs.reply('APIerSv1.RemoveActionTiming', argument)

test('one timing of a plan goes and the others run on; an account is detached; without either the plan is gone', async () => {
  const ActionPlan = [
    { ActionsId: 'one', Time: '13:00:00', Weight: 10 },
    { ActionsId: 'two', Time: '13:00:00', Weight: 20 },
  ]
  await ocs.call('APIerSv1.SetActionPlan', { Id: 'PLAN', ActionPlan })
  for (const Account of ['a', 'b']) await ocs.call('APIerSv2.SetAccount', { Account, ActionPlanIDs: ['PLAN'] })
  const [first] = await plansOf('a')
  expect(first?.ActionsId).toBe('one')
  expect((await remove({ ActionPlanId: 'PLAN', ActionTimingId: first?.Uuid })).result).toBe('OK')
  expect(await plansOf('a')).toMatchObject([{ ActionsId: 'two' }])
  expect((await remove({ ActionPlanId: 'PLAN', Account: 'b' })).result).toBe('OK')
  expect(await plansOf('b')).toEqual([])
  now = new Date('2026-11-20T13:00:01Z')
  await ocs.engine.runDuePlans()
  expect([await balancesOf(ocs, 'a'), await balancesOf(ocs, 'b')]).toEqual([{ two: 1 }, {}])
  expect((await remove({ ActionPlanId: 'PLAN' })).result).toBe('OK')
  expect(await plansOf('a')).toEqual([])
  expect((await remove({ ActionPlanId: 'PLAN' })).error).toBe('SERVER_ERROR: NOT_FOUND')
  expect((await remove({})).error).toBe('MANDATORY_IE_MISSING: [ActionPlanId]')
})
