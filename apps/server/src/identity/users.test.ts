import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kindsSentTo, lastMailTo, untilQueueIsEmpty } from '../testing/read-outbox.ts'
import { ADMIN, type Answer, createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { until } from '../testing/until.ts'
import { generatePassword } from './admin-reset-password.ts'

const NOW = '2025-01-10T10:00:00Z'
const PASSWORD = 'Correct-horse-2'
let product: TestProduct
let users = 0

beforeAll(async () => {
  product = await startTestProduct({ now: NOW })
})
afterAll(() => product?.close())

function newUser(fields: Record<string, unknown> = {}) {
  const name = `person${++users}`
  return {
    username: name,
    email: `${name}@company.example`,
    password: PASSWORD,
    first_name: 'Jane',
    last_name: 'Doe',
    role: 'Support',
    ...fields,
  }
}

async function make(fields: Record<string, unknown> = {}) {
  const answer = await product.admin.post('/auth/users', newUser(fields))
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}

async function signedIn(email: string, password = PASSWORD) {
  const { body } = await product.nobody.post('/crm/auth/login', { email, password })
  return createClient(product.url, body.token)
}

async function roleNamed(name: string) {
  return (await product.admin.get('/auth/roles')).body.find((role: { name: string }) => role.name === name)
}

async function permissionNamed(name: string): Promise<number> {
  const list = (await product.admin.get('/auth/permissions')).body
  return list.find((permission: { name: string }) => permission.name === name).id
}

test('a user is created with unique name and e-mail, and can sign in at once [USER-02]', async () => {
  const wanted = newUser({ middle_name: 'D', phone_number: '+61412345678' })
  const made = await product.admin.post('/crm/auth/users', { ...wanted, deleted: true, login_count: 9, id: 1 })
  expect(made.body).toMatchObject({
    username: wanted.username,
    roles: ['Support'],
    middle_name: 'D',
    deleted: false,
    login_count: 0,
    email_verified: false,
    force_change: false,
  })
  expect(made.body.id).not.toBe(1)
  expect(made.text).not.toContain('argon2')
  const again = async (fields: object) => (await product.admin.post('/auth/users', { ...newUser(), ...fields })).status
  expect(await again({ username: wanted.username.toUpperCase() })).toBe(409)
  expect(await again({ email: wanted.email.toUpperCase() })).toBe(409)
  expect(await again({ role: 'Nobody' })).toBe(400)
  expect(await again({ role: ' , ' })).toBe(400)
  expect(await again({ password: 'weak' })).toBe(400)
  expect(await again({ contact_id: 999_999 })).toBe(400)
  expect((await (await signedIn(wanted.email)).get('/crm/customers')).status).toBe(200)
  expect((await lastMailTo(product, wanted.email, 'EmailVerification')).status).toBe('sent')
  expect(await kindsSentTo(product, wanted.email)).not.toContain('UserWelcome')
})

test('several roles add up [USER-03]', async () => {
  const user = await make({ role: 'Support, Finance' })
  expect(user.roles).toEqual(['Finance', 'Support'])
  const detail = (await product.admin.get(`/auth/users/${user.id}`)).body
  expect(detail.permissions).toEqual(expect.arrayContaining(['view_inventory', 'create_customer_invoice']))
})

test('a linked contact scopes the user to that customer, and belongs to one user [USER-05] [USER-31]', async () => {
  const customer = async () =>
    (
      await product.admin.put('/crm/customer/', {
        customer_name: 'Scoped',
        contacts: [{ contact_firstname: 'S', contact_lastname: 'C' }],
      })
    ).body
  const [own, other] = [await customer(), await customer()]
  const contactId = own.contacts[0].contact_id
  const user = await make({ role: 'customer', contact_id: contactId })
  expect(user).toMatchObject({ contact_id: contactId, customer_id: own.customer_id })
  const client = await signedIn(user.email)
  expect((await client.get(`/crm/customer/customer_id/${own.customer_id}`)).status).toBe(200)
  expect((await client.get(`/crm/customer/customer_id/${other.customer_id}`)).status).toBe(403)
  expect((await product.admin.post('/auth/users', newUser({ contact_id: contactId }))).status).toBe(409)
  expect((await product.admin.get(`/auth/users/${user.id}`)).body.contact).toMatchObject({ customer_name: 'Scoped' })
  expect((await product.admin.put(`/auth/users/${user.id}`, { contact_id: null })).body.customer_id).toBeNull()
  expect((await client.get(`/crm/customer/customer_id/${own.customer_id}`)).status).toBe(403)
})

test('a welcome mail carries role, link and the password, which must then be changed [USER-06] [MAIL-04]', async () => {
  const user = await make({ send_welcome_email: true, role: 'Finance' })
  const mail = await lastMailTo(product, user.email, 'UserWelcome')
  expect(mail.body).toContain('role Finance')
  expect(mail.body).toContain(`Temporary password: ${PASSWORD}`)
  expect(mail.body).toContain(`${product.url}/login`)
  expect(user.force_change).toBe(true)
})

test('the welcome mail can be sent again until the first sign-in, with a link to choose a password [USER-21]', async () => {
  const user = await make()
  expect((await product.admin.post(`/auth/users/${user.id}/send_welcome_email`)).status).toBe(200)
  const mail = await lastMailTo(product, user.email, 'UserWelcome')
  const token = /reset-password\/([\w-]+)/.exec(mail.body)?.[1]
  expect((await product.nobody.post('/auth/reset_password', { token, new_password: 'My-own-pass-1' })).status).toBe(200)
  await signedIn(user.email, 'My-own-pass-1')
  expect((await product.admin.post(`/auth/users/${user.id}/send_welcome_email`)).status).toBe(409)
})

test('only administrators see and change users, roles and permissions [USER-07] [USER-28]', async () => {
  const support = await product.signInAs({ roles: ['Support', 'Finance', 'customer_service_agent_1'] })
  const answers = [
    await support.get('/auth/users'),
    await support.get('/auth/users/search?search=a'),
    await support.get('/auth/users/1'),
    await support.post('/auth/users', newUser()),
    await support.put('/auth/users/1', { role: 'Support' }),
    await support.delete('/auth/users/1'),
    await support.post('/auth/users/1/admin_reset_password', {}),
    await support.get('/auth/roles'),
    await support.post('/auth/permissions', { name: 'x' }),
  ]
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 403))
  const list = await product.admin.get('/auth/users?per_page=2&sort=id&order=asc')
  expect(list.body.data[0]).toMatchObject({ username: 'admin', roles: ['admin'] })
  expect(list.body.pagination).toMatchObject({ per_page: 2, current_page: 1 })
})

