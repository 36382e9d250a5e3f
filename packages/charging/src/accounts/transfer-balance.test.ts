import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountOf, balance, money, now, values } from '../debit/test-debit.ts'
import { Decimal } from '../exact-decimal.ts'
import { balancesOf } from '../rating/test-tariff.ts'
import { startTestEngine, type TestEngine } from '../test-engine.ts'
import { transferBalance } from './transfer-balance.ts'

const making = { now, newUuid: () => 'new' }
const yesterday = new Date(now.getTime() - 86_400_000)
const units = (value: number) => ({
  sourceBalanceId: 'cash',
  destinationBalanceId: 'wallet',
  units: new Decimal(value),
})

test('a transfer makes or loses nothing, and is refused rather than drawing a balance below zero', () => {
  const cents = fc.integer({ min: -2000, max: 2000 }).map((value) => new Decimal(value).div(100))
  fc.assert(
    fc.property(cents, cents, cents, fc.option(cents, { nil: undefined }), (cash, wallet, amount, reference) => {
      const source = accountOf([money('cash', cash.abs().toNumber())])
      const destination = accountOf([money('wallet', wallet.abs().toNumber())], { name: 'b' })
      const done = transferBalance(source, destination, { ...units(0), units: amount, reference, ...making })
      if (done === undefined) return
      const total = (...accounts: (typeof source)[]) =>
        Decimal.sum(...accounts.flatMap(({ balances }) => balances.map(({ value }) => value)))
      expect(total(done.source, done.destination).toString()).toBe(total(source, destination).toString())
      expect([done.from, done.to].some(({ value }) => value.lt(0))).toBe(false)
      if (reference !== undefined) expect(done.to.value.toString()).toBe(reference.toString())
    }),
  )
})

test('what cannot be had is not transferred: unknown, expired, the same, nothing, too much', () => {
  const source = accountOf([money('cash', 9), money('old', 9, { expiresAt: yesterday })])
  const wallet = accountOf([money('wallet', 1)], { name: 'b' })
  const moved = (destination: typeof source, order: object) =>
    transferBalance(source, destination, { ...units(4), ...order, ...making })
  expect(moved(wallet, {})).toBeDefined()
  expect(moved(wallet, { sourceBalanceId: 'nope' })).toBeUndefined()
  expect(moved(wallet, { sourceBalanceId: 'old' })).toBeUndefined()
  expect(moved(accountOf([money('wallet', 1, { expiresAt: yesterday })]), {})).toBeUndefined()
  expect(moved(source, { destinationBalanceId: 'cash' })).toBeUndefined()
  expect(moved(wallet, { units: new Decimal(0) })).toBeUndefined()
  expect(moved(wallet, { reference: new Decimal(1) })).toBeUndefined()
  expect(moved(wallet, { units: new Decimal('9.01') })).toBeUndefined()
  expect(moved(wallet, { units: new Decimal(-2) })).toBeUndefined()
})

test('*default may go below zero; the destination is found in the type of the source, or made bare', () => {
  const source = accountOf([money('*default', 1), balance({ uuid: 'sms', type: '*sms', value: new Decimal(3) })])
  const debt = transferBalance(source, accountOf([], { name: 'b' }), {
    ...units(4),
    sourceBalanceId: '*default',
    ...making,
  })
  expect([debt?.from.value.toNumber(), debt?.to]).toMatchObject([-3, { id: 'wallet', type: '*monetary', weight: 0 }])
  const other = accountOf([money('wallet', 1)], { name: 'b' })
  const sms = transferBalance(source, other, { ...units(2), sourceBalanceId: 'sms', ...making })
  expect(sms?.destination.balances.map(({ type, value }) => [type, value.toNumber()])).toEqual([
    ['*monetary', 1],
    ['*sms', 2],
  ])
})

test('within one account both balances change', () => {
  const account = accountOf([money('cash', 5), money('wallet', 1)])
  expect(values(transferBalance(account, account, { ...units(4), ...making })?.source ?? account)).toEqual({
    cash: 1,
    wallet: 5,
  })
})

let ocs: TestEngine
beforeAll(async () => {
  ocs = await startTestEngine({ now: () => now })
})
afterAll(() => ocs.close())
const add = (Account: string, ID: string, Value: number) =>
  ocs.call('APIerSv1.AddBalance', { Account, BalanceType: '*monetary', Balance: { ID, Value } })

