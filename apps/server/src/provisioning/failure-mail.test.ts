import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSettings } from '../platform/config/settings.ts'
import { buildMobileSale, buildMobileStock, jobDone, must, orderOf } from '../testing/build-mobile-sale.ts'
import { type SmallHss, startSmallHss } from '../testing/start-small-hss.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
let hss: SmallHss
const playsDir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-plays-'))

beforeAll(async () => {
  cpSync(readSettings('demo', {}).playsDir, playsDir, { recursive: true })
  hss = await startSmallHss()
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    config: {
      hss: { hss_peers: [hss.url] },
      provisioning: { failure_list: ['ops@example.com', 'noc@example.com', 'ops@example.com'] },
    },
    settings: { playsDir },
  })
  await buildMobileStock(product.admin)
})
afterAll(async () => {
  await product?.close()
  await hss?.close()
  rmSync(playsDir, { recursive: true, force: true })
})

async function mailsOf(provisionId: number) {
  const rows = await product.platform.db
    .selectFrom('communication')
    .select(['recipients', 'subject', 'body', 'body_html', 'variables'])
    .where('type', '=', 'api_crmCommunicationProvisioningFailed')
    .orderBy('recipients')
    .execute()
  return rows.filter((row) => row.subject.includes(`(job ${provisionId})`))
}

test('WF-22: a failed job is mailed to each address once, tasks coloured, all of the failure and no secret in it [PROV-26]', async () => {
  const sale = await buildMobileSale(product.admin)
  const sim = await must(product.admin.get(`/crm/inventory/inventory_id/${sale.simId}`))
  hss.answerWith(500)
  const started = await must(product.admin.put('/crm/provision/', orderOf(sale)))
  const job = await jobDone(product, started.provision_id)
  hss.answerWith(undefined)
  expect(job.provisioning_status).toBe(2)

  const mails = await mailsOf(job.provision_id)
  expect(mails.map((mail) => mail.recipients)).toEqual(['noc@example.com', 'ops@example.com'])
  const [mail] = mails
  const failedRow = mail?.body_html?.split('<tr>').find((row) => row.includes('>Provision subscriber on HSS<'))
  expect(failedRow).toContain('color:#c1121f')
  const doneRow = mail?.body_html?.split('<tr>').find((row) => row.includes('>Verify OCS account creation<'))
  expect(doneRow).toContain('color:#1a7f37')
  // The critical failure is there with its request and its answer; the customer and the product by name.
  expect(mail?.body).toContain('[Failed] Provision subscriber on HSS')
  expect(mail?.body).toContain(`/subscriber/${sim.itemtext2}`)
  expect(mail?.body).toContain('500')
  expect(mail?.body).toContain('play_local_mobile_sim')
  expect(mail?.subject).toContain('Mobile')
  expect(sim.ki).toMatch(/^[0-9A-F]{32}$/i)
  for (const secret of [sim.ki, sim.opc]) expect(JSON.stringify(mails)).not.toContain(secret)
})

test('an ignored failure is orange, and a job that ends well sends nothing [PROV-26]', async () => {
  const text = (last: string): string => `- name: Two tasks
  hosts: localhost
  gather_facts: no
  tasks:
    - name: Ring a bell that is not there
      uri:
        url: http://127.0.0.1:9/bell
      ignore_errors: True
    - name: Last task
      ${last}
`
  writeFileSync(path.join(playsDir, 'play_ends_well.yaml'), text('debug:\n        msg: fine'))
  writeFileSync(path.join(playsDir, 'play_ends_badly.yaml'), text('fail:\n        msg: "<b>no</b> modem"'))
  const sale = await buildMobileSale(product.admin, { inventory_items_list: '[]' })
  const run = async (play: string) => {
    const order = { product_id: sale.productId, customer_id: sale.customerId, provisioning_play: play }
    return jobDone(product, (await must(product.admin.put('/crm/provision/', order))).provision_id)
  }
  const well = await run('play_ends_well')
  expect(well.provisioning_status).toBe(0)
  expect(await mailsOf(well.provision_id)).toEqual([])
  const badly = await run('play_ends_badly')
  const [mail] = await mailsOf(badly.provision_id)
  const bell = mail?.body_html?.split('<tr>').find((row) => row.includes('>Ring a bell that is not there<'))
  expect(bell).toContain('color:#b35900')
  // What a task says is text, never markup.
  expect(mail?.body_html).toContain('&lt;b&gt;no&lt;/b&gt; modem')
  expect(mail?.body_html).not.toContain('<b>no</b>')
})

test('WF-23: a playbook that cannot run is mailed with exit code, output and likely causes [PROV-26] [PROV-27]', async () => {
  writeFileSync(path.join(playsDir, 'play_broken.yaml'), '- name: Broken\n  hosts: localhost\n   tasks: [\n')
  const sale = await buildMobileSale(product.admin, { inventory_items_list: '[]' })
  const order = { product_id: sale.productId, customer_id: sale.customerId, provisioning_play: 'play_broken' }
  const job = await jobDone(product, (await must(product.admin.put('/crm/provision/', order))).provision_id)
  const [mail] = await mailsOf(job.provision_id)
  expect(mail?.body).toContain('exit_code: ')
  expect(mail?.body).toContain('common_causes:')
  expect(mail?.body).toContain('stderr')
})
