import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ask } from './charging-engine.ts'

const TARIFF = {
  'Destinations.csv': 'BENCH_HOME,49\nBENCH_ABROAD,44\n',
  'Rates.csv': 'RT_BENCH,0,10,60s,1s,0s\n',
  'DestinationRates.csv': 'DR_BENCH,BENCH_HOME,RT_BENCH,*up,4,0,\nDR_BENCH,BENCH_ABROAD,RT_BENCH,*up,4,0,\n',
  'RatingPlans.csv': 'RP_BENCH,DR_BENCH,*any,10\n',
  'RatingProfiles.csv': 'cgrates.org,call,*any,2026-01-01T00:00:00Z,RP_BENCH,\n',
}

/** A tariff, and one run of each event: what the requests of the bench are charged by. Both engines take the same. */
export async function setUpCharging(address: { host: string; port: number }, dir: string): Promise<void> {
  const folder = path.join(dir, 'tariff')
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(TARIFF)) writeFileSync(path.join(folder, name), text)
  const call = (method: string, argument: object) => ask(address.port, method, argument, address.host)
  await call('APIerSv1.LoadTariffPlanFromFolder', { FolderPath: folder })
  await call('APIerSv1.SetChargerProfile', {
    Tenant: 'cgrates.org',
    ID: 'DEFAULT',
    RunID: '*default',
    AttributeIDs: ['*none'],
    Weight: 20,
  })
  await call('APIerSv1.SetActions', {
    ActionsId: 'RENEW',
    Actions: [{ Identifier: '*topup', BalanceId: 'due', BalanceType: '*generic', Units: 1, Weight: 10 }],
  })
}

/** The accounts `acc0` ... by requests, for an engine whose storage is not ours. */
export async function addAccounts(address: { host: string; port: number }, count: number): Promise<void> {
  const call = (method: string, argument: object) => ask(address.port, method, argument, address.host)
  for (let n = 0; n < count; n++) {
    const Account = `acc${n}`
    const add = (BalanceType: string, Balance: object) =>
      call('APIerSv1.AddBalance', { Tenant: 'cgrates.org', Account, BalanceType, Balance })
    await add('*monetary', { ID: 'money', Value: 100_000, Weight: 10 })
    await add('*data', { ID: 'Data__5_GB', Value: 5_368_709_120, Weight: 20, DestinationIDs: '*any' })
    await add('*sms', { ID: 'SMS__1000', Value: 1_000_000, Weight: 20 })
    await add('*voice', { ID: 'Voice__300_Min', Value: 18e15, Weight: 20, DestinationIDs: 'BENCH_HOME' })
  }
}
