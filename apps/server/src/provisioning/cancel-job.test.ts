import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSettings } from '../platform/config/settings.ts'
import { callOcs } from '../platform/ocs/ocs-client.ts'
import { buildMobileSale, buildMobileStock, jobDone, must, orderOf } from '../testing/build-mobile-sale.ts'
import { type SmallHss, startSmallHss } from '../testing/start-small-hss.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
let hss: SmallHss
const playsDir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-plays-'))

/** A peer that never answers; resolves when it has been asked. */
async function silentPeer(): Promise<{ url: string; asked: Promise<void>; server: Server }> {
  let tell = (): void => {}
  const asked = new Promise<void>((resolve) => {
    tell = resolve
  })
  const server = createServer(() => tell())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server }
}

beforeAll(async () => {
  cpSync(readSettings('demo', {}).playsDir, playsDir, { recursive: true })
  hss = await startSmallHss()
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    config: { hss: { hss_peers: [hss.url] }, provisioning: { failure_list: ['ops@example.com'] } },
    settings: { playsDir },
  })
  await buildMobileStock(product.admin)
})
afterAll(async () => {
  await product?.close()
  await hss?.close()
  rmSync(playsDir, { recursive: true, force: true })
})

test('a running job that hangs is stopped, and what it had done is undone; the next of the customer runs [PROV-13]', async () => {
  const sale = await buildMobileSale(product.admin)
  const peer = await silentPeer()
  let asked = (): void => {}
  const subscriberAsked = new Promise<void>((resolve) => {
    asked = resolve
  })
  hss.onPut(async () => {
    asked()
    await new Promise(() => {})
  })
  const { provision_id: id } = await must(product.admin.put('/crm/provision/', orderOf(sale)))
  const waiting = await must(
    product.admin.put('/crm/provision/', {
      product_id: sale.productId,
      customer_id: sale.customerId,
      provisioning_play: 'play_simple_service',
      'SIM Card': (await buildMobileSale(product.admin)).simId,
      'Mobile Number': (await buildMobileSale(product.admin)).numberId,
    }),
  )
  await subscriberAsked
  hss.onPut(async () => {})
  // The job behind it has not begun: it ends at once, and its items are free again.
  expect(await product.admin.post(`/crm/provision/provision_id/${waiting.provision_id}/cancel`)).toMatchObject({
    status: 200,
  })
  const never = await must(product.admin.get(`/crm/provision/provision_id/${waiting.provision_id}`))
  expect(never).toMatchObject({
    provisioning_status: 2,
    provisioning_result_json: [],
    error_message: expect.stringContaining('before it began'),
  })

  expect((await product.admin.post(`/crm/provision/provision_id/${id}/cancel`)).status).toBe(200)
  const job = await jobDone(product, id)
  expect(job).toMatchObject({
    provisioning_status: 2,
    error_message: expect.stringMatching(/^Stopped by .+; what it had done was undone$/),
  })
  expect(job.cancelled_by).toBeTruthy()
  const running = job.provisioning_result_json.filter(
    (event: { provisioning_status: number }) => event.provisioning_status === 1,
  )
  expect(running).toEqual([])
  expect(await must(product.admin.get(`/crm/service/customer_id/${sale.customerId}`))).toEqual([])
  for (const item of [sale.simId, sale.numberId])
    expect(await must(product.admin.get(`/crm/inventory/inventory_id/${item}`))).toMatchObject({
      customer_id: null,
      reserved_by_provision_id: null,
    })
  const accounts = await callOcs(product.platform, 'APIerSv1.GetAccountIDs', {
    Tenant: product.platform.config.ocs.ocsTenant,
  }).catch(() => [])
  expect(accounts).toEqual([])
  // Whoever stopped it knows: nobody is mailed.
  const mails = await product.platform.db
    .selectFrom('communication')
    .select('communication_id')
    .where('type', '=', 'api_crmCommunicationProvisioningFailed')
    .execute()
  expect(mails).toEqual([])
  expect(await product.admin.post(`/crm/provision/provision_id/${id}/cancel`)).toMatchObject({
    status: 409,
    body: { code: 'provision_ended' },
  })
  expect((await product.admin.post('/crm/provision/provision_id/99999/cancel')).status).toBe(404)
  peer.server.closeAllConnections()
  peer.server.close()
})

test('of two who stop a job at once neither does harm', async () => {
  const peer = await silentPeer()
  writeFileSync(
    path.join(playsDir, 'play_hangs.yaml'),
    `- name: Hangs
  hosts: localhost
  gather_facts: no
  tasks:
    - name: Wait for ever
      uri:
        url: ${peer.url}
`,
  )
  const sale = await buildMobileSale(product.admin, { inventory_items_list: '[]', provisioning_play: 'play_hangs' })
  const { provision_id: id } = await must(
    product.admin.put('/crm/provision/', { product_id: sale.productId, customer_id: sale.customerId }),
  )
  await peer.asked
  const answers = await Promise.all([1, 2].map(() => product.admin.post(`/crm/provision/provision_id/${id}/cancel`)))
  expect(answers.map((answer) => answer.status).every((status) => [200, 409].includes(status))).toBe(true)
  expect((await jobDone(product, id)).provisioning_status).toBe(2)
  peer.server.closeAllConnections()
  peer.server.close()
})
