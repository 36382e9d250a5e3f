import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { layOutJobFolder } from '@omnicrm/playbook'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { effectiveConfig } from '../platform/config/effective-config.ts'
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

const ansible = versionOf('ansible-playbook')

let product: TestProduct
let hss: SmallHss
const folder = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-by-hand-'))

beforeAll(async () => {
  hss = await startSmallHss()
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z', config: { hss: { hss_peers: [hss.url] } } })
  await buildMobileStock(product.admin)
})
afterAll(async () => {
  await product?.close()
  await hss?.close()
  rmSync(folder, { recursive: true, force: true })
})

function versionOf(program: string): string | undefined {
  try {
    return execFileSync(program, ['--version'], { encoding: 'utf8' }).split('\n')[0]
  } catch {
    return undefined
  }
}

/** What a sale has come to, without what differs from one sale to the next. */
async function resultOf(sale: MobileSale): Promise<unknown> {
  const { admin } = product
  const [listed] = await must(admin.get(`/crm/service/customer_id/${sale.customerId}`))
  const service = await must(admin.get(`/crm/service/${listed.service_id}`))
  const items = await Promise.all(
    [sale.simId, sale.numberId].map((id) => must(admin.get(`/crm/inventory/inventory_id/${id}`))),
  )
  const lines = await must(admin.get(`/crm/transaction/customer_id/${sale.customerId}`))
  const {
    service_status,
    service_type,
    retail_cost,
    wholesale_cost,
    service_billed,
    service_taxable,
    auto_renew,
    icon,
  } = service
  return {
    service: {
      service_status,
      service_type,
      retail_cost,
      wholesale_cost,
      service_billed,
      service_taxable,
      auto_renew,
      icon,
    },
    isNamedForNumber: service.service_name === `Mobile - ${items[1].itemtext1}`,
    hasAccountName: /^Local_Mobile_SIM_[0-9a-f]{8}$/.test(service.service_uuid),
    ends: service.service_deactivate_date.slice(0, 10),
    balances: Object.entries(service.cgrates.BalanceMap).map(([kind, balances]) => [
      kind,
      (
        balances as { ID: string; Value: number; Weight: number; DestinationIDs: string[]; ExpirationDate: string }[]
      ).map((one) => [one.ID, one.Value, one.Weight, one.DestinationIDs, one.ExpirationDate.slice(0, 10)]),
    ]),
    renewals: service.cgrates.ActionPlans.map((plan: { NextExecTime: string; ActionName_hr: string }) => [
      plan.NextExecTime,
      plan.ActionName_hr,
    ]),
    stock: items.map((item) => [
      item.item_state,
      item.customer_id === sale.customerId,
      item.service_id === service.service_id,
    ]),
    lines: lines.data.map((line: Record<string, unknown>) => [line.title, line.retail_cost, line.wholesale_cost]),
    subscriber: {
      ...hss.subscribers.get(items[0].itemtext2),
      imsi: 'its own',
      msisdn: 'its own',
      ki: 'its own',
      opc: 'its own',
    },
  }
}

// The product's own run and Ansible's, each on a sale of its own, must come to the same.
test.skipIf(ansible === undefined)(
  `the shipped play run by hand with ${ansible ?? 'Ansible, which is not installed here'} comes to the same [PROV-17] [PROV-18] [PROV-19]`,
  { timeout: 240_000 },
  async () => {
    const own = await buildMobileSale(product.admin)
    const { provision_id } = await must(product.admin.put('/crm/provision/', { ...orderOf(own), auto_renew: true }))
    expect((await jobDone(product, provision_id)).provisioning_status).toBe(0)

    const byHand = await buildMobileSale(product.admin)
    const { platform } = product
    const variables = {
      days: 30,
      data_gb: 20,
      voice_minutes: 'unlimited',
      sms_count: 'unlimited',
      ...orderOf(byHand),
      auto_renew: true,
    }
    const job = await layOutJobFolder(
      {
        playsDir: platform.settings.playsDir,
        play: 'play_local_mobile_sim',
        variables: { ...variables, access_token: product.admin.token },
        effectiveConfig: effectiveConfig(platform.config, platform.addresses),
        now: () => platform.clock.now(),
      },
      { folder },
    )
    await promisify(execFile)(
      'ansible-playbook',
      ['-i', 'localhost,', '-c', 'local', '-e', `@${job.variablesFile}`, job.playFile],
      {
        env: {
          ...process.env,
          PATH: `${job.binFolder}:${process.env.PATH}`,
          HOME: folder,
          ANSIBLE_LOCALHOST_WARNING: 'False',
        },
        maxBuffer: 50_000_000,
      },
    ).catch((error: { stdout?: string }) => {
      throw new Error(`ansible-playbook failed: ${error.stdout?.slice(-3000)}`)
    })
    expect(await resultOf(byHand)).toEqual(await resultOf(own))
  },
)
