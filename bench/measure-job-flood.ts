import type { Api } from './api.ts'
import { percentile, printRow } from './figures.ts'

const JOBS = 200
const ASK_EVERY_MS = 20

type Job = { provisioning_status: number; created: string; finished: string | null }

/**
 * 200 orders of play_simple_service for as many customers, all at once, while a clerk goes on reading: how long each job took
 * from its order to its end, and how long the reading took meanwhile.
 */
export async function measureJobFlood(api: Api): Promise<void> {
  const { product_id } = await api.call<{ product_id: number }>('PUT', '/crm/product/', {
    product_name: 'Fibre 100',
    product_slug: 'fibre-100',
    category: 'standalone',
    service_type: 'internet',
    retail_cost: 30,
    inventory_items_list: '[]',
    provisioning_play: 'play_simple_service',
  })
  const customers: number[] = []
  for (let index = 0; index < JOBS; index++) {
    const made = await api.call<{ customer_id: number }>('PUT', '/crm/customer/', { customer_name: `Flood ${index}` })
    customers.push(made.customer_id)
  }
  let isRunning = true
  const reading = readMeanwhile(api, customers, () => isRunning)
  const started = performance.now()
  const orders = await Promise.all(
    customers.map((customer_id) =>
      api.call<{ provision_id: number }>('PUT', '/crm/provision/', { product_id, customer_id }),
    ),
  )
  const seconds: number[] = []
  for (const { provision_id } of orders) {
    const job = await ended(api, provision_id)
    seconds.push((Date.parse(job.finished ?? '') - Date.parse(job.created)) / 1000)
  }
  const all = (performance.now() - started) / 1000
  isRunning = false
  const reads = await reading
  const command = 'npm run bench -- flood'
  printRow(`${JOBS} jobs of play_simple_service at once, all ended after`, `${all.toFixed(1)} s`, command)
  printRow(
    'order to end, p50 / p99',
    `${percentile(seconds, 50).toFixed(1)} / ${percentile(seconds, 99).toFixed(1)} s`,
    command,
  )
  printRow(
    'GET customer meanwhile, p50 / p99',
    `${percentile(reads, 50).toFixed(0)} / ${percentile(reads, 99).toFixed(0)} ms`,
    command,
  )
}

async function readMeanwhile(api: Api, customers: number[], isRunning: () => boolean): Promise<number[]> {
  const times: number[] = []
  for (let index = 0; isRunning(); index++) {
    const started = performance.now()
    await api.call('GET', `/crm/customer/customer_id/${customers[index % customers.length]}`)
    times.push(performance.now() - started)
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
  return times
}

async function ended(api: Api, provisionId: number): Promise<Job> {
  for (;;) {
    const job = await api.call<Job>('GET', `/crm/provision/provision_id/${provisionId}`)
    if (job.provisioning_status === 2) throw new Error(`job ${provisionId} failed`)
    if (job.provisioning_status === 0) return job
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
