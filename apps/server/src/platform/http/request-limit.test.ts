import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts'

const LIMIT = 20
const CONFIGURED_KEY = 'a key of the configuration, long enough'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({
    config: {
      trusted_proxies: ['127.0.0.1', '::1'],
      api_keys: { [CONFIGURED_KEY]: { roles: ['admin'] } },
      rate_limit: { login_per_minute: 0, public_per_minute: 0, api_per_minute: LIMIT },
    },
  })
})
afterAll(() => product?.close())

/** Calls one after the other; the statuses that came back. */
async function statuses(times: number, headers: Record<string, string>, path = '/crm/auth/me'): Promise<number[]> {
  const answers: number[] = []
  for (let call = 0; call < times; call++) {
    const response = await fetch(product.url + path, { headers })
    await response.arrayBuffer()
    answers.push(response.status)
  }
  return answers
}

const from = (address: string) => ({ 'x-forwarded-for': address })
const bearer = () => ({ authorization: `Bearer ${product.admin.token}` })

test('above the limit an address gets 429 with Retry-After; others go on, and so does the same user from elsewhere', async () => {
  const crowd = { ...bearer(), ...from('203.0.113.1') }
  expect(await statuses(LIMIT, crowd)).toEqual(Array(LIMIT).fill(200))
  const refused = await fetch(`${product.url}/crm/auth/me`, { headers: crowd })
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
  expect(await refused.json()).toMatchObject({ code: 'too_many_requests' })
  expect(await statuses(1, { ...bearer(), ...from('203.0.113.2') })).toEqual([200])
})

test('a refused call changes nothing', async () => {
  const address = { ...bearer(), ...from('203.0.113.3'), 'content-type': 'application/json' }
  await statuses(LIMIT, address)
  const body = JSON.stringify({ customer_name: 'Too many' })
  const put = await fetch(`${product.url}/crm/customer/`, { method: 'PUT', headers: address, body })
  expect(put.status).toBe(429)
  const rows = await product.platform.db
    .selectFrom('customer')
    .select('customer_id')
    .where('customer_name', '=', 'Too many')
    .execute()
  expect(rows).toEqual([])
})

test('an API key has a count of its own, from wherever it is used; made-up keys count for the address', async () => {
  const key = (address: string) => ({ 'x-api-key': CONFIGURED_KEY, ...from(address) })
  expect(await statuses(LIMIT, key('203.0.113.10'), '/crm/customers')).toEqual(Array(LIMIT).fill(200))
  expect(await statuses(1, key('203.0.113.11'), '/crm/customers')).toEqual([429])
  expect(await statuses(1, { ...bearer(), ...from('203.0.113.10') })).toEqual([200])
  const guesses: number[] = []
  for (let guess = 0; guess <= LIMIT; guess++)
    guesses.push(...(await statuses(1, { 'x-api-key': `sk_live_${guess}`, ...from('203.0.113.12') })))
  expect(guesses).toEqual([...Array(LIMIT).fill(401), 429])
})

test('public calls count too, and one network of IPv6 is one address', async () => {
  const host = (last: number) => from(`2001:db8:1:2::${last.toString(16)}`)
  const answers: number[] = []
  for (let last = 1; last <= LIMIT + 1; last++) answers.push(...(await statuses(1, host(last), '/crm/ui_config')))
  expect(answers).toEqual([...Array(LIMIT).fill(200), 429])
  expect(await statuses(1, from('2001:db8:1:3::1'), '/crm/ui_config')).toEqual([200])
})

test('a header that no trusted proxy wrote makes nobody another caller', async () => {
  const chain = (made: number) => ({ ...bearer(), 'x-forwarded-for': `198.51.100.${made}, 203.0.113.20` })
  const answers: number[] = []
  for (let made = 1; made <= LIMIT + 1; made++) answers.push(...(await statuses(1, chain(made))))
  expect(answers.at(-1)).toBe(429)
})
