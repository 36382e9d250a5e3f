import { afterAll, beforeAll, expect, test } from 'vitest'
import { balancesOf } from '../rating/test-tariff.ts'
import { startTestEngine, type TestEngine } from '../test-engine.ts'

let ocs: TestEngine
beforeAll(async () => {
  ocs = await startTestEngine({ now: () => new Date('2026-11-20T12:00:00Z') })
})
afterAll(() => ocs.close())

const GB = 1_073_741_824
const add = (Account: string, BalanceType: string, Balance: object) =>
  ocs.call('APIerSv1.AddBalance', { Account, BalanceType, Balance })

test('money becomes units by one action list [USE-21]', async () => {
  await add('convert', '*monetary', { ID: 'main', Value: 5000 })
  const Actions = [
    { Identifier: '*debit', BalanceId: 'main', BalanceType: '*monetary', Units: 3000, Weight: 20 },
    {
      Identifier: '*topup',
      BalanceId: 'bundle',
      BalanceType: '*data',
      Units: 10 * GB,
      ExpiryTime: '+720h',
      Weight: 10,
    },
  ]
  await ocs.call('APIerSv1.SetActions', { ActionsId: 'CONVERT', Actions })
  expect(await ocs.call('APIerSv1.GetActionsCount')).toBe(1)
  await ocs.call('APIerSv1.ExecuteAction', { Account: 'convert', ActionsId: 'CONVERT' })
  expect(await balancesOf(ocs, 'convert')).toEqual({ main: 2000, bundle: 10 * GB })
})

async function expiryOf(account: string, id: string): Promise<string | undefined> {
  const { BalanceMap } = (await ocs.call('APIerSv2.GetAccount', { Account: account })) as {
    BalanceMap: Record<string, { ID: string; ExpirationDate: string }[]>
  }
  return Object.values(BalanceMap)
    .flat()
    .find((one) => one.ID === id)?.ExpirationDate
}

test('a roll-over adds to the bucket and extends it, a reset drops the rest [USE-26, USE-27]', async () => {
  const id = 'Data_Package__5368709120'
  await add('roll', '*data', { ID: id, Value: 4 * GB, ExpiryTime: '+24h' })
  const bucket = { BalanceId: id, BalanceType: '*data' }
  const extend = { Identifier: '*set_expiry', ...bucket, ExpiryTime: '+120h', Weight: 5 }
  const set = (ActionsId: string, Identifier: string) =>
    ocs.call('APIerSv1.SetActions', {
      ActionsId,
      Actions: [{ Identifier, ...bucket, Units: 5 * GB, Weight: 10 }, extend],
    })
  await set('ROLL', '*topup')
  await set('RESET', '*topup_reset')
  await ocs.call('APIerSv1.ExecuteAction', { Account: 'roll', ActionsId: 'ROLL' })
  expect(await balancesOf(ocs, 'roll')).toEqual({ [id]: 9 * GB })
  expect(await expiryOf('roll', id)).toBe('2026-11-25T12:00:00Z')
  await ocs.call('APIerSv1.ExecuteAction', { Account: 'roll', ActionsId: 'RESET' })
  expect(await balancesOf(ocs, 'roll')).toEqual({ [id]: 5 * GB })
})

test('new ids make buckets of their own, each with its expiry [USE-28]', async () => {
  for (const hours of [24, 48, 72])
    await add('three', '*data', { ID: `pack_${hours}`, Value: GB, ExpiryTime: `+${hours}h` })
  expect(await balancesOf(ocs, 'three')).toEqual({ pack_24: GB, pack_48: GB, pack_72: GB })
  expect(await expiryOf('three', 'pack_48')).toBe('2026-11-22T12:00:00Z')
})

test.each([
  ['+720h', '2026-12-20T12:00:00Z'],
  ['*monthly', '2026-12-20T12:00:00Z'],
  ['*unlimited', '0001-01-01T00:00:00Z'],
  ['2027-01-31T23:59:59Z', '2027-01-31T23:59:59Z'],
])('an action with expiry %s gives a balance until %s [RATE-12]', async (ExpiryTime, expected) => {
  const Actions = [{ Identifier: '*topup', BalanceId: 'b', BalanceType: '*data', Units: 1, ExpiryTime }]
  await ocs.call('APIerSv1.SetActions', { ActionsId: 'EXPIRY', Actions, Overwrite: true })
  await ocs.call('APIerSv1.ExecuteAction', { Account: `until ${ExpiryTime}`, ActionsId: 'EXPIRY' })
  expect(await expiryOf(`until ${ExpiryTime}`, 'b')).toBe(expected)
})

test('the action types of a product all work [RATE-11]', async () => {
  const run = async (Identifier: string, more: object = {}) => {
    const Actions = [{ Identifier, BalanceId: 'b', BalanceType: '*monetary', Units: 10, Weight: 20, ...more }]
    await ocs.call('APIerSv1.SetActions', {
      ActionsId: 'ACT',
      Actions: [...Actions, { Identifier: '*log', Weight: 1 }, { Identifier: '*cdrlog', Weight: 0 }],
      Overwrite: true,
    })
    await ocs.call('APIerSv1.ExecuteAction', { Account: 'acts', ActionsId: 'ACT' })
    return await balancesOf(ocs, 'acts')
  }
  expect(await run('*topup')).toEqual({ b: 10 })
  expect(await run('*topup')).toEqual({ b: 20 })
  expect(await run('*topup_reset')).toEqual({ b: 10 })
  expect(await run('*debit', { Units: 3 })).toEqual({ b: 7 })
  expect(await run('*debit_reset', { Units: 3 })).toEqual({ b: -3 })
  expect(await run('*remove_balance')).toEqual({})
  await run('*topup')
  expect(await run('*reset_account')).toEqual({ '': 0 })
  const records = (await ocs.call('CDRsV1.GetCDRs', { Accounts: ['acts'] })) as { RunID: string; Cost: number }[]
  expect(records.map(({ RunID, Cost }) => [RunID, Cost])).toEqual([
    ['*topup', 10],
    ['*topup', 10],
    ['*topup_reset', 10],
    ['*debit', 3],
    ['*debit_reset', 3],
    ['*remove_balance', 10],
    ['*topup', 10],
  ])
})