test('users are searched by text and filtered by role, domain, state, 2FA and last login [USER-08]', async () => {
  const anna = await make({ first_name: 'Anna', last_name: 'Zorn', email: 'anna@zorn.example', role: 'Finance' })
  const bert = await make({ first_name: 'Bert', last_name: 'Zorn', email: 'bert@other.example' })
  await signedIn(anna.email)
  await product.platform.db
    .updateTable('crm_user')
    .set({ is_2fa_enabled: true, totp_secret: 'x' })
    .where('id', '=', bert.id)
    .execute()
  await product.admin.put(`/auth/users/${bert.id}`, { active: false })
  const ids = async (query: string) =>
    (await product.admin.get(`/crm/auth/users/search?search=zorn&sort=id&order=asc&${query}`)).body.data.map(
      (user: { id: number }) => user.id,
    )
  const filter = (filters: object) => ids(`filters=${encodeURIComponent(JSON.stringify(filters))}`)
  expect(await ids('')).toEqual([anna.id, bert.id])
  expect(await filter({ role: ['finance'] })).toEqual([anna.id])
  expect(await filter({ email_domain: ['Other.example'] })).toEqual([bert.id])
  expect(await filter({ is_2fa_enabled: [true] })).toEqual([bert.id])
  expect(await filter({ active: [true] })).toEqual([anna.id])
  expect(await filter({ last_login: ['2025-01-10'] })).toEqual([anna.id])
  expect(await filter({ last_login: [null] })).toEqual([bert.id])
  expect(await filter({ last_login: ['2025-01-11..', null] })).toEqual([bert.id])
  expect(await filter({ last_login: ['..2025-01-10'] })).toEqual([anna.id])
  expect(await filter({ deleted: [true] })).toEqual([])
  const wrong = await product.admin.get('/auth/users?filters=%7B%22last_login%22%3A%5B%22soon%22%5D%7D')
  expect([wrong.status, wrong.body.field]).toEqual([400, 'filters'])
})

