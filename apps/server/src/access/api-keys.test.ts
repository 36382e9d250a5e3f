import { readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z', config: { api_key: { alert_per_minute: 5 } } })
})
afterAll(() => product?.close())

const withKey =
  (key: string, headers: Record<string, string> = {}) =>
  (path: string, method = 'GET', body?: unknown) =>
    fetch(product.url + path, {
      method,
      headers: { 'x-api-key': key, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })

async function makeKey(values: Record<string, unknown> = {}, by: Client = product.admin) {
  const answer = await by.post('/crm/api-keys', { name: 'Billing sync', permissions: ['view_customer'], ...values })
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.body as { api_key_id: number; api_key: string; status: string; expiry_date: string | null }
}

async function customerUser(type: 'Business' | 'Individual') {
  const { body: customer } = await product.admin.put('/crm/customer/', {
    customer_name: `${type} customer`,
    customer_account_type: type,
    contacts: [{ contact_firstname: 'Jo', contact_lastname: 'Doe' }],
  })
  const user = await product.signInAs({ roles: ['customer'], contactId: customer.contacts[0].contact_id })
  return { customerId: customer.customer_id as number, user }
}

test('a key is 40 random characters after sk_live_, shown once, kept as a keyed hash [KEY-04] [KEY-05] [KEY-06]', async () => {
  const made = await makeKey({ name: 'Shown once', description: 'third party', expiry_date: '2026-01-10' })
  expect(made.api_key).toMatch(/^sk_live_[A-Za-z0-9]{40}$/)
  expect(made).toMatchObject({ status: 'active', expiry_date: '2026-01-10T23:59:59Z' })
  const others = await Promise.all([1, 2, 3].map(() => makeKey()))
  expect(new Set([made, ...others].map((key) => key.api_key)).size).toBe(4)

  const masked = `sk_live_…${made.api_key.slice(-4)}`
  const detail = await product.admin.get(`/crm/api-keys/${made.api_key_id}`)
  expect(detail.body.api_key).toBe(masked)
  const listed = await product.admin.get('/crm/api-keys')
  expect(listed.body).toContainEqual(expect.objectContaining({ api_key_id: made.api_key_id, api_key: masked }))
  const secret = made.api_key.slice(8, 36)
  expect(detail.text + listed.text).not.toContain(secret)
  const rows = await sql<{ row: string }>`select t::text as row from api_key t
    union all select t::text from customer_activity t union all select t::text from idempotency_record t`.execute(
    product.platform.db,
  )
  expect(JSON.stringify(rows.rows)).not.toContain(secret)
  // Not a bare hash either: with the table alone, a guess cannot be checked.
  const { createHash } = await import('node:crypto')
  expect(JSON.stringify(rows.rows)).not.toContain(createHash('sha256').update(made.api_key).digest('hex'))
  expect(readFileSync(path.join(product.platform.settings.dataDir, 'encryption.key'), 'utf8').trim()).toHaveLength(64)
})

test('a key does what its permissions say and nothing else; the header is X-API-KEY [KEY-07]', async () => {
  const { api_key: key } = await makeKey({ permissions: ['VIEW_CUSTOMER'] })
  expect((await withKey(key)('/crm/customers')).status).toBe(200)
  expect((await withKey(key)('/crm/customer/', 'PUT', { customer_name: 'No' })).status).toBe(403)
  expect((await withKey(key)('/crm/api-keys')).status).toBe(403)
  const asBearer = await fetch(`${product.url}/crm/customers`, { headers: { authorization: `Bearer ${key}` } })
  expect(asBearer.status).toBe(401)
  // Its display name is the first administrator; their account and profile are not the key's.
  expect((await withKey(key)('/auth/me')).status).toBe(401)
  expect((await withKey(key)('/auth/me', 'PATCH', { first_name: 'Taken' })).status).toBe(401)
  expect((await withKey(key)('/auth/sessions')).status).toBe(401)
})

test('a wrong key is refused even with a good bearer token beside it [AUTH-14] [KEY-07]', async () => {
  const good = (await makeKey()).api_key
  for (const wrong of [
    '',
    'sk_live_',
    `${good}x`,
    good.slice(0, -1),
    good.toUpperCase(),
    `${good}, ${good}`,
    "' or 1=1",
  ]) {
    const answer = await withKey(wrong, { authorization: `Bearer ${product.admin.token}` })('/crm/customers')
    expect(answer.status, wrong).toBe(401)
    expect(await answer.json()).toMatchObject({ message: 'Invalid API key' })
  }
})

test('a key without expiry stays; one past its day gets 401, and extending revives it [KEY-08] [KEY-13]', async () => {
  const [endless, dated] = [await makeKey(), await makeKey({ expiry_date: '2025-01-11' })]
  const read = async (key: string) => (await withKey(key)('/crm/customers')).status
  await product.setClock('2025-01-11T23:55:00Z')
  expect([await read(endless.api_key), await read(dated.api_key)]).toEqual([200, 200])
  await product.setClock('2025-01-12T00:00:01Z')
  expect([await read(endless.api_key), await read(dated.api_key)]).toEqual([200, 401])
  expect((await product.admin.get(`/crm/api-keys/${dated.api_key_id}`)).body.status).toBe('expired')
  await product.admin.patch(`/crm/api-keys/${dated.api_key_id}`, { expiry_date: '2025-03-01' })
  expect(await read(dated.api_key)).toBe(200)
  const past = await product.admin.post('/crm/api-keys', { name: 'Late', expiry_date: '2025-01-01' })
  expect([past.status, past.body.field]).toEqual([400, 'expiry_date'])
})

test('revoking, regenerating and narrowing take effect with the answer, whatever was remembered [KEY-09] [KEY-10] [KEY-11]', async () => {
  for (let round = 0; round < 5; round++) {
    const key = await makeKey()
    expect((await withKey(key.api_key)('/crm/customers')).status).toBe(200)
    const renewed = await product.admin.post(`/crm/api-keys/${key.api_key_id}/regenerate`)
    expect(renewed.body).toMatchObject({ api_key_id: key.api_key_id, name: 'Billing sync' })
    expect((await withKey(key.api_key)('/crm/customers')).status).toBe(401)
    expect((await withKey(renewed.body.api_key)('/crm/customers')).status).toBe(200)
    await product.admin.patch(`/crm/api-keys/${key.api_key_id}`, { permissions: ['view_product'] })
    expect((await withKey(renewed.body.api_key)('/crm/customers')).status).toBe(403)
    await product.admin.patch(`/crm/api-keys/${key.api_key_id}`, { permissions: ['view_customer'] })
    expect((await withKey(renewed.body.api_key)('/crm/customers')).status).toBe(200)
    expect((await product.admin.delete(`/crm/api-keys/${key.api_key_id}`)).body).toEqual({ result: 'success' })
    expect((await withKey(renewed.body.api_key)('/crm/customers')).status).toBe(401)
    expect((await product.admin.get(`/crm/api-keys/${key.api_key_id}`)).status).toBe(404)
  }
})

test('a change made by another process is heard at once [KEY-10]', async () => {
  const key = await makeKey()
  expect((await withKey(key.api_key)('/crm/customers')).status).toBe(200)
  // As another process would: past this one, straight in the database.
  await product.platform.db.deleteFrom('api_key').where('api_key_id', '=', key.api_key_id).execute()
  await product.platform.live.caughtUp()
  expect((await withKey(key.api_key)('/crm/customers')).status).toBe(401)
})

test('the key value, its maker and its making cannot be edited, and unknown permissions are refused [KEY-11]', async () => {
  const key = await makeKey()
  const before = (await product.admin.get(`/crm/api-keys/${key.api_key_id}`)).body
  const changed = await product.admin.patch(`/crm/api-keys/${key.api_key_id}`, {
    name: 'New name',
    api_key: 'sk_live_mine',
    key_hash: 'x',
    created: '2020-01-01',
    created_by: 99,
    customer_id: 1,
    use_count: 7,
  })
  expect(changed.body).toEqual({ ...withoutUsage(before), name: 'New name' })
  expect((await withKey(key.api_key)('/crm/customers')).status).toBe(200)
  const unknown = await product.admin.patch(`/crm/api-keys/${key.api_key_id}`, { permissions: ['view_everything'] })
  expect([unknown.status, unknown.body.field]).toEqual([400, 'permissions'])
  // The guide's own example.
  const guide = await makeKey({ permissions: ['view_customer', 'view_service'] })
  expect((await product.admin.get(`/crm/api-keys/${guide.api_key_id}`)).body.permissions).toEqual([
    'view_customer',
    'view_customer_service',
  ])
})

test('an address list binds a key to addresses and ranges [KEY-21]', async () => {
  const elsewhere = await makeKey({ ips: ['10.0.0.0/8', '2001:db8::1'] })
  expect((await withKey(elsewhere.api_key)('/crm/customers')).status).toBe(403)
  // A header is no address: nobody here is trusted to speak for others.
  const spoofed = await withKey(elsewhere.api_key, { 'x-forwarded-for': '10.1.1.1' })('/crm/customers')
  expect(spoofed.status).toBe(403)
  await product.admin.patch(`/crm/api-keys/${elsewhere.api_key_id}`, { ips: ['127.0.0.0/8'] })
  expect((await withKey(elsewhere.api_key)('/crm/customers')).status).toBe(200)
  const wrong = await product.admin.post('/crm/api-keys', { name: 'x', ips: ['10.0.0.0/40'] })
  expect([wrong.status, wrong.body.field]).toEqual([400, 'ips'])
})

test('list: search, status filter, sort; counters [KEY-02] [KEY-12] [KEY-14] [KEY-15]', async () => {
  await product.platform.db.deleteFrom('api_key').execute()
  await product.setClock('2025-02-01T12:00:00Z')
  await makeKey({ name: 'Alpha', description: 'quickbooks' })
  const soon = await makeKey({ name: 'Beta', expiry_date: '2025-03-01' })
  await makeKey({ name: 'Gamma', expiry_date: '2025-06-01' })
  const gone = await makeKey({ name: 'Delta', expiry_date: '2025-02-01' })
  await product.setClock('2025-02-02T12:00:00Z')
  const names = async (query: string): Promise<string[]> =>
    (await product.admin.get(`/crm/api-keys?${query}`)).body.map((key: { name: string }) => key.name)
  const status = (value: string) =>
    `filters=${encodeURIComponent(JSON.stringify({ status: [value] }))}&sort=name&order=asc`
  expect(await names('sort=name&order=asc')).toEqual(['Alpha', 'Beta', 'Delta', 'Gamma'])
  expect(await names('sort=expiry_date&order=asc')).toEqual(['Delta', 'Beta', 'Gamma', 'Alpha'])
  expect(await names('sort=created_by')).toHaveLength(4)
  expect(await names(status('active'))).toEqual(['Alpha', 'Gamma'])
  expect(await names(status('expiring_soon'))).toEqual(['Beta'])
  expect(await names(status('expired'))).toEqual(['Delta'])
  expect(await names('search=quickb')).toEqual(['Alpha'])
  expect(await names(`search=${soon.api_key.slice(-4)}`)).toEqual(['Beta'])
  expect((await product.admin.get('/crm/api-keys/stats')).body).toEqual({
    total: 4,
    active: 2,
    expiring_soon: 1,
    expired: 1,
  })
  expect((await product.admin.delete(`/crm/api-keys/${gone.api_key_id}`)).status).toBe(200)
})

test('only manage_api_keys manages keys, and nobody hands out more than they hold [KEY-01] [KEY-17]', async () => {
  const { db } = product.platform
  const role = await db
    .insertInto('role')
    .values({ name: 'keeper', description: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  const granted = await db
    .selectFrom('permission')
    .select('id')
    .where('name', 'in', ['manage_api_keys', 'view_customer'])
    .execute()
  await db
    .insertInto('role_permission')
    .values(granted.map(({ id }) => ({ role_id: role.id, permission_id: id })))
    .execute()
  const keeper = await product.signInAs({ roles: ['keeper'] })
  const support = await product.signInAs({ roles: ['Support'] })
  expect((await support.get('/crm/api-keys')).status).toBe(403)
  expect((await support.post('/crm/api-keys', { name: 'x' })).status).toBe(403)
  const own = await makeKey({}, keeper)
  const more = await keeper.post('/crm/api-keys', { name: 'Root', permissions: ['admin'] })
  expect([more.status, more.body.message]).toEqual([403, 'You cannot hand out admin: you do not have it yourself'])
  expect((await keeper.patch(`/crm/api-keys/${own.api_key_id}`, { permissions: ['admin'] })).status).toBe(403)
  const root = await makeKey({ name: 'Root', permissions: ['admin'] })
  expect((await keeper.post(`/crm/api-keys/${root.api_key_id}/regenerate`)).status).toBe(403)
  expect((await withKey(root.api_key)('/crm/api-keys')).status).toBe(200)
})

test('usage: last used, figures and recent access, and what a key does names it on the record [KEY-16] [KEY-22] [KEY-23]', async () => {
  const key = await makeKey({ permissions: ['view_customer', 'create_customer'] })
  expect((await product.admin.get(`/crm/api-keys/${key.api_key_id}`)).body).toMatchObject({
    last_used: null,
    recent_access: [],
  })
  await withKey(key.api_key)('/crm/customers')
  await withKey(key.api_key)('/crm/customers')
  const made = await (await withKey(key.api_key)('/crm/customer/', 'PUT', { customer_name: 'By key' })).json()
  const { body } = await product.admin.get(`/crm/api-keys/${key.api_key_id}`)
  expect(body.last_used).toMatch(/^2025-02-02T/)
  expect(body.usage).toEqual({ requests: 3, requests_today: 3, requests_last_30_days: 3 })
  const counts = Object.fromEntries(
    body.recent_access.map((use: { method: string; path: string; requests: number }) => [
      `${use.method} ${use.path}`,
      use.requests,
    ]),
  )
  expect(counts).toEqual({ 'GET /crm/customers': 2, 'PUT /crm/customer/': 1 })
  expect(body.recent_access[0].ip_address).toBe('127.0.0.1')
  const activity = await product.admin.get(`/crm/activity/customer_id/${made.customer_id}`)
  expect(activity.body.data[0]).toMatchObject({
    initiated_by: `api_key:${key.api_key_id}`,
    user_name: 'First Administrator',
  })
  const audit = await product.admin.get(`/crm/activity/?filters=${encodeURIComponent('{"entity":["api_key"]}')}`)
  expect(audit.body.data[0]).toMatchObject({ activity: 'Created API key "Billing sync"', entity_id: key.api_key_id })
})

test('unusual use raises one alert [KEY-24]', async () => {
  const key = await makeKey({ name: 'Busy' })
  for (let i = 0; i < 9; i++) await withKey(key.api_key)('/crm/customers')
  const alerts = async () => (await product.admin.get('/crm/activity/?search=API%20key%20%22Busy%22')).body.data
  await expect.poll(alerts).toHaveLength(2)
  expect((await alerts())[0]).toMatchObject({
    activity: 'Unusual use of API key "Busy": more than 5 requests in a minute',
    initiated_by: 'system',
  })
})

test('business customers make keys of their own, for their own customer only [KEY-25]', async () => {
  const { customerId, user } = await customerUser('Business')
  const stranger = await customerUser('Business')
  const reading = (await user.post('/crm/api-keys/own', { name: 'Our ERP', expiry_date: '2025-12-31' })).body
  expect(reading).toMatchObject({ api_key: expect.stringMatching(/^sk_live_/), expiry_date: '2025-12-31T23:59:59Z' })
  expect((await withKey(reading.api_key)(`/crm/customer/customer_id/${customerId}`)).status).toBe(200)
  for (const path of [`/crm/customer/customer_id/${stranger.customerId}`, '/crm/api-keys', '/crm/activity/'])
    expect((await withKey(reading.api_key)(path)).status, path).toBe(403)
  const { data } = await (await withKey(reading.api_key)('/crm/customers')).json()
  expect(data.map((row: { customer_id: number }) => row.customer_id)).toEqual([customerId])
  const order = { product_id: 1, customer_id: customerId }
  const refused = await withKey(reading.api_key)('/crm/provision/', 'PUT', order)
  expect([refused.status, (await refused.json()).message]).toEqual([403, 'This API key may only read'])
  const writing = (await user.post('/crm/api-keys/own', { name: 'Orders', read_only: false })).body
  // Past the guard: it is the product that is missing, not the right.
  expect((await withKey(writing.api_key)('/crm/provision/', 'PUT', order)).status).not.toBe(403)
  // A key makes no keys, and does not outgrow its scope by a made-up body.
  expect((await withKey(writing.api_key)('/crm/api-keys/own', 'POST', { name: 'Child' })).status).toBe(403)
  const greedy = (
    await user.post('/crm/api-keys/own', { name: 'Greedy', permissions: ['admin'], customer_id: stranger.customerId })
  ).body
  expect((await withKey(greedy.api_key)(`/crm/customer/customer_id/${stranger.customerId}`)).status).toBe(403)
  expect((await withKey(greedy.api_key)('/crm/api-keys')).status).toBe(403)

  expect((await user.get('/crm/api-keys/own')).body).toHaveLength(3)
  expect((await stranger.user.get('/crm/api-keys/own')).body).toEqual([])
  expect((await stranger.user.delete(`/crm/api-keys/own/${reading.api_key_id}`)).status).toBe(404)
  expect((await withKey(reading.api_key)('/crm/customers')).status).toBe(200)
  expect((await user.delete(`/crm/api-keys/own/${reading.api_key_id}`)).status).toBe(200)
  expect((await withKey(reading.api_key)('/crm/customers')).status).toBe(401)
})

test('a private customer gets a key on request only, and a user who is shut out loses theirs [KEY-25]', async () => {
  const { customerId, user } = await customerUser('Individual')
  expect((await user.post('/crm/api-keys/own', { name: 'Mine' })).status).toBe(403)
  const given = await makeKey({ name: 'On request', customer_id: customerId, permissions: [], read_only: true })
  expect((await withKey(given.api_key)(`/crm/customer/customer_id/${customerId}`)).status).toBe(200)
  expect((await withKey(given.api_key)(`/crm/customer/customer_id/${customerId}`, 'PATCH', {})).status).toBe(403)
  expect((await user.get('/crm/api-keys/own')).body).toHaveLength(1)
  const staff = await product.admin.post('/crm/api-keys', {
    name: 'x',
    customer_id: customerId,
    permissions: ['view_customer'],
  })
  expect([staff.status, staff.body.field]).toEqual([400, 'permissions'])

  const business = await customerUser('Business')
  const key = (await business.user.post('/crm/api-keys/own', { name: 'Theirs' })).body
  expect((await withKey(key.api_key)('/crm/customers')).status).toBe(200)
  const me = (await business.user.get('/auth/me')).body.user
  await product.platform.db.updateTable('crm_user').set({ active: false }).where('id', '=', me.id).execute()
  await product.platform.live.caughtUp()
  expect((await withKey(key.api_key)('/crm/customers')).status).toBe(401)
})

test('twenty own keys at the most, however many are asked for at once [KEY-25]', async () => {
  const { user } = await customerUser('Business')
  const answers = await Promise.all(
    Array.from({ length: 25 }, (_, i) => user.post('/crm/api-keys/own', { name: `k${i}` })),
  )
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(20)
  expect(answers.filter((answer) => answer.status === 409)).toHaveLength(5)
})

test('without credentials: 401 that asks for a bearer token while no whitelist is in use [AUTH-14]', async () => {
  const answer = await createClient(product.url, '').get('/crm/customers')
  expect(answer.status).toBe(401)
  expect(answer.headers.get('www-authenticate')).toBe('Bearer')
})

function withoutUsage(detail: Record<string, unknown>): Record<string, unknown> {
  const { usage: _usage, recent_access: _recent, ...key } = detail
  return key
}
