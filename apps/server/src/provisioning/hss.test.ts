import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readOcsAccount } from '../platform/ocs/account.ts'
import {
  buildMobileSale,
  buildMobileStock,
  jobDone,
  type MobileSale,
  must,
  orderOf,
} from '../testing/build-mobile-sale.ts'
import { type SmallHss, startSmallHss } from '../testing/start-small-hss.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { until } from '../testing/until.ts'

let product: TestProduct
let first: SmallHss
let second: SmallHss

beforeAll(async () => {
  first = await startSmallHss()
  second = await startSmallHss()
  const config = {
    hss: { hss_peers: [first.url, second.url], apn_list: '1,2,3,4,5,6' },
    enum: { servers: [first.url], api_key: 'planted-enum-key' },
  }
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z', config })
  await buildMobileStock(product.admin)
})
beforeEach(() => {
  for (const hss of [first, second]) hss.answerWith(undefined)
})
afterAll(async () => {
  await product?.close()
  await first?.close()
  await second?.close()
})

type Sold = MobileSale & { serviceId: number; uuid: string; imsi: string; sim: Record<string, string>; jobId: number }

async function sold(variables: Record<string, unknown> = {}, play = 'play_psim_only'): Promise<Sold> {
  const sale = await buildMobileSale(product.admin, {
    provisioning_play: play,
    provisioning_json_vars: JSON.stringify(variables),
  })
  const sim = await must(product.admin.get(`/crm/inventory/inventory_id/${sale.simId}`))
  const { provision_id } = await must(product.admin.put('/crm/provision/', orderOf(sale)))
  const job = await jobDone(product, provision_id)
  if (job.provisioning_status !== 0) throw new Error(job.error_message)
  const service = await must(product.admin.get(`/crm/service/${job.service_id}`))
  return {
    ...sale,
    serviceId: job.service_id,
    uuid: service.service_uuid,
    imsi: sim.itemtext2,
    sim,
    jobId: provision_id,
  }
}

async function deprovisioned(sale: Sold): Promise<void> {
  const { provision_id } = await must(
    product.admin.put('/crm/provision/', { action: 'deprovision', service_id: sale.serviceId }),
  )
  expect((await jobDone(product, provision_id)).provisioning_status).toBe(0)
}

const enabled = (imsi: string) => [first, second].map((hss) => hss.subscribers.get(imsi)?.enabled)

test('every HSS gets the subscriber with number, keys and APNs [HSS-01] [HSS-02] [HSS-03]', async () => {
  const sale = await sold()
  const number = await must(product.admin.get(`/crm/inventory/inventory_id/${sale.numberId}`))
  for (const hss of [first, second])
    expect(hss.subscribers.get(sale.imsi)).toEqual({
      imsi: sale.imsi,
      msisdn: number.itemtext1,
      ki: sale.sim.itemtext4,
      opc: sale.sim.itemtext5,
      apn_list: '1,2,3,4,5,6',
      default_apn: '1',
      enabled: true,
    })
})

test('usage under the IMSI or the number finds the account, within the sessions allowed [PROV-18]', async () => {
  const sale = await sold({ concurrent_sessions: 2 })
  const { callOcs } = await import('../platform/ocs/ocs-client.ts')
  const { ocsTenant: Tenant } = product.platform.config.ocs
  const found = (await callOcs(product.platform, 'AttributeSv1.ProcessEvent', {
    Tenant,
    ID: 'probe',
    Event: { Account: sale.imsi },
    APIOpts: { '*context': '*sessions' },
  })) as { Event: Record<string, unknown> }
  expect(found.Event).toMatchObject({ Account: sale.uuid, IMSI: sale.imsi })
  expect(
    await callOcs(product.platform, 'APIerSv1.GetResourceProfile', { Tenant, ID: `RES_ACCOUNT_${sale.uuid}` }),
  ).toMatchObject({ Limit: 2 })
})

