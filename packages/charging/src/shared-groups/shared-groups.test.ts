import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { balancesOf, feed, loadTestTariff } from '../rating/test-tariff.ts'
import { startTestEngine, type TestEngine } from '../test-engine.ts'

const now = new Date('2026-11-20T12:00:00Z')
const TPid = 'FAMILIES'
let ocs: TestEngine
beforeAll(async () => {
  ocs = await startTestEngine({ now: () => now, makesDefaultCharger: true })
  await loadTestTariff(ocs)
  await ocs.call('APIerSv1.SetTPSharedGroups', {
    TPid,
    ID: 'FAMILY',
    SharedGroups: [
      { Account: '*any', Strategy: '*mine_lowest' },
      { Account: 'kid', Strategy: '*highest' },
    ],
  })
  await ocs.call('APIerSv1.LoadTariffPlanFromStorDb', { TPid })
})
afterAll(() => ocs.close())

const add = (Account: string, ID: string, Value: number, more: object = {}, Tenant?: string) =>
  ocs.call('APIerSv1.AddBalance', {
    Tenant,
    Account,
    BalanceType: '*voice',
    Balance: { ID, Value, SharedGroups: 'FAMILY', ...more },
  })
const minutes = (count: number) => count * 60_000_000_000
const left = (...accounts: string[]) => Promise.all(accounts.map((account) => balancesOf(ocs, account)))
const session = (method: string, flag: string, OriginID: string, more: object) =>
  ocs.call(`SessionSv1.${method}`, {
    [flag]: true,
    Event: {
      OriginID,
      OriginHost: 'h',
      ToR: '*voice',
      RequestType: '*prepaid',
      Category: 'call',
      Destination: '61200000000',
      ...more,
    },
  })

test('who has a balance in a group is a member, until the balance or the account goes, over a restart', async () => {
  await add('one', 'pack', 1)
  await add('two', 'pack', 1)
  await add('two', 'other', 1, { SharedGroups: 'ELSEWHERE;!FAMILY' })
  const group = () => ocs.call('APIerSv1.GetSharedGroup', 'FAMILY')
  expect(await group()).toEqual({
    Id: 'FAMILY',
    AccountParameters: {
      '*any': { Strategy: '*mine_lowest', RatingSubject: '' },
      kid: { Strategy: '*highest', RatingSubject: '' },
    },
    MemberIds: { 'cgrates.org:one': true, 'cgrates.org:two': true },
  })
  await ocs.restart()
  await ocs.call('APIerSv1.RemoveBalances', { Account: 'two', BalanceType: '*voice', Balance: { ID: 'pack' } })
  expect(await group()).toMatchObject({ MemberIds: { 'cgrates.org:one': true } })
  await ocs.call('APIerSv1.RemoveAccount', { Account: 'one' })
  expect(((await group()) as { MemberIds: object }).MemberIds).toEqual({})
  expect((await ocs.reply('APIerSv1.GetSharedGroup', 'NONE')).error).toBe('NOT_FOUND')
})

test('a record is paid by the group, names who paid, and gives back to each when it is rated again', async () => {
  await add('mum', 'pack', minutes(3))
  await add('dad', 'pack', minutes(5))
  const fed = await feed(ocs, { Account: 'mum', Usage: '4m', RequestType: '*postpaid' })
  expect(await left('mum', 'dad')).toEqual([{ pack: 0 }, { pack: minutes(4) }])
  expect(fed.Cost).toBe(0)
  const { Accounting, AccountSummary } = fed.CostDetails as { Accounting: Record<string, { AccountID: string }> } & {
    AccountSummary: { AccountID: string }
  }
  expect(Object.values(Accounting).map(({ AccountID }) => AccountID)).toEqual(['cgrates.org:mum', 'cgrates.org:dad'])
  expect(AccountSummary.AccountID).toBe('mum')
  const { OriginID } = fed
  const event = { OriginID, OriginHost: 'h', ToR: '*voice', Account: 'mum', RequestType: '*postpaid' }
  await ocs.call('CDRsV1.ProcessEvent', { Flags: ['*refund'], Event: { ...event, Usage: '4m' } })
  expect(await left('mum', 'dad')).toEqual([{ pack: minutes(3) }, { pack: minutes(5) }])
})

test('a member of its own strategy, and none of another tenant', async () => {
  await add('kid', 'pack', minutes(1))
  await add('dad', 'pack', minutes(10), {}, 'else.org')
  await feed(ocs, { Account: 'kid', Usage: '1m' })
  // The highest of all: of this tenant.
  expect(await left('kid', 'dad')).toEqual([{ pack: minutes(1) }, { pack: minutes(4) }])
  await ocs.call('APIerSv1.RemoveAccount', { Account: 'kid' })
})

test('what cannot be paid for whole takes nothing from anybody [USE-18]', async () => {
  const limited = { Account: 'mum', Usage: '30m', Destination: '99' }
  expect(await feed(ocs, limited)).toMatchObject({ Cost: -1, ExtraInfo: 'UNAUTHORIZED_DESTINATION' })
  expect(await left('mum', 'dad')).toEqual([{ pack: minutes(3) }, { pack: minutes(4) }])
})

