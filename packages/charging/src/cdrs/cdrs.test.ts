import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestEngine, type TestEngine } from '../test-engine.ts'

let ocs: TestEngine
beforeAll(async () => {
  ocs = await startTestEngine()
})
afterAll(() => ocs.close())

const event = (properties: object) => ({
  Event: {
    ToR: '*data',
    RequestType: '*prepaid',
    Category: 'data',
    Destination: 'internet',
    AnswerTime: '2026-11-20T10:00:00Z',
    OriginHost: 'pgw',
    ...properties,
  },
})
const addData = (Account: string, Balance: object) =>
  ocs.call('ApierV1.AddBalance', { Account, BalanceType: '*data', Balance })
async function left(account: string): Promise<Record<string, number>> {
  const { BalanceMap } = (await ocs.call('ApierV2.GetAccount', { Account: account })) as {
    BalanceMap: Record<string, { ID: string; Value: number }[]>
  }
  return Object.fromEntries(BalanceMap['*data']?.map(({ ID, Value }) => [ID, Value]) ?? [])
}

test('charges usage once, however often and at the same time its record is sent', async () => {
  await addData('once', { ID: 'd', Value: 1000 })
  const record = event({ Account: 'once', OriginID: 'o1', Usage: 300 })
  const replies = await Promise.all(Array.from({ length: 10 }, () => ocs.reply('CDRsV1.ProcessEvent', record)))
  expect(replies.filter(({ result }) => result === 'OK')).toHaveLength(1)
  expect(replies.filter(({ error }) => error === 'EXISTS')).toHaveLength(9)
  expect(await left('once')).toEqual({ d: 700 })
})

test('takes each of many simultaneous records in full', async () => {
  await addData('many', { ID: 'first', Value: 100, Weight: 20 })
  await addData('many', { ID: 'second', Value: 1000, Weight: 10 })
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      ocs.call('CDRsV1.ProcessEvent', event({ Account: 'many', OriginID: `m${index}`, Usage: 10 })),
    ),
  )
  expect(await left('many')).toEqual({ first: 0, second: 900 })
})

test('says in the breakdown which balances paid', async () => {
  await addData('split', { ID: 'a', Value: 100, Weight: 20 })
  await addData('split', { ID: 'b', Value: 100, Weight: 10 })
  await ocs.call('CDRsV1.ProcessEvent', event({ Account: 'split', OriginID: 's', Usage: 150 }))
  const [cdr] = (await ocs.call('CDRsV1.GetCDRs', { Accounts: ['split'] })) as {
    CostDetails: { Charges: { Increments: { Usage: number; CompressFactor: number }[] }[] }
  }[]
  const steps = cdr?.CostDetails.Charges.map(({ Increments }) => Increments[0])
  expect(steps).toMatchObject([
    { Usage: 1, CompressFactor: 100 },
    { Usage: 1, CompressFactor: 50 },
  ])
})

test('stores what it cannot charge, with the reason, and takes nothing', async () => {
  await addData('short', { ID: 'd', Value: 100 })
  await ocs.call('CDRsV1.ProcessEvent', event({ Account: 'short', OriginID: 'x1', Usage: 101 }))
  await ocs.call('ApierV2.SetAccount', { Account: 'short', ExtraOptions: { Disabled: true } })
  await ocs.call('CDRsV1.ProcessEvent', event({ Account: 'short', OriginID: 'x2', Usage: 1 }))
  const found = await ocs.call('CDRsV1.GetCDRs', { Accounts: ['short'] })
  expect(found).toMatchObject([
    { OriginID: 'x1', Cost: -1, ExtraInfo: 'RATING_PLAN_NOT_FOUND' },
    { OriginID: 'x2', Cost: -1, ExtraInfo: 'ACCOUNT_DISABLED' },
  ])
  expect(await left('short')).toEqual({ d: 100 })
})

test('lists records by account, type and time for the usage page', async () => {
  await ocs.call('ApierV2.SetAccount', { Account: 'page' })
  const send = (properties: object) => ocs.call('CDRsV1.ProcessExternalCDR', { Account: 'page', ...properties })
  await send({ OriginID: 'p1', ToR: '*voice', RequestType: '*none', AnswerTime: '2026-10-31T23:59:59Z', Usage: '90s' })
  await send({ OriginID: 'p2', ToR: '*voice', RequestType: '*none', AnswerTime: '2026-11-01T00:00:00Z', Usage: '90s' })
  await send({ OriginID: 'p3', tor: '*sms', RequestType: '*none', AnswerTime: '2026-11-15T00:00:00Z', Usage: '1' })
  const ids = async (query: object) =>
    (
      (await ocs.call('ApierV2.GetCDRs', { Accounts: ['page'], ...query })) as { OriginID: string; Usage: string }[]
    ).map(({ OriginID, Usage }) => `${OriginID} ${Usage}`)
  const november = { AnswerTimeStart: '2026-11-01T00:00:00Z', AnswerTimeEnd: '2026-12-01T00:00:00Z' }
  expect(await ids(november)).toEqual(['p2 1m30s', 'p3 1'])
  expect(await ids({ ToRs: ['*voice'], OrderBy: 'AnswerTime;desc' })).toEqual(['p2 1m30s', 'p1 1m30s'])
  expect(await ids({ Limit: 1, Offset: 1 })).toEqual(['p2 1m30s'])
  expect(await ids({ NotToRs: ['*voice'] })).toEqual(['p3 1'])
  expect(await ocs.call('ApierV2.CountCDRs', { Accounts: ['page'], MinUsage: '60s' })).toBe(2)
  expect(await ocs.call('ApierV1.GetCDRs', { accounts: ['page'], TORs: ['*sms'] })).toHaveLength(1)
})

test('keeps fields it does not know as extra fields', async () => {
  await ocs.call(
    'CDRsV1.ProcessEvent',
    event({ RequestType: '*none', Account: 'extra', OriginID: 'e', IMSI: '001', N: 5 }),
  )
  expect(await ocs.call('CDRsV1.GetCDRs', { Accounts: ['extra'], ExtraFields: { IMSI: '001' } })).toMatchObject([
    { ExtraFields: { IMSI: '001', N: '5' } },
  ])
})

test('fires a low-balance trigger when usage crosses it [OCS-17]', async () => {
  await ocs.call('ApierV1.SetActions', {
    ActionsId: 'LOW',
    Actions: [{ Identifier: '*topup', BalanceId: 'emergency', BalanceType: '*data', Units: 50 }],
  })
  await ocs.call('ApierV1.SetActionTrigger', {
    GroupID: 'TG',
    UniqueID: 'low',
    ActionTrigger: { ThresholdType: '*min_balance', ThresholdValue: 20, BalanceID: 'd', ActionsID: 'LOW' },
  })
  await ocs.call('ApierV2.SetAccount', { Account: 'low', ActionTriggerIDs: ['TG'] })
  await addData('low', { ID: 'd', Value: 100 })
  await ocs.call('CDRsV1.ProcessEvent', event({ Account: 'low', OriginID: 't1', Usage: 79 }))
  expect(await left('low')).toEqual({ d: 21 })
  await ocs.call('CDRsV1.ProcessEvent', event({ Account: 'low', OriginID: 't2', Usage: 1 }))
  expect(await left('low')).toEqual({ d: 20, emergency: 50 })
})