test('one user answers with permissions, sessions and state [USER-09]', async () => {
  const user = await make()
  await signedIn(user.email)
  const detail = (await product.admin.get(`/crm/auth/users/${user.id}`)).body
  expect(detail).toMatchObject({ id: user.id, is_2fa_enabled: false, login_count: 1, contact: null })
  expect(detail.permissions).toContain('view_provision')
  expect(detail.sessions).toMatchObject([{ ip_address: '127.0.0.1', current: false }])
  expect((await product.admin.get('/crm/auth/users/999999')).status).toBe(404)
})

test('name, phone, roles and state can be edited; a new e-mail waits for its mail [USER-10] [USER-11]', async () => {
  const user = await make()
  const changed = await product.admin.put(`/auth/users/${user.id}`, {
    first_name: 'Janet',
    phone_number: '+44 1',
    role: 'Finance',
    email: `new-${user.email}`,
    password_hash: 'x',
    login_count: 7,
  })
  expect(changed.body).toMatchObject({
    first_name: 'Janet',
    phone_number: '+44 1',
    roles: ['Finance'],
    email: user.email,
    pending_email: `new-${user.email}`,
    login_count: 0,
  })
  const mail = await lastMailTo(product, `new-${user.email}`, 'EmailVerification')
  await product.nobody.get(`/auth/verify_email/${/verify-email\/([\w-]+)/.exec(mail.body)?.[1]}`)
  expect((await product.admin.get(`/auth/users/${user.id}`)).body.email).toBe(`new-${user.email}`)
  const client = await signedIn(`new-${user.email}`)
  await product.admin.put(`/auth/users/${user.id}`, { active: false })
  expect((await client.get('/crm/auth/me')).status).toBe(401)
})

test('a deleted user is signed out and kept out, stays on record, and is restored with the old password [USER-12] [USER-13] [USER-14]', async () => {
  const user = await make()
  const client = await signedIn(user.email)
  expect((await product.admin.delete(`/auth/users/${user.id}`)).body).toEqual({ result: 'success' })
  expect((await client.get('/crm/auth/me')).status).toBe(401)
  const refused = await product.nobody.post('/crm/auth/login', { email: user.email, password: PASSWORD })
  expect([refused.status, refused.body.token]).toEqual([403, undefined])
  await product.nobody.post('/auth/forgot_password', { email: user.email })
  await untilQueueIsEmpty(product)
  expect(await kindsSentTo(product, user.email)).not.toContain('UserPasswordReset')
  expect((await product.admin.get(`/auth/users/${user.id}`)).body).toMatchObject({
    deleted: true,
    deleted_at: expect.stringContaining('2025-01-10'),
  })
  const listed = async (query: string) =>
    (await product.admin.get(`/auth/users?search=${user.email}${query}`)).body.pagination.total_items
  expect(await listed('')).toBe(0)
  expect(await listed('&filters=%7B%22deleted%22%3A%5Btrue%5D%7D')).toBe(1)
  const log = await product.platform.db
    .selectFrom('customer_activity')
    .select('activity')
    .where('entity', '=', 'user')
    .where('entity_id', '=', user.id)
    .execute()
  expect(log.map((entry) => entry.activity)).toContain(`Deleted user ${user.username}`)
  expect((await product.admin.put(`/auth/users/${user.id}`, { deleted: false })).body).toMatchObject({
    deleted: false,
    deleted_at: null,
  })
  expect((await (await signedIn(user.email)).get('/crm/auth/me')).status).toBe(200)
})

