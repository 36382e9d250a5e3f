import { afterAll, beforeAll, expect, test } from 'vitest'
import { balancesOf, type Fed, fed, feed, loadTestTariff } from '../rating/test-tariff.ts'
import { startTestEngine, type TestEngine } from '../test-engine.ts'

let ocs: TestEngine
beforeAll(async () => {
  ocs = await startTestEngine({ now: () => new Date('2026-11-20T12:00:00Z') })
  await loadTestTariff(ocs)
})
afterAll(() => ocs.close())

const money = (Account: string, Value: number) =>
  ocs.call('APIerSv1.AddBalance', { Account, BalanceType: '*monetary', Balance: { ID: 'main', Value } })
const minutes = (Account: string, Value: number) =>
  ocs.call('APIerSv1.AddBalance', { Account, BalanceType: '*voice', Balance: { ID: 'mins', Value: Value * 60e9 } })
const uk = (Account: string, Usage = '5m') => ({ Account, Usage, Destination: '44200000' })

function again(cdr: Fed, event: object, flags: string[]): Promise<unknown> {
  const call = { ToR: '*voice', Category: 'call', RequestType: '*prepaid', AnswerTime: '2026-11-20T10:00:00Z' }
  return ocs.call('CDRsV1.ProcessEvent', {
    Flags: flags,
    Event: { ...call, OriginHost: 'h', OriginID: cdr.OriginID, ...event },
  })
}

async function changePrice(rate: number): Promise<void> {
  const slot = { ConnectFee: 5, Rate: rate, RateUnit: '60s', RateIncrement: '60s', GroupIntervalStart: '0s' }
  await ocs.call('APIerSv1.SetTPRate', { TPid: 'TEST', ID: 'RT_call_UK', RateSlots: [slot] })
  await ocs.call('APIerSv1.LoadTariffPlanFromStorDb', { TPid: 'TEST' })
}

test('rating again gives back what was taken, fee included, and takes the new price once', async () => {
  await minutes('again', 2)
  await money('again', 1000)
  const first = await feed(ocs, uk('again'))
  expect(first.Cost).toBe(75)
  expect(await balancesOf(ocs, 'again')).toEqual({ mins: 0, main: 925 })
  await changePrice(50)
  await Promise.all([1, 2, 3].map(() => again(first, uk('again'), ['*rerate'])))
  expect(await fed(ocs, first.OriginID)).toMatchObject({ Cost: 150, ExtraInfo: '', CGRID: first.CGRID })
  expect(await balancesOf(ocs, 'again')).toEqual({ mins: 0, main: 850 })
  await changePrice(25)
  await ocs.call('CDRsV1.RateCDRs', { OriginIDs: [first.OriginID], Flags: ['*rerate'] })
  expect(await fed(ocs, first.OriginID)).toMatchObject({ Cost: 75 })
  expect(await balancesOf(ocs, 'again')).toEqual({ mins: 0, main: 925 })
})

test('a record is rated again with what the event says now', async () => {
  await money('other', 1000)
  const first = await feed(ocs, uk('other'))
  await again(first, uk('other', '1m'), ['*rerate'])
  expect(await fed(ocs, first.OriginID)).toMatchObject({ Cost: 30, Usage: 60e9 })
  await again(first, { Account: 'other', Usage: '1m', Destination: '61200' }, ['*reprocess'])
  expect(await fed(ocs, first.OriginID)).toMatchObject({ Cost: 10, Destination: '61200' })
  expect(await balancesOf(ocs, 'other')).toEqual({ main: 990 })
})

test('a refund gives back once and leaves the record unrated', async () => {
  await money('back', 1000)
  const first = await feed(ocs, uk('back'))
  await again(first, uk('back'), ['*refund'])
  await again(first, uk('back'), ['*refund'])
  expect(await fed(ocs, first.OriginID)).toMatchObject({ Cost: -1, CostDetails: null })
  expect(await balancesOf(ocs, 'back')).toEqual({ main: 1000 })
  await again(first, uk('back'), ['*rerate'])
  expect(await fed(ocs, first.OriginID)).toMatchObject({ Cost: 130 })
  expect(await balancesOf(ocs, 'back')).toEqual({ main: 870 })
})

