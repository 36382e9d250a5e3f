/** A tariff of one operator in cents, loaded over JSON-RPC, for tests. */
import type { TestEngine } from '../test-engine.ts'

const TPid = 'TEST'
type Line = { id: string; prefixes?: string[]; fee?: number; rate: number; unit?: string; increment?: string }

/** Domestic 10 a minute, UK 25 and 5 to connect, premium 200, messages 2, data 200 a megabyte by kilobytes. */
const CALLS: Line[] = [
  { id: 'DOMESTIC', prefixes: ['61'], rate: 10 },
  { id: 'UK', prefixes: ['44'], fee: 5, rate: 25 },
  { id: 'PREMIUM', prefixes: ['61190'], rate: 200 },
]
const MESSAGES: Line[] = [{ id: '*any', rate: 2, unit: '1', increment: '1' }]
const DATA: Line[] = [{ id: 'ROAMING', prefixes: ['mcc505'], rate: 200, unit: '1048576', increment: '1024' }]

export async function loadTestTariff(ocs: TestEngine): Promise<void> {
  for (const [category, lines] of Object.entries({ call: CALLS, sms: MESSAGES, data: DATA })) {
    for (const { id, prefixes, fee = 0, rate, unit = '60s', increment = '60s' } of lines) {
      const slot = { ConnectFee: fee, Rate: rate, RateUnit: unit, RateIncrement: increment, GroupIntervalStart: '0s' }
      await ocs.call('APIerSv1.SetTPRate', { TPid, ID: `RT_${category}_${id}`, RateSlots: [slot] })
      if (prefixes) await ocs.call('APIerSv2.SetTPDestination', { TPid, ID: id, Prefixes: prefixes })
    }
    const DestinationRates = lines.map(({ id }) => ({
      DestinationId: id,
      RateId: `RT_${category}_${id}`,
      RoundingMethod: '*up',
      RoundingDecimals: 4,
    }))
    await ocs.call('APIerSv1.SetTPDestinationRate', { TPid, ID: `DR_${category}`, DestinationRates })
    const RatingPlanBindings = [{ DestinationRatesId: `DR_${category}`, TimingId: '*any', Weight: 10 }]
    await ocs.call('APIerSv1.SetTPRatingPlan', { TPid, ID: `RP_${category}`, RatingPlanBindings })
    await ocs.call('APIerSv1.SetTPRatingProfile', {
      TPid,
      LoadId: 'L',
      Category: category,
      Subject: '*any',
      RatingPlanActivations: [{ ActivationTime: '2020-01-01T00:00:00Z', RatingPlanId: `RP_${category}` }],
    })
  }
  await ocs.call('APIerSv1.LoadTariffPlanFromStorDb', { TPid, Validate: true })
}

let origin = 0

/** Feeds one record of usage and answers it as stored. */
export async function feed(ocs: TestEngine, event: object): Promise<Fed> {
  const OriginID = `o${++origin}`
  const times = { SetupTime: '2026-11-20T10:00:00Z', AnswerTime: '2026-11-20T10:00:00Z' }
  const call = { ToR: '*voice', Category: 'call', RequestType: '*prepaid', Destination: '61200000000' }
  await ocs.call('CDRsV1.ProcessEvent', { Event: { ...call, ...times, OriginHost: 'h', OriginID, ...event } })
  return await fed(ocs, OriginID)
}
export type Fed = { OriginID: string; Cost: number; ExtraInfo: string; CostDetails: object | null; CGRID: string }

export async function fed(ocs: TestEngine, originId: string): Promise<Fed> {
  const [cdr] = (await ocs.call('CDRsV1.GetCDRs', { OriginIDs: [originId] })) as [Fed]
  return cdr
}

/** Value by id of an account's balances. */
export async function balancesOf(ocs: TestEngine, account: string): Promise<Record<string, number>> {
  const { BalanceMap } = (await ocs.call('APIerSv2.GetAccount', { Account: account })) as {
    BalanceMap: Record<string, { ID: string; Value: number }[] | null> | null
  }
  const all = Object.values(BalanceMap ?? {}).flatMap((list) => list ?? [])
  return Object.fromEntries(all.map(({ ID, Value }) => [ID, Value]))
}