test('a session takes from the group, goes on after a restart and gives back to whom it took from', async () => {
  const granted = await session('InitiateSession', 'InitSession', 's1', { Account: 'mum', Usage: '5m' })
  expect(granted).toEqual({ MaxUsage: minutes(5) })
  expect(await left('mum', 'dad')).toEqual([{ pack: 0 }, { pack: minutes(2) }])
  await ocs.restart()
  await session('TerminateSession', 'TerminateSession', 's1', { Account: 'mum', Usage: '200s' })
  expect(await left('mum', 'dad')).toEqual([{ pack: 0 }, { pack: minutes(4) - 20_000_000_000 }])
  const rest = minutes(4) - 20_000_000_000
  await session('InitiateSession', 'InitSession', 's2', { Account: 'mum', Usage: '1m' })
  // An account that is gone gets nothing back, the others do.
  await ocs.call('APIerSv1.RemoveAccount', { Account: 'mum' })
  await session('TerminateSession', 'TerminateSession', 's2', { Account: 'mum', Usage: '0s' })
  expect(await left('dad')).toEqual([{ pack: rest }])
  expect((await ocs.reply('APIerSv2.GetAccount', { Account: 'mum' })).error).toBe('NOT_FOUND')
})

test('listeners and triggers of an account hear of what others take, and refunds by call descriptor find it', async () => {
  const told: string[] = []
  const stop = ocs.engine.onBalanceChange(({ account }) => told.push(account))
  await add('aunt', 'pack', 0)
  await add('uncle', 'pack', minutes(2))
  const Actions = [{ Identifier: '*topup', BalanceId: 'alarm', BalanceType: '*sms', Units: 1 }]
  await ocs.call('APIerSv1.SetActions', { ActionsId: 'ALARM', Actions })
  await ocs.call('APIerSv1.SetAccountActionTriggers', {
    Account: 'uncle',
    GroupID: 'G',
    UniqueID: 'U',
    ActionTrigger: {
      ThresholdType: '*min_balance',
      ThresholdValue: minutes(1.5),
      BalanceType: '*voice',
      ActionsID: 'ALARM',
    },
  })
  told.length = 0
  const descriptor = { Category: 'call', ToR: '*voice', Account: 'aunt', Destination: '61200000000' }
  const span = { TimeStart: '2026-11-20T10:00:00Z', TimeEnd: '2026-11-20T10:01:00Z' }
  const { Timespans } = (await ocs.call('Responder.Debit', { ...descriptor, ...span })) as {
    Timespans: { Increments: object[] }[]
  }
  // The own one comes first, the lowest next: dad has more than uncle.
  expect(told).toContain('uncle')
  expect(await left('aunt', 'uncle')).toEqual([{ pack: 0 }, { pack: minutes(1), alarm: 1 }])
  const Increments = Timespans.flatMap((one) => one.Increments)
  await ocs.call('Responder.RefundIncrements', { ...descriptor, ...span, Increments })
  expect(await left('aunt', 'uncle')).toEqual([{ pack: 0 }, { pack: minutes(2), alarm: 1 }])
  stop()
})

test('SharedGroups.csv is loaded with its folder; a wrong strategy or a rating subject is refused', async () => {
  const FolderPath = await mkdtemp(path.join(tmpdir(), 'tariff-'))
  const file = path.join(FolderPath, 'SharedGroups.csv')
  try {
    await writeFile(file, '#Id,Account,Strategy,RatingSubject\nCOMPANY,*any,*lowest,\nCOMPANY,boss,*mine_highest,\n')
    expect(await ocs.call('APIerSv1.LoadTariffPlanFromFolder', { FolderPath })).toBe('OK')
    expect(await ocs.call('APIerSv1.GetSharedGroup', 'COMPANY')).toMatchObject({
      AccountParameters: { '*any': { Strategy: '*lowest' }, boss: { Strategy: '*mine_highest' } },
    })
    for (const wrong of ['COMPANY,*any,*best,', 'COMPANY,*any,*lowest,retail', 'COMPANY,,*lowest,']) {
      await writeFile(file, `${wrong}\n`)
      expect((await ocs.reply('APIerSv1.LoadTariffPlanFromFolder', { FolderPath })).error).toMatch(
        /SERVER_ERROR: shared/,
      )
    }
  } finally {
    await rm(FolderPath, { recursive: true })
  }
  const refused = await ocs.reply('APIerSv1.SetTPSharedGroups', {
    TPid,
    ID: 'X',
    SharedGroups: [{ Account: '*any', Strategy: '*best' }],
  })
  expect(refused.error).toBe('SERVER_ERROR: shared group X has the unknown strategy *best')
  expect(await ocs.call('APIerSv1.GetTPSharedGroupIds', { TPid })).toEqual(['FAMILY'])
})
