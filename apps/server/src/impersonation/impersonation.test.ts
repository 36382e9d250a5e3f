import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ADMIN, type Client, createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { closeOverdue } from './close-impersonation.ts'

let product: TestProduct
let john: Client
let johnId: number
let customerId: number
let count = 0

beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-04T09:00:00Z' })
  await makeRole('Senior_Support', ['can_impersonate', 'view_customer', 'view_customer_activity', 'view_product'])
  const customer = (
    await product.admin.put('/crm/customer/', {
      customer_name: 'Doe Ltd',
      customer_account_type: 'Business',
      contacts: [{ contact_firstname: 'John', contact_lastname: 'Doe' }],
    })
  ).body
  customerId = customer.customer_id
  john = await product.signInAs({
    roles: ['customer'],
    contactId: customer.contacts[0].contact_id,
    email: 'john@x.example',
  })
  johnId = (await john.get('/auth/me')).body.user.id
})
afterAll(() => product?.close())
beforeEach(async () => {
  // The tests below move the clock past the living tokens.
  product.admin.token = (await product.nobody.post('/crm/auth/login', ADMIN)).body.token
  john.token = (await signIn('john@x.example')).token
})

async function makeRole(name: string, permissions: string[]): Promise<void> {
  const { db } = product.platform
  const role = await db.insertInto('role').values({ name, description: null }).returning('id').executeTakeFirstOrThrow()
  const ids = await db.selectFrom('permission').select('id').where('name', 'in', permissions).execute()
  await db
    .insertInto('role_permission')
    .values(ids.map(({ id }) => ({ role_id: role.id, permission_id: id })))
    .execute()
}

async function sam(roles = ['Senior_Support']): Promise<{ client: Client; id: number; email: string }> {
  const email = `sam${++count}@x.example`
  const client = await product.signInAs({ roles, email })
  return { client, id: (await client.get('/auth/me')).body.user.id, email }
}

async function actAs(staff: Client, userId: number) {
  const { body, status, text } = await staff.post('/auth/impersonate', { user_id: userId })
  if (status !== 200) throw new Error(text)
  return { client: createClient(product.url, body.access_token), body }
}

/** Moves the product's clock without moving the sessions along. */
async function wait(minutes: number): Promise<void> {
  const { clock } = product.platform
  await clock.set(new Date(clock.now().getTime() + minutes * 60_000))
}

test('staff act as a customer for a quarter of an hour and return to their own session [IMP-04] [IMP-08] [IMP-09]', async () => {
  await product.setClock('2025-01-04T15:30:00Z')
  const { client: staff, id: staffId } = await sam()
  const started = await actAs(staff, johnId)
  expect(started.body).toMatchObject({ success: true, impersonating_user_id: staffId, target_user_id: johnId })
  expect(started.body.impersonation_start).toMatch(/^2025-01-04T15:30:/)
  const me = (await started.client.get('/auth/me')).body
  expect(me.user.email).toBe('john@x.example')
  expect(me.impersonated_by).toEqual({ id: staffId, name: 'Test User' })

  await wait(10)
  const refreshed = await product.nobody.post('/crm/auth/refresh', { refresh_token: started.body.refresh_token })
  expect([refreshed.status, refreshed.headers.getSetCookie()]).toEqual([200, []])
  const acting = createClient(product.url, refreshed.body.access_token)
  expect((await acting.get('/auth/me')).status).toBe(200)
  await wait(5)
  const stopped = await acting.post('/auth/stop_impersonation')
  expect(stopped.body).toMatchObject({ success: true })
  expect(stopped.body.duration_seconds).toBeGreaterThanOrEqual(900)
  expect(stopped.body.duration_seconds).toBeLessThan(920)
  expect((await acting.get('/auth/me')).status).toBe(401)

  const own = createClient(product.url, stopped.body.access_token)
  expect((await own.get('/auth/me')).body).toMatchObject({ user: { id: staffId }, impersonated_by: null })
  expect((await own.get('/auth/sessions')).body, 'the same session, not another').toHaveLength(1)
  const again = await product.nobody.post('/crm/auth/refresh', { refresh_token: stopped.body.refresh_token })
  expect(again.status).toBe(200)
  const admin = await freshAdmin()
  const { data } = (await admin.get(`/auth/impersonation_logs?user_id=${staffId}`)).body
  expect(data).toEqual([
    expect.objectContaining({
      impersonating_user_id: staffId,
      target_user_id: johnId,
      target_user_name: 'Test User',
      impersonation_end: stopped.body.impersonation_end,
      impersonation_duration: stopped.body.duration_seconds,
      ended_how: 'stopped',
      ip_address: '127.0.0.1',
    }),
  ])
})

