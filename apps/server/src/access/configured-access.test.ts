import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '../platform/config/load-config.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

const KEY = 'static-key-of-the-provisioning-server-0001'
const BOUND = 'static-key-that-is-bound-to-a-network-0002'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    config: {
      trusted_proxies: ['127.0.0.1'],
      api_keys: {
        [KEY]: { roles: ['Support', 'view_product'], description: 'provisioning' },
        [BOUND]: { roles: ['admin'], ips: ['10.7.0.0/16'] },
      },
      ip_whitelist: {
        '10.0.0.0/8': { roles: ['Support'] },
        '10.9.8.7': { roles: ['admin'] },
        '2001:db8::/32': { roles: ['view_product'] },
      },
    },
  })
})
afterAll(() => product?.close())

/** Comes from `address`, as the trusted proxy on this machine says. */
function from(
  address: string,
  path: string,
  init: { headers?: Record<string, string>; method?: string; body?: string } = {},
) {
  return fetch(product.url + path, { ...init, headers: { ...init.headers, 'x-forwarded-for': address } })
}

test('a key of the configuration has its roles, or single permissions, from its addresses only [KEY-18] [KEY-21]', async () => {
  const key = { 'x-api-key': KEY }
  expect((await from('192.0.2.1', '/crm/customers', { headers: key })).status).toBe(200)
  expect((await from('192.0.2.1', '/crm/product/', { headers: key })).status).toBe(200)
  expect((await from('192.0.2.1', '/auth/users', { headers: key })).status).toBe(403)
  const bound = { 'x-api-key': BOUND }
  expect((await from('10.7.3.4', '/crm/api-keys', { headers: bound })).status).toBe(200)
  expect((await from('10.8.3.4', '/crm/api-keys', { headers: bound })).status).toBe(403)
})

test('what a key of the configuration does is recorded under it, never with the key itself [KEY-22]', async () => {
  const made = await from('10.7.3.4', '/crm/customer/', {
    method: 'PUT',
    headers: { 'x-api-key': BOUND, 'content-type': 'application/json' },
    body: JSON.stringify({ customer_name: 'By static key' }),
  })
  const { customer_id: id } = (await made.json()) as { customer_id: number }
  const { body, text } = await product.admin.get(`/crm/activity/customer_id/${id}`)
  expect(body.data[0]).toMatchObject({
    initiated_by: expect.stringMatching(/^api_key:config-[0-9a-f]{8}$/),
    user_name: 'First Administrator',
    ip_address: '10.7.3.4',
  })
  expect(text).not.toContain(BOUND)
})

test('a whitelisted address needs no credentials and has its roles; the closest entry decides; others are refused [KEY-19] [KEY-21]', async () => {
  expect((await from('10.1.2.3', '/crm/customers')).status).toBe(200)
  expect((await from('10.1.2.3', '/crm/api-keys')).status).toBe(403)
  expect((await from('10.9.8.7', '/crm/api-keys')).status).toBe(200)
  expect((await from('2001:db8::5', '/crm/product/')).status).toBe(200)
  expect((await from('2001:db8::5', '/crm/customers')).status).toBe(403)
  const outside = await from('192.0.2.1', '/crm/customers')
  expect([outside.status, ((await outside.json()) as { message: string }).message]).toEqual([403, 'Access denied'])
})

test('an address without the admin role does not borrow the first administrator [KEY-19] [KEY-22]', async () => {
  expect((await from('10.1.2.3', '/auth/me')).status).toBe(401)
  const made = await from('10.9.8.7', '/crm/customer/', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ customer_name: 'By address' }),
  })
  const { customer_id: id } = (await made.json()) as { customer_id: number }
  const { body } = await product.admin.get(`/crm/activity/customer_id/${id}`)
  expect(body.data[0]).toMatchObject({ initiated_by: 'ip:10.9.8.7', user_name: 'First Administrator' })
})

test('wrong credentials are not made good by a whitelisted address [AUTH-14]', async () => {
  const wrong: Record<string, string>[] = [{ 'x-api-key': 'x' }, { authorization: 'Bearer x' }, { authorization: '' }]
  for (const headers of wrong)
    expect((await from('10.9.8.7', '/crm/api-keys', { headers })).status, JSON.stringify(headers)).toBe(401)
})

test('only the last address that no trusted proxy wrote counts [KEY-19]', async () => {
  // What the client wrote itself stands left of what the proxy saw.
  expect((await from('10.9.8.7, 192.0.2.66', '/crm/api-keys')).status).toBe(403)
  expect((await from('192.0.2.66, 10.9.8.7', '/crm/api-keys')).status).toBe(200)
  const others = ['x-real-ip', 'forwarded', 'x-client-ip', 'true-client-ip', 'x-forwarded-host']
  for (const header of others)
    expect((await from('192.0.2.66', '/crm/api-keys', { headers: { [header]: '10.9.8.7' } })).status, header).toBe(403)
})

test('without a trusted proxy the header says nothing [KEY-19]', async () => {
  const alone = await startTestProduct({ config: { ip_whitelist: ['10.9.8.7'] } })
  try {
    const answer = await fetch(`${alone.url}/crm/customers`, { headers: { 'x-forwarded-for': '10.9.8.7' } })
    expect(answer.status).toBe(403)
    expect((await alone.admin.get('/crm/customers')).status).toBe(200)
  } finally {
    await alone.close()
  }
})

const dir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-access-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

function load(text: string) {
  const file = path.join(dir, 'crm_config.yaml')
  writeFileSync(file, `jwt_secret: ${'a'.repeat(64)}\n${text}`)
  return loadConfig(file)
}

test('both shapes of the whitelist: a list gives the role admin [KEY-19]', () => {
  expect(load('ip_whitelist: [192.168.1.100, 10.0.0.0/24]').ip_whitelist).toEqual({
    '192.168.1.100': { roles: ['admin'] },
    '10.0.0.0/24': { roles: ['admin'] },
  })
  expect(load('ip_whitelist:\n  "10.179.2.142":\n    roles: [admin]').ip_whitelist).toEqual({
    '10.179.2.142': { roles: ['admin'] },
  })
})

test('loopback in the whitelist stops the start, named, in either shape [KEY-20]', () => {
  for (const entry of ['127.0.0.1', '::1', '127.0.0.0/8', '0.0.0.0/0', '::ffff:127.0.0.1']) {
    expect(() => load(`ip_whitelist: ["${entry}"]`), entry).toThrow(
      `ip_whitelist.${entry} must not be in the list: it holds`,
    )
    expect(() => load(`ip_whitelist:\n  "${entry}":\n    roles: [admin]`), entry).toThrow('loopback')
  }
  expect(() => load('ip_whitelist: [10.0.0.0/33]')).toThrow('10.0.0.0/33 must be an address or a CIDR range')
  expect(() => load('trusted_proxies: [everyone]')).toThrow('trusted_proxies.0 must be an address')
})

test('a short key of the configuration stops the start, and no message shows a key [KEY-18]', () => {
  expect(() => load('api_keys:\n  short-secret:\n    roles: [admin]')).toThrow(
    /…cret a key must have at least 32 characters/,
  )
  const wrong = `api_keys:\n  ${KEY}:\n    roles: []`
  expect(() => load(wrong)).toThrow(/api_keys\.…0001\.roles must name at least one role/)
  expect(() => load(wrong)).not.toThrow(new RegExp(KEY))
})
