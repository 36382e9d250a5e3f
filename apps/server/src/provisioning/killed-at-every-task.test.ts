import type { PlaybookEngine } from '@omnicrm/playbook'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { callOcs } from '../platform/ocs/ocs-client.ts'
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

/*
 * A worker dies at each task of a play: once when the task has done its work and nothing of it is written down yet, and once,
 * for requests, when the one before is written down and this one has not been sent. Another worker then takes the job up.
 */

type Place = { task: number; moment: 'done but not recorded' | 'about to ask' }
const killing = vi.hoisted(() => ({
  at: undefined as ((place: Place) => Promise<void>) | undefined,
}))

vi.mock('./engines.ts', async (importOriginal) => {
  const { openEngines } = await importOriginal<typeof import('./engines.ts')>()
  return {
    openEngines: (platform: Parameters<typeof openEngines>[0]) => {
      const engines = openEngines(platform)
      return { ...engines, engineFor: async (play: string) => mortal(await engines.engineFor(play)) }
    },
  }
})

function mortal(engine: PlaybookEngine): PlaybookEngine {
  return {
    ...engine,
    run: (job) => {
      if (job.interrupted) return engine.run(job)
      let task = 0
      return engine.run({
        ...job,
        onEvent: async (event) => {
          if (event.status === 1) task = event.number
          else await killing.at?.({ task: event.number, moment: 'done but not recorded' })
          await job.onEvent(event)
        },
        checkAddress: async (url, method) => {
          await job.checkAddress?.(url, method)
          await killing.at?.({ task, moment: 'about to ask' })
        },
      })
    },
  }
}

let product: TestProduct
let hss: SmallHss

beforeAll(async () => {
  hss = await startSmallHss()
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    config: { hss: { hss_peers: [hss.url] }, enum: { servers: [hss.url] } },
  })
  await buildMobileStock(product.admin)
})
afterAll(async () => {
  killing.at = undefined
  await product?.close()
  await hss?.close()
})

const allowances = { days: 30, data_gb: 20, voice_minutes: 'unlimited', sms_count: 'unlimited' }
const PLAYS: [play: string, variables: Record<string, unknown>][] = [
  ['play_local_mobile_sim', allowances],
  ['play_psim_only', { provision_ims: true, concurrent_sessions: 2 }],
  ['play_bundle_internet_tv_voice', { pro_rata: true }],
]

test.each(PLAYS)(
  'a worker killed at any task of %s leaves a whole service or nothing [PROV-13] [PROV-35]',
  async (play, variables) => {
    const fields = { provisioning_play: play, provisioning_json_vars: JSON.stringify(variables) }
    const sell = () => buildMobileSale(product.admin, fields)
    const places = await placesOf(orderOf(await sell()))
    expect(places.length).toBeGreaterThan(20)
    for (const place of places) {
      const sale = await sell()
      const provisionId = await killedAt(place, orderOf(sale))
      const where = `${play}, task ${place.task}, ${place.moment}`
      const job = await jobDone(product, provisionId)
      expect(job.provisioning_status, where).toBe(2)
      await expectNothingLeft(sale, where)
    }
  },
  480_000,
)

test.each([
  ['play_local_data_addon', {}],
  ['play_addon_assign_modem', { auto_renew: 'true', inventory_items_list: "['Rental Modem']" }],
  ['play_topup_hotspot', {}],
  [
    'play_topup_charge_then_action',
    { retail_cost: 0, auto_renew: 'true', provisioning_json_vars: '{"actions_id":"Action_Plan"}' },
  ],
])(
  'a worker killed at any task of %s has given all or nothing [PROV-13] [PROV-35]',
  async (play, fields) => {
    const sale = await buildMobileSale(product.admin, {})
    const { provision_id } = await must(product.admin.put('/crm/provision/', orderOf(sale)))
    const { service_id } = await jobDone(product, provision_id)
    const { service_uuid } = await must(product.admin.get(`/crm/service/${service_id}`))
    const sim = await must(product.admin.get(`/crm/inventory/inventory_id/${sale.simId}`))
    const template = { item: 'Rental Modem', retail_cost: 0, wholesale_cost: 0, itemtext1_label: 'MAC Address' }
    await product.admin.put('/crm/inventory/item_template/', template)
    const modem = async (itemtext1: string): Promise<number> => {
      const item = { item: 'Rental Modem', itemtext1, item_state: 'In Stock' }
      return (await must(product.admin.put('/crm/inventory/', item))).inventory_id
    }
    const [first, second] = [await modem(`${play} 1`), await modem(`${play} 2`)]
    const addon = await must(
      product.admin.put('/crm/product/', {
        product_name: play,
        product_slug: play,
        category: 'addon',
        service_type: 'mobile',
        retail_cost: 10,
        inventory_items_list: '[]',
        provisioning_play: play,
        provisioning_json_vars: JSON.stringify({ data_gb: 5, days: 7, imsi: sim.itemtext2, service_uuid }),
        ...fields,
      }),
    )
    const order = { product_id: addon.product_id, customer_id: sale.customerId, service_id }
    const { ocsTenant: Tenant } = product.platform.config.ocs
    const gift = (BalanceId: string) => ({ Identifier: '*topup', BalanceType: '*data', BalanceId, Units: '500' })
    const action = { ActionsId: 'Action_Plan', Overwrite: true, Actions: [gift('Grown'), gift('Made')] }
    await callOcs(product.platform, 'ApierV1.SetActions', { Tenant, ...action })
    const orderWith = (id: number) => ('inventory_items_list' in fields ? { ...order, 'Rental Modem': id } : order)
    const state = async (): Promise<unknown> => {
      const service = await must(product.admin.get(`/crm/service/${service_id}`))
      const { item_state } = await must(product.admin.get(`/crm/inventory/inventory_id/${second}`))
      const lines = await must(product.admin.get(`/crm/transaction/customer_id/${sale.customerId}`))
      const { BalanceMap, ActionPlans } = service.cgrates
      const balances = Object.values(BalanceMap).flat() as { ID: string; Value: number }[]
      return {
        balances: balances.map(({ ID, Value }) => [ID, Value]),
        plans: ActionPlans.length,
        ends: service.service_deactivate_date,
        status: service.service_status,
        given: item_state === 'Assigned',
        lines: lines.data.length,
      }
    }
    const places = await placesOf(orderWith(first))
    expect(places.length).toBeGreaterThan(12)
    // The whole run has given; without its renewals the next one begins as the first did.
    const stopped = await must(product.admin.put('/crm/provision/', { ...order, action: 'deprovision' }))
    expect((await jobDone(product, stopped.provision_id)).provisioning_status).toBe(0)
    if (play === 'play_topup_charge_then_action') {
      const made = { Account: service_uuid, BalanceType: '*data', Balance: { ID: 'Made' } }
      await callOcs(product.platform, 'ApierV1.RemoveBalances', { Tenant, ...made })
      expect(JSON.stringify(await state())).toContain('["Grown",500]')
    }
    const before = await state()
    for (const place of places) {
      const job = await jobDone(product, await killedAt(place, orderWith(second)))
      const where = `${play}, task ${place.task}, ${place.moment}`
      expect(job.provisioning_status, where).toBe(2)
      expect(await state(), where).toEqual(before)
    }
  },
  240_000,
)