test("stopping renews the browser's cookie, so that the staff's other tab goes on [IMP-08]", async () => {
  const { email } = await sam()
  const login = await product.nobody.post('/crm/auth/login', { email, password: 'Correct-horse-2' })
  const staff = createClient(product.url, login.body.token)
  const cookie = login.headers
    .getSetCookie()
    .map((entry) => entry.split(';')[0])
    .join('; ')
  const started = await staff.post('/auth/impersonate', { user_id: johnId }, { cookie })
  expect(started.headers.getSetCookie()).toEqual([])
  const acting = createClient(product.url, started.body.access_token)
  const stopped = await acting.post('/auth/stop_impersonation', undefined, { cookie })
  expect(stopped.headers.getSetCookie().join()).toContain(`refresh_token=${stopped.body.refresh_token}`)
  // The token that was replaced opens nothing, and does not end the session either.
  const old = await product.nobody.post('/crm/auth/refresh', { refresh_token: login.body.refresh_token })
  expect(old.status).toBe(401)
  const renewed = await product.nobody.post('/crm/auth/refresh', { refresh_token: stopped.body.refresh_token })
  expect(renewed.status).toBe(200)
})

test('only staff with the permission, signed in themselves, may impersonate [IMP-01] [IMP-11]', async () => {
  const { client: kim } = await sam(['Support'])
  expect((await kim.post('/auth/impersonate', { user_id: johnId })).status).toBe(403)
  expect((await john.post('/auth/impersonate', { user_id: 1 })).status).toBe(403)
  expect((await product.nobody.post('/auth/impersonate', { user_id: johnId })).status).toBe(401)
  const key = (await product.admin.post('/crm/api-keys', { name: 'k', permissions: ['can_impersonate'] })).body.api_key
  const byKey = await product.nobody.post('/auth/impersonate', { user_id: johnId }, { 'x-api-key': key })
  expect(byKey.status).toBe(403)
  const { client: staff, id } = await sam()
  expect((await staff.post('/auth/impersonate', { user_id: id })).status).toBe(400)
  expect((await staff.post('/auth/impersonate', { user_id: 99_999 })).status).toBe(404)
  expect((await staff.post('/auth/stop_impersonation')).status).toBe(409)
  const before = (await john.get('/auth/me')).status
  const acting = await actAs(staff, johnId)
  expect([before, (await john.get('/auth/me')).status]).toEqual([200, 200])
  await acting.client.post('/auth/stop_impersonation')
  expect((await john.get('/auth/me')).status, "the target's own session lives on").toBe(200)
})

test("the session has the target's permissions and not both [IMP-06]", async () => {
  const { client: staff } = await sam()
  const { client: acting } = await actAs(staff, johnId)
  const me = (await acting.get('/auth/me')).body
  expect(me.permissions).toEqual((await john.get('/auth/me')).body.permissions)
  expect((await staff.get('/crm/customers')).body.pagination.total_items).toBeGreaterThan(0)
  const other = (await product.admin.put('/crm/customer/', { customer_name: 'Another' })).body.customer_id
  expect((await staff.get(`/crm/customer/customer_id/${other}`)).status).toBe(200)
  expect((await acting.get(`/crm/customer/customer_id/${other}`)).status).toBe(403)
  expect((await acting.get(`/crm/customer/customer_id/${customerId}`)).status).toBe(200)
  expect((await acting.post('/auth/impersonate', { user_id: 1 })).status).toBe(403)
  await acting.post('/auth/stop_impersonation')
})

test('administrators are protected, and escalation through them is never open to others [IMP-13]', async () => {
  const { client: staff } = await sam()
  const adminId = (await product.admin.get('/auth/me')).body.user.id
  expect((await staff.post('/auth/impersonate', { user_id: adminId })).status).toBe(403)
  await makeRole('hidden_admin', ['admin'])
  const { client: hidden, id: hiddenId } = await sam(['hidden_admin'])
  expect(
    (await staff.post('/auth/impersonate', { user_id: hiddenId })).status,
    'by permission, whatever the role',
  ).toBe(403)
  expect((await hidden.post('/auth/impersonate', { user_id: adminId })).status).toBe(403)
  const allowed = product.platform.config.impersonation
  allowed.allow_admin_target = true
  expect((await staff.post('/auth/impersonate', { user_id: adminId })).status).toBe(403)
  const { client: acting } = await actAs(hidden, adminId)
  allowed.allow_admin_target = false
  await product.platform.db.updateTable('role').set({ description: 'x' }).where('name', '=', 'admin').execute()
  await product.platform.live.caughtUp()
  expect((await acting.get('/auth/me')).status, 'forbidden later: ended').toBe(401)
})

