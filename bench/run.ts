import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import autocannon from 'autocannon'
import { type Api, signIn } from './api.ts'
import { median, printRow } from './figures.ts'
import { measureAudit } from './measure-audit.ts'
import { measureGuard } from './measure-guard.ts'
import { measureJobFlood } from './measure-job-flood.ts'
import { measureAnsible, measureOrder } from './measure-provisioning.ts'
import { type ProductProcess, residentMegabytes, startProductProcess } from './product-process.ts'
import { type Shop, setUpShop } from './shop.ts'

const ORDERS = 20
const WARM_UP = 3
const INVOICES = 30

const dir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-bench-'))
let product: ProductProcess | undefined
try {
  const first = await startProductProcess(dir)
  await first.stop()
  product = await startProductProcess(dir)
  printRow('start to ready, first start', `${first.seconds.toFixed(2)} s`, 'npm start (OMNICRM_DEMO=0)')
  printRow('start to ready, second start', `${product.seconds.toFixed(2)} s`, 'npm start')
  const atRest = residentMegabytes(product.pid)
  printRow(
    'memory at rest, Node process',
    atRest ? `${atRest.toFixed(0)} MB` : 'unknown',
    'grep VmRSS /proc/<pid>/status',
  )
  const api = await signIn(product.url)
  const shop = await setUpShop(api, ORDERS + 1)
  if (isWanted('guard')) await measureGuard(product, api)
  if (isWanted('audit')) await measureAudit(dir)
  if (isWanted('provisioning')) await provisioning(product, api, shop)
  if (isWanted('flood')) await measureJobFlood(api)
  if (isWanted('invoices')) await invoices(api, shop)
  if (isWanted('reads')) await reads(product, api, shop)
  const used = residentMegabytes(product.pid)
  printRow(
    'memory after all of this, Node process',
    used ? `${used.toFixed(0)} MB` : 'unknown',
    'grep VmRSS /proc/<pid>/status',
  )
} finally {
  await product?.stop()
  rmSync(dir, { recursive: true, force: true })
}

/** `npm run bench -- guard audit` measures those alone; without names, all. */
function isWanted(name: string): boolean {
  const names = process.argv.slice(2)
  return names.length === 0 || names.includes(name)
}

async function provisioning(running: ProductProcess, api: Api, shop: Shop): Promise<void> {
  const all: number[] = []
  for (let order = 0; order < ORDERS; order++) all.push(await measureOrder(api, shop, order))
  const native = median(all.slice(WARM_UP))
  printRow(
    'mobile SIM, request to status 0, in process (median)',
    `${native.toFixed(0)} ms`,
    'PUT /crm/provision/, then poll',
  )
  const ansible = await measureAnsible(api, shop, { order: ORDERS, url: running.url, ocsPort: running.ocsPort })
  if (ansible === undefined) {
    printRow('the same playbook by ansible-playbook', 'not installed', 'ansible-playbook play_local_mobile_sim.yaml')
    return
  }
  printRow(
    'the same playbook by ansible-playbook',
    `${ansible.toFixed(0)} ms`,
    'ansible-playbook play_local_mobile_sim.yaml',
  )
  printRow('ratio', `${(ansible / native).toFixed(0)} times`, 'the two rows above')
}

async function invoices(api: Api, shop: Shop): Promise<void> {
  const times: number[] = []
  for (let i = 0; i < INVOICES; i++) {
    for (let line = 0; line < 30; line++) {
      await api.call('PUT', '/crm/transaction/', {
        customer_id: shop.customerId,
        title: `Line ${line}`,
        retail_cost: 1.5 + line,
        tax_percentage: 20,
      })
    }
    const { invoice_id: id } = await api.call<{ invoice_id: number }>('PUT', '/crm/invoice/', {
      customer_id: shop.customerId,
    })
    // A new title makes the printed copy stale, so the next download prints.
    await api.call('PATCH', `/crm/invoice/invoice_id/${id}`, { title: `Measured ${i}` })
    const started = performance.now()
    await api.bytes(`/crm/invoice/${id}/pdf`)
    times.push(performance.now() - started)
  }
  printRow(
    'invoice PDF of 30 lines, printed (median)',
    `${median(times.slice(WARM_UP)).toFixed(1)} ms`,
    'GET /crm/invoice/{id}/pdf, uncached',
  )
}

async function reads(running: ProductProcess, api: Api, shop: Shop): Promise<void> {
  const result = await autocannon({
    url: `${running.url}/crm/customer/customer_id/${shop.customerId}`,
    headers: { authorization: `Bearer ${api.token}` },
    connections: 16,
    duration: 8,
  })
  const failed = result.non2xx + result.errors
  printRow(
    'GET /crm/customer/customer_id/{id}, 16 connections',
    `${result.requests.average.toFixed(0)} /s`,
    `autocannon -c 16 -d 8 (p99 ${result.latency.p99} ms, ${failed} failed)`,
  )
}
