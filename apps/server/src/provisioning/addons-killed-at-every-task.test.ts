import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { callOcs } from '../platform/ocs/ocs-client.ts'
import { buildMobileSale, buildMobileStock, jobDone, must, orderOf } from '../testing/build-mobile-sale.ts'
import { killedAt, placesOf } from '../testing/kill-workers.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { JobLost } from './record-event.ts'

vi.mock('./engines.ts', async (importOriginal) => {
  const { withMortalEngines } = await import('../testing/kill-workers.ts')
  return withMortalEngines(await importOriginal<typeof import('./engines.ts')>())
})

let product: TestProduct

beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
  await buildMobileStock(product.admin)
})
afterAll(async () => {
  await product?.close()
})

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
    const places = await placesOf(product, orderWith(first))
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
      const job = await jobDone(
        product,
        await killedAt(product, { place, order: orderWith(second), lost: new JobLost('killed') }),
      )
      const where = `${play}, task ${place.task}, ${place.moment}`
      expect(job.provisioning_status, where).toBe(2)
      expect(await state(), where).toEqual(before)
    }
  },
  240_000,
)