test('one at a time, however many are started at once [IMP-14]', async () => {
  const { client: staff, id } = await sam()
  const { id: mary } = await sam(['Support'])
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, i) => staff.post('/auth/impersonate', { user_id: i % 2 ? johnId : mary })),
  )
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409, 409, 409])
  expect(answers.find((answer) => answer.status === 409)?.body.message).toContain('stop that first')
  const { data } = (await product.admin.get(`/auth/impersonation_logs?user_id=${id}`)).body
  expect(data).toHaveLength(1)
  const open = answers.find((answer) => answer.status === 200)
  await createClient(product.url, open?.body.access_token).post('/auth/stop_impersonation')
  expect((await staff.post('/auth/impersonate', { user_id: johnId })).status).toBe(200)
})

test('actions are the target’s; the audit also names who did them, and the customer’s log shows it [IMP-07] [IMP-17]', async () => {
  const { client: staff, id: staffId } = await sam()
  const { client: acting } = await actAs(staff, johnId)
  expect((await acting.patch('/auth/me', { phone_number: '+44 20 7946 0001' })).status).toBe(200)
  await acting.post('/auth/stop_impersonation')
  const filters = encodeURIComponent(JSON.stringify({ impersonating_user_id: [staffId] }))
  const { data } = (await product.admin.get(`/crm/activity/?filters=${filters}`)).body
  expect(data[1]).toMatchObject({
    activity: 'Changed their own profile',
    user_id: johnId,
    initiated_by: `user:${johnId}`,
    impersonating_user_id: staffId,
    impersonating_user_name: 'Test User',
  })
  const log = (await product.admin.get(`/crm/activity/customer_id/${customerId}`)).body.data
  expect(log.slice(0, 4).map((row: { activity: string }) => row.activity)).toEqual([
    'Test User stopped acting as Test User',
    'Changed their own profile',
    'Changed contact John Doe',
    'Test User began to act as Test User',
  ])
})

test('password, second factor, e-mail address, sessions and keys stay the target’s own [IMP-16]', async () => {
  const { client: staff } = await sam()
  const { client: acting } = await actAs(staff, johnId)
  const change = { current_password: 'Correct-horse-2', new_password: 'Another-horse-3' }
  const attempts = [
    await acting.post('/auth/change_password', change),
    await acting.patch('/auth/me', { email: 'sam@evil.example' }),
    await acting.delete('/auth/sessions'),
    await acting.post('/crm/api-keys/own', { name: 'back door' }),
    await acting.post(`/2fa/enable/user/${johnId}`, { password: 'Correct-horse-2' }),
  ]
  for (const attempt of attempts) expect([attempt.status, attempt.body.code]).toEqual([403, 'impersonating'])
  const after = (await john.get('/auth/me')).body.user
  expect([after.email, after.pending_email]).toEqual(['john@x.example', null])
  expect(
    (await product.nobody.post('/crm/auth/login', { email: after.email, password: 'Correct-horse-2' })).status,
  ).toBe(200)
  await acting.post('/auth/stop_impersonation')
})

test('it ends after the time without use, and at the latest after the time limit, refreshed or not [IMP-12]', async () => {
  const idle = await sam()
  const unused = await actAs(idle.client, johnId)
  await wait(16)
  expect((await unused.client.get('/auth/me')).status).toBe(401)
  const revived = await product.nobody.post('/crm/auth/refresh', { refresh_token: unused.body.refresh_token })
  expect(revived.status).toBe(401)
  const { data } = (await freshAdmin().then((admin) => admin.get(`/auth/impersonation_logs?user_id=${idle.id}`))).body
  expect(data[0].impersonation_duration, 'ended by itself, at the limit').toBe(15 * 60)
  expect(data[0].ended_how).toBe('expired')

  const busy = await sam()
  let tokens = (await actAs(busy.client, johnId)).body
  for (let minutes = 10; minutes <= 50; minutes += 10) {
    await wait(10)
    const next = await product.nobody.post('/crm/auth/refresh', { refresh_token: tokens.refresh_token })
    expect(next.status, `after ${minutes} minutes`).toBe(200)
    tokens = next.body
    expect((await createClient(product.url, tokens.access_token).get('/auth/me')).status).toBe(200)
  }
  await wait(11)
  expect((await createClient(product.url, tokens.access_token).get('/auth/me')).status).toBe(401)
  expect((await product.nobody.post('/crm/auth/refresh', { refresh_token: tokens.refresh_token })).status).toBe(401)
  const again = await signIn(busy.email)
  expect((await again.post('/auth/impersonate', { user_id: johnId })).status, 'the next one is open again').toBe(200)
})