test('Ki, OPc and the key of ENUM are in no event, job, log entry or list [HSS-05] [PROV-09]', async () => {
  const sale = await sold({ provision_ims: true })
  await deprovisioned(sale)
  const told = await Promise.all(
    [
      `/crm/provision/provision_id/${sale.jobId}`,
      `/crm/provision/customer_id/${sale.customerId}`,
      `/crm/activity/customer_id/${sale.customerId}?per_page=100`,
      `/crm/service/${sale.serviceId}`,
    ].map(async (path) => (await product.admin.get(path)).text),
  )
  const events = await product.platform.db.selectFrom('provision_event').selectAll().execute()
  const text = told.join() + JSON.stringify(events)
  expect(text).toContain(sale.imsi)
  for (const secret of [sale.sim.itemtext4 ?? '', sale.sim.itemtext5 ?? '', 'planted-enum-key'])
    expect(text).not.toContain(secret)
})

test('an HSS that fails undoes the order, at the others too [HSS-06]', async () => {
  second.answerWith(503)
  const sale = await buildMobileSale(product.admin, { provisioning_play: 'play_psim_only', provisioning_json_vars: '' })
  const { provision_id } = await must(product.admin.put('/crm/provision/', orderOf(sale)))
  const job = await jobDone(product, provision_id)
  expect(job).toMatchObject({
    provisioning_status: 2,
    error_message: expect.stringContaining('Provision subscriber on HSS'),
  })
  const sim = await must(product.admin.get(`/crm/inventory/inventory_id/${sale.simId}`))
  expect(sim).toMatchObject({ customer_id: null, service_id: null, item_state: 'In Stock' })
  expect(first.subscribers.has(sim.itemtext2)).toBe(false)
  expect(await must(product.admin.get(`/crm/service/customer_id/${sale.customerId}`))).toEqual([])
})

test('deprovisioning makes the subscriber dormant, or deletes it, on every HSS [HSS-03] [HSS-04] [WF-35]', async () => {
  const dormant = await sold()
  await deprovisioned(dormant)
  for (const hss of [first, second])
    expect(hss.subscribers.get(dormant.imsi)).toMatchObject({
      msisdn: `9999${dormant.imsi.slice(-10)}`,
      ue_ambr_dl: 9999999,
      ue_ambr_ul: 9999999,
    })
  const gone = await sold({ deprovision_subscriber: true })
  await deprovisioned(gone)
  expect([first, second].map((hss) => hss.subscribers.has(gone.imsi))).toEqual([false, false])
})

test.each(['play_psim_only', 'play_local_mobile_sim'])(
  '%s registers the number with IMS and ENUM, and withdraws it [HSS-08] [PROV-19]',
  async (play) => {
    const sale = await sold({ provision_ims: true, data_gb: 1, days: 30 }, play)
    const number = await must(product.admin.get(`/crm/inventory/inventory_id/${sale.numberId}`))
    const name = `${[...number.itemtext1].reverse().join('.')}.e164.arpa.`
    for (const hss of [first, second])
      expect(hss.imsSubscribers.get(sale.imsi)).toMatchObject({ msisdn: number.itemtext1 })
    expect(JSON.stringify(first.enumRecords.get(name))).toContain(`sip:+${number.itemtext1}@`)
    await deprovisioned(sale)
    expect([first, second].map((hss) => hss.imsSubscribers.has(sale.imsi))).toEqual([false, false])
    expect(first.enumRecords.has(name)).toBe(false)
  },
)

test('suspending and restoring act on every HSS, and wait for one that is down [HSS-07] [WF-36]', async () => {
  const sale = await sold()
  const ki = first.subscribers.get(sale.imsi)?.ki
  await must(product.admin.patch(`/crm/service/${sale.serviceId}`, { service_status: 'Suspended' }))
  await until(product, 'none', async () => enabled(sale.imsi).every((is) => is === false))
  expect(await readOcsAccount(product.platform, sale.uuid)).toMatchObject({ Disabled: true })
  expect(first.subscribers.get(sale.imsi)).toMatchObject({ ki })

  second.answerWith(503)
  await must(product.admin.patch(`/crm/service/${sale.serviceId}`, { service_status: 'Active' }))
  await until(product, 'none', async () => first.subscribers.get(sale.imsi)?.enabled === true)
  expect(enabled(sale.imsi)).toEqual([true, false])
  second.answerWith(undefined)
  await until(product, 'none', async () => {
    await product.setClock(new Date(product.platform.clock.now().getTime() + 60_000).toISOString())
    return enabled(sale.imsi).every((is) => is === true)
  })
  expect(await readOcsAccount(product.platform, sale.uuid)).toMatchObject({ Disabled: false })
})