test('what failed is charged when it is rated again, and a record not yet known is charged as any other', async () => {
  const failed = await feed(ocs, uk('late'))
  expect(failed).toMatchObject({ Cost: -1, ExtraInfo: 'ACCOUNT_NOT_FOUND' })
  await money('late', 1000)
  await ocs.call('CDRsV1.RateCDRs', { Accounts: ['late'] })
  expect(await fed(ocs, failed.OriginID)).toMatchObject({ Cost: 130, ExtraInfo: '' })
  await again({ OriginID: 'never seen' } as Fed, uk('late'), ['*rerate'])
  expect(await balancesOf(ocs, 'late')).toEqual({ main: 740 })
})

test('a balance that is gone gets nothing back, and a rerated record survives a restart', async () => {
  await money('gone', 1000)
  const first = await feed(ocs, uk('gone'))
  await ocs.call('APIerSv1.RemoveBalances', { Account: 'gone', BalanceType: '*monetary', Balance: { ID: 'main' } })
  await money('gone', 500)
  await again(first, uk('gone'), ['*rerate'])
  await ocs.restart()
  expect(await balancesOf(ocs, 'gone')).toEqual({ main: 370 })
  expect(await fed(ocs, first.OriginID)).toMatchObject({ Cost: 130 })
})

test('records that came with their price are left alone, and none found is an error', async () => {
  const call = { ...uk('priced'), OriginID: 'pre', OriginHost: 'h', PreRated: true, Cost: 7 }
  await ocs.call('CDRsV1.ProcessCDR', call)
  expect(await ocs.call('CDRsV1.RateCDRs', { Accounts: ['priced'] })).toBe('OK')
  expect(await fed(ocs, 'pre')).toMatchObject({ Cost: 7 })
  expect((await ocs.reply('CDRsV1.RateCDRs', { Accounts: ['nobody'] })).error).toBe('SERVER_ERROR: NOT_FOUND')
})

test('a record with its own price is debited as it stands, and given back whole', async () => {
  await money('direct', 10)
  await ocs.call('APIerSv1.AddBalance', {
    Account: 'direct',
    BalanceType: '*monetary',
    Balance: { ID: 'more', Value: 5 },
  })
  const event = { Account: 'direct', RequestType: '*directdebit', Destination: '999', Usage: '1m', Cost: 12.34567 }
  const taken = await feed(ocs, event)
  expect(taken).toMatchObject({ Cost: 12.34567, ExtraInfo: '' })
  expect(await balancesOf(ocs, 'direct')).toEqual({ main: 0, more: 2.65433 })
  await again(taken, event, ['*refund'])
  expect(await balancesOf(ocs, 'direct')).toEqual({ main: 10, more: 5 })
  const { Cost: _, ...without } = event
  expect(await feed(ocs, without)).toMatchObject({ Cost: -1, ExtraInfo: 'MANDATORY_IE_MISSING: [Cost]' })
  expect(await feed(ocs, { ...event, Cost: 20 })).toMatchObject({ Cost: 20 })
  expect(await balancesOf(ocs, 'direct')).toEqual({ main: 0, more: 0, '*default': -5 })
})

test('a price without an account has its breakdown too', async () => {
  const rated = await feed(ocs, { ...uk('ghost'), RequestType: '*rated' })
  expect(rated).toMatchObject({ Cost: 130, CostDetails: { Cost: 130, AccountSummary: null } })
  expect(await feed(ocs, { ...uk('ghost', '73h'), RequestType: '*rated' })).toMatchObject({
    ExtraInfo: 'MAX_USAGE_EXCEEDED',
  })
})

test('the breakdown names who paid what, and adds up to the cost', async () => {
  await minutes('detail', 2)
  await money('detail', 100)
  const { CostDetails } = (await feed(ocs, uk('detail', '4m30s'))) as unknown as { CostDetails: Breakdown }
  const paid = CostDetails.Charges.flatMap(({ Increments }) =>
    Increments.map((one) => {
      const entry = CostDetails.Accounting[one.AccountingID]
      return [entry?.Units, entry?.ExtraChargeID, one.Usage, one.Cost, one.CompressFactor]
    }),
  )
  expect(paid).toEqual([
    [1e9, '*none', 1e9, 0, 120],
    [25, '', 60e9, 25, 3],
  ])
  expect(CostDetails).toMatchObject({
    Cost: 75,
    Usage: 300e9,
    AccountSummary: {
      AccountID: 'detail',
      BalanceSummaries: [
        { ID: 'mins', Value: 0 },
        { ID: 'main', Value: 25 },
      ],
    },
  })
})
type Breakdown = {
  Charges: { Increments: { AccountingID: string; Usage: number; Cost: number; CompressFactor: number }[] }[]
  Accounting: Record<string, { Units: number; ExtraChargeID: string }>
}