test('it ends at once with the staff’s own session, account or permission [IMP-12]', async () => {
  const { db, live } = product.platform
  const signedOut = await sam()
  const first = await actAs(signedOut.client, johnId)
  expect((await first.client.get('/auth/me')).status).toBe(200)
  const entry = async () => (await product.admin.get(`/auth/impersonation_logs?user_id=${signedOut.id}`)).body.data[0]
  expect(await entry()).toMatchObject({ impersonation_end: null, ended_how: null })
  await signedOut.client.post('/crm/auth/logout')
  expect((await first.client.get('/auth/me')).status).toBe(401)
  expect((await entry()).ended_how, 'known at once').toBe('session_ended')
  await product.system.change((change) => closeOverdue(change))
  expect((await entry()).ended_how, 'and kept').toBe('session_ended')

  const dismissed = await sam()
  const second = await actAs(dismissed.client, johnId)
  expect((await second.client.get('/auth/me')).status).toBe(200)
  await db.updateTable('crm_user').set({ active: false }).where('id', '=', dismissed.id).execute()
  await live.caughtUp()
  expect((await second.client.get('/auth/me')).status).toBe(401)

  const demoted = await sam()
  const third = await actAs(demoted.client, johnId)
  expect((await third.client.get('/auth/me')).status).toBe(200)
  await db.deleteFrom('user_role').where('user_id', '=', demoted.id).execute()
  await live.caughtUp()
  expect((await third.client.get('/auth/me')).status).toBe(401)
})

test('stopping after the own session ended closes the log and asks to sign in [IMP-09]', async () => {
  const { client: staff, id } = await sam()
  const { client: acting } = await actAs(staff, johnId)
  await sql`update user_session set expires = created + interval '1 second' where user_id = ${id}`.execute(
    product.platform.db,
  )
  await wait(1)
  const stopped = await acting.post('/auth/stop_impersonation')
  expect([stopped.status, stopped.body.message]).toEqual([401, 'Your own session has ended; sign in again'])
  const { data } = (await product.admin.get(`/auth/impersonation_logs?user_id=${id}`)).body
  expect(data[0].impersonation_end).not.toBeNull()
})

test('the log filters by both users, dates and duration, for administrators only [IMP-10]', async () => {
  const admin = await freshAdmin()
  const { client: staff } = await sam()
  expect((await staff.get('/auth/impersonation_logs')).status).toBe(403)
  const total = async (query: string): Promise<number> =>
    (await admin.get(`/auth/impersonation_logs?${query}`)).body.pagination.total_items
  const all = await total('')
  expect(all).toBeGreaterThan(5)
  expect(await total(`target_user_id=${johnId}`)).toBeLessThan(all)
  expect(await total('start_date=2025-01-04&end_date=2025-01-04')).toBe(all)
  expect(await total('end_date=2025-01-03')).toBe(0)
  expect(await total('start_date=2025-01-05')).toBe(0)
  expect(await total('min_duration=899')).toBeGreaterThan(0)
  expect((await total('min_duration=899')) + (await total('max_duration=898'))).toBe(all)
  expect((await admin.get('/auth/impersonation_logs?start_date=soon')).body.field).toBe('start_date')

  const ended = (how: unknown[]): string => `filters=${encodeURIComponent(JSON.stringify({ ended_how: how }))}`
  const counts = []
  for (const how of ['stopped', 'expired', 'session_ended', null]) counts.push(await total(ended([how])))
  expect(Math.min(...counts)).toBeGreaterThan(0)
  expect(counts.reduce((sum, count) => sum + count)).toBe(all)
  expect(await total(ended(['stopped', null]))).toBe((counts[0] ?? 0) + (counts[3] ?? 0))
  const csv = await admin.get(`/auth/impersonation_logs?format=csv&user_id=${(await sam()).id}`)
  expect([csv.headers.get('content-type'), csv.text.trim()]).toEqual(['text/csv; charset=utf-8', ''])
  const whole = await admin.get('/auth/impersonation_logs?format=csv')
  expect(whole.text.split('\n')[0]).toContain('ended_how')
  expect(whole.text.trim().split('\n')).toHaveLength(all + 1)
})

test('the log cannot be switched off, altered or emptied, not even in the database [IMP-15]', async () => {
  const { db } = product.platform
  await expect(db.deleteFrom('impersonation_log').execute()).rejects.toThrow('append-only')
  await expect(db.updateTable('impersonation_log').set({ target_user_id: 1 }).execute()).rejects.toThrow('append-only')
  const reopened = db.updateTable('impersonation_log').set({ impersonation_end: null })
  await expect(reopened.where('impersonation_end', 'is not', null).execute()).rejects.toThrow('append-only')
  await expect(sql`truncate impersonation_log`.execute(db)).rejects.toThrow('append-only')
})

async function signIn(email: string): Promise<Client> {
  const { body } = await product.nobody.post('/crm/auth/login', { email, password: 'Correct-horse-2' })
  return createClient(product.url, body.token)
}

async function freshAdmin(): Promise<Client> {
  return createClient(product.url, (await product.nobody.post('/crm/auth/login', ADMIN)).body.token)
}