/** Every place at which a whole run of the play could die. */
async function placesOf(order: Record<string, unknown>): Promise<Place[]> {
  const places: Place[] = []
  killing.at = async (place) => {
    places.push(place)
  }
  const started = await must(product.admin.put('/crm/provision/', order))
  const job = await jobDone(product, started.provision_id)
  killing.at = undefined
  expect(job.provisioning_status, job.error_message).toBe(0)
  return places
}

async function killedAt(place: Place, order: Record<string, unknown>): Promise<number> {
  const { platform, admin } = product
  const { JobLost } = await import('./record-event.ts')
  const { openProvisioning } = await import('./index.ts')
  let provisionId = 0
  const died = new Promise<void>((resolve) => {
    killing.at = async (now) => {
      if (now.task !== place.task || now.moment !== place.moment) return
      killing.at = undefined
      // The row is as a killed process leaves it; whatever that process still had in hand is gone.
      const { provision_id } = await platform.db
        .updateTable('provision')
        .set({ worker_id: 'elsewhere:1:dead', heartbeat: new Date(0) })
        .where('customer_id', '=', Number(order.customer_id))
        .where('provisioning_status', '=', 1)
        .returning('provision_id')
        .executeTakeFirstOrThrow()
      provisionId = provision_id
      resolve()
      throw new JobLost('killed')
    }
  })
  await must(admin.put('/crm/provision/', order))
  await died
  const other = openProvisioning(platform, { machineBehind: async () => undefined, voidBookings: async () => {} })
  await other.recover()
  other.close()
  return provisionId
}

async function expectNothingLeft(sale: MobileSale, where: string): Promise<void> {
  const { admin, platform } = product
  const Tenant = platform.config.ocs.ocsTenant
  // The account goes by a durable task behind the job.
  await until(product, 'none', async () => {
    const services = await platform.db
      .selectFrom('customer_service')
      .select('service_uuid')
      .where('service_status', '=', 'Active')
      .execute()
    const known = new Set(services.map((service) => service.service_uuid))
    const accounts = (await callOcs(platform, 'APIerSv1.GetAccountIDs', { Tenant }).catch(() => [])) as string[]
    const filters = (await callOcs(platform, 'APIerSv1.GetFilterIDs', { Tenant }).catch(() => [])) as string[]
    return (
      accounts.every((account) => known.has(account.replace(`${Tenant}:`, ''))) &&
      filters.every((filter) => known.has(filter.replace('FLTR_ACCOUNT_', '')))
    )
  })
  // Booked and voided lines are kept, and with them the ended service that they name.
  const services = await must(admin.get(`/crm/service/customer_id/${sale.customerId}`))
  for (const service of services) expect(service.service_status, where).toBe('Inactive')
  for (const id of [sale.simId, sale.numberId])
    expect(await must(admin.get(`/crm/inventory/inventory_id/${id}`)), where).toMatchObject({
      customer_id: null,
      service_id: null,
      reserved_by_provision_id: null,
    })
  const sim = await must(admin.get(`/crm/inventory/inventory_id/${sale.simId}`))
  expect(hss.subscribers.has(sim.itemtext2), where).toBe(false)
  expect(hss.imsSubscribers.has(sim.itemtext2), where).toBe(false)
  const number = await must(admin.get(`/crm/inventory/inventory_id/${sale.numberId}`))
  const enumName = `${[...number.itemtext1].reverse().join('.')}.e164.arpa.`
  expect(hss.enumRecords.has(enumName), where).toBe(false)
  const lines = await must(admin.get(`/crm/transaction/customer_id/${sale.customerId}?filters={"void":[true,false]}`))
  if (lines.data.length === 0) expect(services, where).toEqual([])
  expect(
    lines.data.filter((line: { void: boolean }) => !line.void),
    where,
  ).toEqual([])
}