test('TransferBalance keeps both sides or neither, over a restart, and writes one record when asked', async () => {
  await add('a', 'cash', 10)
  await add('b', 'other', 1)
  const order = { SourceAccountID: 'a', SourceBalanceID: 'cash', DestinationAccountID: 'b', DestinationBalanceID: 'w' }
  const transfer = (more: object) => ocs.reply('APIerSv1.TransferBalance', { ...order, ...more })
  expect(await transfer({ Units: 4, Cdrlog: true })).toMatchObject({ result: '', error: null })
  const failed = { result: null, error: 'SERVER_ERROR: PARTIALLY_EXECUTED' }
  expect(await transfer({ Units: 400 })).toMatchObject(failed)
  expect(await transfer({ Units: 1, DestinationAccountID: 'nobody' })).toMatchObject(failed)
  expect(await transfer({ Units: 1, SourceAccountID: 'nobody' })).toMatchObject(failed)
  expect((await ocs.reply('APIerSv1.TransferBalance', { ...order, SourceBalanceID: ' ' })).error).toBe(
    'MANDATORY_IE_MISSING: [SourceBalanceID]',
  )
  await ocs.restart()
  expect([await balancesOf(ocs, 'a'), await balancesOf(ocs, 'b')]).toEqual([{ cash: 6 }, { other: 1, w: 4 }])
  expect((await ocs.reply('APIerSv2.GetAccount', { Account: 'nobody' })).error).toBe('NOT_FOUND')
  const records = (await ocs.call('CDRsV1.GetCDRs', { Accounts: ['a'] })) as { ExtraFields: Record<string, string> }[]
  expect(records).toMatchObject([{ RunID: '*transfer_balance', Destination: 'b', ToR: '*monetary', Cost: 4 }])
  const summary = (name: string) => JSON.parse(records[0]?.ExtraFields[name] ?? '{}')
  expect(summary('SourceBalanceSummary')).toMatchObject({ ID: 'cash', Value: 6 })
  expect(summary('DestinationBalanceSummary')).toMatchObject({ ID: 'w', Value: 4 })
})

test('*transfer_balance in an action list moves on with its set or not at all, and never to another tenant', async () => {
  await add('c', 'cash', 10)
  await add('d', 'pot', 1)
  await ocs.call('APIerSv1.AddBalance', {
    Tenant: 'else.org',
    Account: 'd',
    BalanceType: '*monetary',
    Balance: { ID: 'pot' },
  })
  const give = (tenant: string, Weight = 20) => ({
    Identifier: '*transfer_balance',
    BalanceId: 'cash',
    Units: 3,
    Weight,
    ExtraParameters: JSON.stringify({ DestinationAccountID: `${tenant}:d`, DestinationBalanceID: 'pot' }),
  })
  const lists = {
    TWICE: [give('cgrates.org'), give('cgrates.org', 10)],
    FAILS: [give('cgrates.org'), { Identifier: '*nothing_like_it', Weight: 10 }],
    ABROAD: [give('else.org')],
  }
  for (const [ActionsId, Actions] of Object.entries(lists))
    await ocs.call('APIerSv1.SetActions', { ActionsId, Actions })
  const run = (ActionsId: string) => ocs.reply('APIerSv1.ExecuteAction', { Account: 'c', ActionsId })
  expect((await run('TWICE')).error).toBe(null)
  expect((await run('FAILS')).error).toBe('PARTIALLY_EXECUTED')
  expect((await run('ABROAD')).error).toBe('PARTIALLY_EXECUTED')
  expect([await balancesOf(ocs, 'c'), await balancesOf(ocs, 'd')]).toEqual([{ cash: 4 }, { pot: 7 }])
})

test('triggers of both accounts see a transfer, and never go round in a circle', async () => {
  const back = (account: string, from: string, to: string) => ({
    Identifier: '*transfer_balance',
    BalanceId: from,
    Units: 1,
    ExtraParameters: JSON.stringify({ DestinationAccountID: `cgrates.org:${account}`, DestinationBalanceID: to }),
  })
  await add('e', 'e', 10)
  await add('f', 'f', 10)
  await ocs.call('APIerSv1.SetActions', { ActionsId: 'TO_E', Actions: [back('e', 'f', 'e')] })
  await ocs.call('APIerSv1.SetActions', { ActionsId: 'TO_F', Actions: [back('f', 'e', 'f')] })
  for (const [Account, ActionsID] of [
    ['e', 'TO_F'],
    ['f', 'TO_E'],
  ]) {
    const ActionTrigger = {
      ThresholdType: '*max_balance',
      ThresholdValue: 10.5,
      BalanceType: '*monetary',
      Recurrent: true,
      ActionsID,
    }
    await ocs.call('APIerSv1.SetAccountActionTriggers', { Account, GroupID: 'G', UniqueID: 'U', ActionTrigger })
  }
  const order = { SourceAccountID: 'e', SourceBalanceID: 'e', DestinationAccountID: 'f', DestinationBalanceID: 'f' }
  await ocs.call('APIerSv1.TransferBalance', { ...order, Units: 2 })
  // The trigger of f gives one back.
  expect([await balancesOf(ocs, 'e'), await balancesOf(ocs, 'f')]).toEqual([{ e: 9 }, { f: 11 }])
})