test('deleting a user leaves their customer as it is [USER-16]', async () => {
  const customer = (
    await product.admin.put('/crm/customer/', {
      customer_name: 'Stays',
      contacts: [{ contact_firstname: 'S', contact_lastname: 'C' }],
    })
  ).body
  const user = await make({ role: 'customer', contact_id: customer.contacts[0].contact_id })
  const read = async () => (await product.admin.get(`/crm/customer/customer_id/${customer.customer_id}`)).body
  const { contacts, ...before } = await read()
  await product.admin.delete(`/auth/users/${user.id}`)
  const { contacts: after, ...rest } = await read()
  expect(rest).toEqual(before)
  expect(after[0].contact_id).toBe(contacts[0].contact_id)
})

test('a generated password has 12 characters, is shown once and must be changed [USER-17] [USER-18] [USER-20]', async () => {
  const user = await make()
  const client = await signedIn(user.email)
  const reset = await product.admin.post(`/auth/users/${user.id}/admin_reset_password`, undefined, {
    'idempotency-key': 'reset-once',
  })
  const { temporary_password: temporary } = reset.body
  expect(temporary).toMatch(/^.{12}$/)
  const kept = await product.platform.db.selectFrom('idempotency_record').selectAll().execute()
  expect(JSON.stringify(kept), 'not even for a repeated request').not.toContain('temporary_password')
  expect((await client.get('/crm/auth/me')).status).toBe(401)
  expect((await lastMailTo(product, user.email, 'UserPasswordChange')).body).toContain('By: First Administrator')
  expect((await lastMailTo(product, user.email, 'UserPasswordChange')).body).not.toContain(temporary)
  const login = () => product.nobody.post('/crm/auth/login', { email: user.email, password: temporary })
  const both = await Promise.all([login(), login()])
  expect(both.map((answer) => answer.status).sort(), 'good for one session').toEqual([200, 403])
  const first = both.find((answer) => answer.status === 200)
  expect(first?.body.force_change).toBe(true)
  expect((await login()).body.code).toBe('temporary_password_used')
  const held = createClient(product.url, first?.body.token)
  expect((await held.get('/crm/customers')).body.code).toBe('change_password')
  await held.post('/crm/auth/change_password', { current_password: temporary, new_password: 'My-own-pass-2' })
  expect((await held.get('/crm/customers')).status).toBe(200)
  expect((await (await signedIn(user.email, 'My-own-pass-2')).get('/crm/customers')).status).toBe(200)
})

test('an administrator may set the password, by the rules, with or without a forced change [USER-18]', async () => {
  const user = await make()
  const reset = (body: object) => product.admin.post(`/auth/users/${user.id}/admin_reset_password`, body)
  expect((await reset({ new_password: 'weak' })).body.field).toBe('new_password')
  const forced = await reset({ new_password: 'TempP@ssw0rd!', force_change: true })
  expect(forced.body).toEqual({ message: 'The password has been reset' })
  expect((await product.admin.get(`/auth/users/${user.id}`)).body.force_change).toBe(true)
  await reset({ new_password: 'TempP@ssw0rd!2' })
  expect((await (await signedIn(user.email, 'TempP@ssw0rd!2')).get('/crm/customers')).status).toBe(200)
  const me = (await product.admin.get('/crm/auth/me')).body.user.id
  expect((await product.admin.post(`/auth/users/${me}/admin_reset_password`, {})).status).toBe(409)
})

