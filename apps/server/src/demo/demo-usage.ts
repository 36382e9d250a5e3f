import { callOcs, OcsRefusal } from '../platform/ocs/ocs-client.ts'
import type { Platform } from '../platform/platform.ts'

/** The action that the demo's calling plan executes: 300 minutes for 30 days. */
export async function setTopupActions(platform: Platform): Promise<void> {
  await callOcs(platform, 'ApierV1.SetActions', {
    Tenant: platform.config.ocs.ocsTenant,
    ActionsId: 'Action_calls-to-europe',
    Overwrite: true,
    Actions: [
      {
        Identifier: '*topup',
        BalanceType: '*voice',
        BalanceId: 'Calls_to_Europe_300min',
        Units: String(300 * 60_000_000_000),
        ExpiryTime: '+720h',
        BalanceWeight: '20',
        Weight: 10,
      },
    ],
  })
}

/** One use of a service, in the charging system's units. */
export type Usage = {
  account: string
  type: '*data' | '*voice' | '*sms'
  amount: string
  destination: string
  id: string
}

/** Feeds one usage record, as the network would; a balance that is used up refuses it. */
export async function feedUsage(platform: Platform, usage: Usage): Promise<void> {
  const now = platform.clock.now().toISOString()
  const event = {
    Event: {
      Tenant: platform.config.ocs.ocsTenant,
      Account: usage.account,
      ToR: usage.type,
      Usage: usage.amount,
      Destination: usage.destination,
      Category: usage.type.slice(1),
      OriginID: usage.id,
      OriginHost: 'demo',
      RequestType: '*prepaid',
      SetupTime: now,
      AnswerTime: now,
    },
  }
  try {
    await callOcs(platform, 'CDRsV1.ProcessEvent', event)
  } catch (error) {
    // An empty bucket refuses usage, as it should.
    if (!(error instanceof OcsRefusal)) throw error
  }
}
