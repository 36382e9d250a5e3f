import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestEngine, type TestEngine } from '../test-engine.ts'

let ocs: TestEngine
beforeAll(async () => {
  ocs = await startTestEngine()
})
afterAll(() => ocs.close())

type AccountReply = { BalanceMap: Record<string, { ID: string; Value: number; ExpirationDate: string }[]> | null }
const account = async (name: string) => (await ocs.call('ApierV2.GetAccount', { Account: name })) as AccountReply

test('keeps an acknowledged balance over a restart [OCS-16]', async () => {
  await ocs.call('ApierV2.SetAccount', { Account: 'kept', ActionPlanIds: [], ActionPlansOverwrite: true })
  await ocs.call('ApierV1.AddBalance', {
    Account: 'kept',
    BalanceType: '*data',
    Balance: { ID: 'Data__5_GB', Value: '5368709120', ExpiryTime: '+168h' },
  })
  await ocs.restart()
  expect((await account('kept')).BalanceMap?.['*data']?.[0]).toMatchObject({ ID: 'Data__5_GB', Value: 5368709120 })
})

test('adds each of many simultaneous top-ups once, the account being made by one of them [OCS-16]', async () => {
  await Promise.all(
    Array.from({ length: 40 }, () =>
      ocs.call('ApierV1.AddBalance', {
        Account: 'busy',
        BalanceType: '*monetary',
        Balance: { ID: 'main' },
        Value: 0.1,
      }),
    ),
  )
  const { BalanceMap } = await account('busy')
  expect(BalanceMap?.['*monetary']).toHaveLength(1)
  expect(BalanceMap?.['*monetary']?.[0]?.Value).toBe(4)
})

test('tells listeners of a changed balance after commit, and of nothing else [OCS-16]', async () => {
  const told: string[] = []
  const stop = ocs.engine.onBalanceChange(({ tenant, account: name }) => told.push(`${tenant}:${name}`))
  await ocs.call('ApierV2.SetAccount', { Account: 'heard' })
  await ocs.reply('ApierV1.AddBalance', { Account: 'heard', BalanceType: '*sms', Balance: { Value: 'abc' } })
  await ocs.call('ApierV1.AddBalance', { Account: 'heard', BalanceType: '*sms', Balance: { Value: 3 } })
  stop()
  await ocs.call('ApierV1.AddBalance', { Account: 'heard', BalanceType: '*sms', Balance: { Value: 3 } })
  expect(told).toEqual(['cgrates.org:heard'])
})

test('disables an account without touching the rest of it, and enables it again [OCS-14]', async () => {
  await ocs.call('ApierV2.SetAccount', { Account: 'onoff', ExtraOptions: { AllowNegative: true } })
  await ocs.call('ApierV2.SetAccount', { Account: 'onoff', ExtraOptions: { Disabled: 'true' } })
  expect(await account('onoff')).toMatchObject({ AllowNegative: true, Disabled: true })
  await ocs.call('ApierV2.SetAccount', { Account: 'onoff', ExtraOptions: { Disabled: false } })
  expect(await account('onoff')).toMatchObject({ AllowNegative: true, Disabled: false })
})

test('keeps the accounts of one tenant apart from those of another [OCS-18]', async () => {
  await ocs.call('ApierV2.SetAccount', { Tenant: 'a.org', Account: 'same' })
  await ocs.call('ApierV2.SetAccount', { Tenant: 'a.org2', Account: 'same' })
  await ocs.call('ApierV2.RemoveAccount', { Tenant: 'a.org', Account: 'same' })
  expect((await ocs.reply('ApierV2.GetAccount', { Tenant: 'a.org', Account: 'same' })).error).toBe('NOT_FOUND')
  expect(await ocs.call('ApierV1.GetAccountsCount', { Tenant: 'a.org2' })).toBe(1)
})

test('refuses numbers that no balance can hold and changes nothing', async () => {
  for (const Value of ['NaN', '1e400', 'Infinity', '--1']) {
    const { error } = await ocs.reply('ApierV1.AddBalance', { Account: 'odd', BalanceType: '*sms', Balance: { Value } })
    expect(error).toMatch(/^strconv.ParseFloat: parsing/)
  }
  expect((await ocs.reply('ApierV2.GetAccount', { Account: 'odd' })).error).toBe('NOT_FOUND')
})