test('generated passwords meet the rules, every one of them', () => {
  const made = new Set(Array.from({ length: 500 }, generatePassword))
  expect(made.size).toBe(500)
  for (const password of made)
    for (const kind of [/^.{12}$/, /[A-Z]/, /[a-z]/, /\d/, /[!@#$%^&*]/]) expect(password).toMatch(kind)
})

test('an administrator sees and ends the sessions of a user', async () => {
  const user = await make()
  const client = await signedIn(user.email)
  expect((await product.admin.get(`/auth/users/${user.id}/sessions`)).body.length).toBe(1)
  expect((await product.admin.delete(`/auth/users/${user.id}/sessions`)).status).toBe(200)
  expect((await client.get('/crm/auth/me')).status).toBe(401)
})

test('roles begin empty, get permissions one or many, and changes count at once [USER-22] [USER-23] [USER-24]', async () => {
  const made = await product.admin.post('/auth/roles', { name: 'Tier2_Support', description: 'Level 2' })
  expect(made.body).toMatchObject({ name: 'Tier2_Support', description: 'Level 2', permissions: [], users: [] })
  const role = made.body.id
  const user = await make({ role: 'Tier2_Support' })
  const client = await signedIn(user.email)
  expect((await client.get('/crm/customers')).status).toBe(403)
  const [customers, products, invoices] = await Promise.all(
    ['view_customer', 'view_product', 'view_customer_invoice'].map(permissionNamed),
  )
  expect((await product.admin.post(`/auth/roles/${role}/permissions`, { permission_id: customers })).status).toBe(200)
  expect((await client.get('/crm/customers')).status).toBe(200)
  const many = await product.admin.post(`/auth/roles/${role}/permissions`, { permission_ids: [products, invoices] })
  expect(many.body.permissions.map((permission: { name: string }) => permission.name)).toEqual([
    'view_customer',
    'view_customer_invoice',
    'view_product',
  ])
  expect((await product.admin.delete(`/auth/roles/${role}/permissions/${customers}`)).body).toEqual({
    result: 'success',
  })
  expect((await client.get('/crm/customers')).status).toBe(403)
  expect((await product.admin.delete(`/auth/roles/${role}/permissions/${customers}`)).status).toBe(404)
  expect((await product.admin.post(`/auth/roles/${role}/permissions`, { permission_ids: [999_999] })).status).toBe(400)
  expect((await product.admin.post(`/auth/roles/${role}/permissions`, {})).status).toBe(400)
  expect((await product.admin.post('/auth/roles', { name: 'tier2_support' })).status).toBe(409)
})

test('a role is renamed, given, listed and taken; deleting it takes it from all [USER-25] [USER-26] [USER-27]', async () => {
  const role = (await product.admin.post('/auth/roles', { name: 'Passing' })).body.id
  const user = await make()
  await product.admin.put(`/auth/roles/${role}`, { name: 'Senior_Support', description: 'Full view' })
  const given = await product.admin.post(`/auth/roles/${role}/users/${user.id}`)
  expect(given.body).toMatchObject({ name: 'Senior_Support', description: 'Full view', users: [{ id: user.id }] })
  expect((await product.admin.get(`/auth/roles/${role}/users`)).body).toMatchObject([{ username: user.username }])
  const rolesOf = async () => (await product.admin.get(`/auth/users/${user.id}`)).body.roles
  expect(await rolesOf()).toEqual(['Senior_Support', 'Support'])
  await product.admin.delete(`/auth/roles/${role}/users/${user.id}`)
  expect(await rolesOf()).toEqual(['Support'])
  expect((await product.admin.delete(`/auth/roles/${role}/users/${user.id}`)).status).toBe(404)
  await product.admin.post(`/auth/roles/${role}/users/${user.id}`)
  expect((await product.admin.delete(`/auth/roles/${role}`)).body).toEqual({ result: 'success' })
  expect(await rolesOf()).toEqual(['Support'])
  expect((await product.admin.get(`/auth/roles/${role}`)).status).toBe(404)
})

test('permissions are listed and an own one is added [USER-28] [USER-29]', async () => {
  const made = await product.admin.post('/auth/permissions', { name: 'Export_Books', description: 'x' })
  expect(made.body).toMatchObject({ name: 'export_books' })
  expect((await product.admin.post('/auth/permissions', { name: 'EXPORT_BOOKS' })).status).toBe(409)
  expect((await product.admin.post('/auth/permissions', { name: 'drop table' })).status).toBe(400)
  const names = (await product.admin.get('/auth/permissions')).body.map((row: { name: string }) => row.name)
  const ofCustomers = ['', '_site', '_contact', '_attribute', '_tag', '_service', '_activity', '_stripe_card']
  const resources = [
    ...[...ofCustomers, '_transaction', '_invoice'].map((part) => `customer${part}`),
    ...['communication', 'inventory', 'inventory_template', 'provision', 'provision_event', 'product', 'cbc_message'],
  ]
  expect(resources).toHaveLength(17)
  for (const resource of resources)
    for (const verb of ['view', 'create', 'update', 'delete']) expect(names).toContain(`${verb}_${resource}`)
  expect(names).toContain('export_books')
  expect(names).not.toContain('view_own_product')
})

test('nobody can lock everybody out: the last administrator stays, and so does oneself', async () => {
  const me = (await product.admin.get('/crm/auth/me')).body.user.id
  const adminRole = await roleNamed('admin')
  const permission = await permissionNamed('admin')
  const attempts = {
    demote: await product.admin.put(`/auth/users/${me}`, { role: 'Support' }),
    disable: await product.admin.put(`/auth/users/${me}`, { active: false }),
    remove: await product.admin.delete(`/auth/users/${me}`),
    removeByPut: await product.admin.put(`/auth/users/${me}`, { deleted: true }),
    takeRole: await product.admin.delete(`/auth/roles/${adminRole.id}/users/${me}`),
    deleteRole: await product.admin.delete(`/auth/roles/${adminRole.id}`),
    renameRole: await product.admin.put(`/auth/roles/${adminRole.id}`, { name: 'gods' }),
    emptyRole: await product.admin.delete(`/auth/roles/${adminRole.id}/permissions/${permission}`),
  }
  for (const [what, answer] of Object.entries(attempts)) expect(answer.status, what).toBe(409)
  expect((await product.admin.get('/crm/auth/me')).body).toMatchObject({ roles: ['admin'], user: { id: me } })
  const customer = await roleNamed('customer')
  expect(customer.built_in).toBe(true)
  expect((await product.admin.delete(`/auth/roles/${customer.id}`)).status).toBe(409)
})

test('two administrators who demote each other at once: one of them remains', async () => {
  const second = await make({ role: 'admin' })
  const client = await signedIn(second.email)
  const me = (await product.admin.get('/crm/auth/me')).body.user.id
  const { db } = product.platform
  let answering: Promise<Answer[]> = Promise.resolve([])
  // Both are let go only when both are under way and wait for a row (or for each other).
  await db.transaction().execute(async (tx) => {
    await tx.selectFrom('crm_user').select('id').where('id', 'in', [me, second.id]).forUpdate().execute()
    answering = Promise.all([
      product.admin.put(`/auth/users/${second.id}`, { role: 'Support' }),
      client.put(`/auth/users/${me}`, { role: 'Support' }),
    ])
    await until(product, 'locks', async () => {
      const waiting = await sql`select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
      return waiting.rows.length === 2
    })
  })
  const answers = await answering
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  // Whoever won, the first administrator is needed by the tests that follow.
  await product.platform.db
    .insertInto('user_role')
    .values({ user_id: me, role_id: (await roleIdOf('admin')).id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  expect((await product.nobody.post('/crm/auth/login', ADMIN)).body.roles).toContain('admin')
})

function roleIdOf(name: string) {
  return product.platform.db.selectFrom('role').select('id').where('name', '=', name).executeTakeFirstOrThrow()
}
