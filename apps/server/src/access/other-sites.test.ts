import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({
    config: {
      crm: { listen: '127.0.0.1:0', base_url: 'https://crm.example' },
      trusted_proxies: ['127.0.0.1'],
      ip_whitelist: { '10.9.8.7': { roles: ['admin'] } },
    },
  })
})
afterAll(() => product?.close())

/** A call from the whitelisted address. */
function call(method: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(product.url + path, { method, headers: { 'x-forwarded-for': '10.9.8.7', ...headers } })
}

test('a browser at a whitelisted address does nothing on the word of another site [KEY-19]', async () => {
  const { body: customer } = await product.admin.put('/crm/customer/', {
    customer_name: 'Doe Ltd',
    contacts: [{ contact_firstname: 'Jo', contact_lastname: 'Doe' }],
  })
  const contact = customer.contacts[0].contact_id
  const { body: user } = await product.admin.post('/auth/users', {
    username: 'jo',
    email: 'jo@example.com',
    password: 'Correct-horse-2',
    first_name: 'Jo',
    last_name: 'Doe',
    role: 'customer',
    contact_id: contact,
  })
  // Without a body a browser asks nobody before it sends a POST to another site.
  const write = `/auth/users/${user.id}/admin_reset_password`
  const sites: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: 'https://wiki.example' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ]
  for (const headers of sites) {
    const answer = await call('POST', write, headers)
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'another_site'])
  }
  const login = { email: 'jo@example.com', password: 'Correct-horse-2' }
  expect((await product.nobody.post('/crm/auth/login', login)).status, 'the password stands').toBe(200)

  expect((await call('POST', write)).status, 'programs send no origin').toBe(200)
  const older = { origin: 'https://crm.example' }
  expect((await call('POST', write, older)).status, 'a proxy may ask by another name').toBe(200)
  const own = { origin: product.url, 'sec-fetch-site': 'same-origin' }
  expect((await call('POST', write, own)).status, 'and the own pages their own').toBe(200)
})
