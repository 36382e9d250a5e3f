import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { buildMobileSale, buildMobileStock, jobDone, must, orderOf } from '../testing/build-mobile-sale.ts'
import { type SmallHss, startSmallHss } from '../testing/start-small-hss.ts'
import { type Client, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

/*
 * Two customers with everything that a sale leaves behind. Whatever the second asks for, in any list, count, search, export
 * or live channel, no row of the first shows: their rows all carry a word that occurs nowhere else.
 */

const MARK = 'Zanzibar'

let product: TestProduct
let hss: SmallHss
let stranger: Client
let strangerKey: string
let ids: Record<string, number | string>
let reads: string[]

beforeAll(async () => {
  hss = await startSmallHss()
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z', config: { hss: { hss_peers: [hss.url] } } })
  const { admin } = product
  await buildMobileStock(admin)
  const sale = await buildMobileSale(admin)
  const { provision_id: provisionId } = await must(admin.put('/crm/provision/', orderOf(sale)))
  const job = await jobDone(product, provisionId)
  await must(admin.patch(`/crm/customer/customer_id/${sale.customerId}`, { customer_name: MARK, customer_notes: MARK }))
  await must(
    admin.patch(`/crm/contact/contact_id/${sale.contactId}`, {
      contact_firstname: MARK,
      contact_email: `${MARK}@x.example`,
    }),
  )
  const site = await must(
    admin.put('/crm/site/', {
      customer_id: sale.customerId,
      site_name: MARK,
      latitude: 1,
      longitude: 2,
      country: MARK,
    }),
  )
  await must(admin.patch(`/crm/service/service_id/${job.service_id}`, { service_name: MARK, service_notes: MARK }))
  const line = await must(
    admin.put('/crm/transaction/', { customer_id: sale.customerId, title: MARK, description: MARK, retail_cost: 5 }),
  )
  const invoice = await must(admin.put('/crm/invoice/', { customer_id: sale.customerId, title: MARK }))
  await must(admin.put('/crm/activity/', { customer_id: sale.customerId, text: MARK }))
  const activities = await must(admin.get(`/crm/activity/customer_id/${sale.customerId}`))
  ids = {
    customer_id: sale.customerId,
    contact_id: sale.contactId,
    site_id: site.site_id,
    service_id: job.service_id,
    service_uuid: (await must(admin.get(`/crm/service/${job.service_id}`))).service_uuid,
    product_id: sale.productId,
    provision_id: provisionId,
    transaction_id: line.transaction_id,
    invoice_id: invoice.invoice_id,
    inventory_id: sale.simId,
    activity_id: activities.data[0].activity_id,
  }
  const other = await must(
    admin.put('/crm/customer/', {
      customer_name: 'Other',
      customer_account_type: 'Business',
      contacts: [{ contact_firstname: 'O', contact_lastname: 'T' }],
    }),
  )
  stranger = await product.signInAs({ roles: ['customer'], contactId: other.contacts[0].contact_id })
  strangerKey = (await must(stranger.post('/crm/api-keys/own', { name: 'k', read_only: false }))).api_key
  const { body } = await product.nobody.get('/crm/docs/json')
  reads = Object.entries<Record<string, unknown>>(body.paths)
    .filter(([, methods]) => 'get' in methods)
    .map(([path]) => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(ids[name] ?? 1)))
})
afterAll(async () => {
  await product?.close()
  await hss?.close()
})

const FORMS = ['', '?search=Zanzibar', '?format=csv', '?per_page=1000&sort=', '?search=zanz', '?q=Zanzibar']

function forms(path: string): string[] {
  const own = `?filters=${encodeURIComponent(JSON.stringify({ customer_id: [ids.customer_id] }))}`
  return [...FORMS, own, `?customer_id=${ids.customer_id}`, `?service_id=${ids.service_id}`].map(
    (query) => path + query,
  )
}

test('the rows are there: staff see the word on many routes', async () => {
  let seen = 0
  for (const path of reads) if ((await product.admin.get(path)).text.includes(MARK)) seen += 1
  expect(seen).toBeGreaterThan(15)
})

test.each(['session', 'own key'])(
  'no row of another customer shows on any route, in any form, by %s [USER-31] [KEY-25]',
  { timeout: 60_000 },
  async (way) => {
    const headers: Record<string, string> =
      way === 'session' ? { authorization: `Bearer ${stranger.token}` } : { 'x-api-key': strangerKey }
    const leaks: string[] = []
    for (const path of reads) {
      await Promise.all(
        forms(path).map(async (form) => {
          const response = await fetch(product.url + form, { headers })
          const text = await response.text()
          const total = /"total_items":(\d+)/.exec(text)?.[1]
          if (response.status >= 500) leaks.push(`${form} answered ${response.status}`)
          if (text.replaceAll(/"message":"[^"]*"/g, '').includes(MARK)) leaks.push(`${form} shows it`)
          if (/search=zanz/i.test(form) && total !== undefined && total !== '0') leaks.push(`${form} counts ${total}`)
        }),
      )
    }
    expect(leaks).toEqual([])
  },
)

test('no live channel tells of another customer [USER-31]', async () => {
  const heard = await new Promise<{ event: string; channel?: string; data?: unknown }[]>((resolve, reject) => {
    const messages: { event: string; channel?: string; data?: unknown }[] = []
    const socket = new WebSocket(`${product.url.replace('http', 'ws')}/crm/live`)
    const channels = [`provision/${ids.provision_id}`, `service/${ids.service_id}/usage`, 'provision']
    socket.on('open', () => socket.send(JSON.stringify({ type: 'auth', token: stranger.token })))
    socket.on('error', reject)
    socket.on('message', (raw: Buffer) => {
      const message = JSON.parse(raw.toString())
      if (message.event === 'ready') {
        for (const channel of channels) socket.send(JSON.stringify({ type: 'subscribe', channel }))
        return
      }
      messages.push(message)
      if (messages.length === channels.length) {
        socket.close()
        resolve(messages)
      }
    })
  })
  const byChannel = Object.fromEntries(heard.map((message) => [message.channel, message]))
  expect(byChannel[`provision/${ids.provision_id}`]).toMatchObject({ event: 'error', data: { code: 'forbidden' } })
  expect(byChannel[`service/${ids.service_id}/usage`]).toMatchObject({ event: 'error', data: { code: 'forbidden' } })
  expect(byChannel.provision).toMatchObject({ data: { data: [], pagination: { total_items: 0 } } })
  expect(JSON.stringify(heard)).not.toContain(MARK)
})
