import { afterAll, beforeAll, expect, test } from 'vitest'
import { kindsSentTo, lastMailTo } from '../testing/read-outbox.ts'
import { createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
let count = 0

beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
})
afterAll(() => product?.close())

async function contact(): Promise<{ customerId: number; contactId: number; email: string }> {
  const email = `john${++count}@x.example`
  const { body } = await product.admin.put('/crm/customer/', {
    customer_name: `John Smith ${count}`,
    customer_account_type: 'Business',
    contacts: [{ contact_firstname: 'John', contact_lastname: 'Smith', contact_email: email }],
  })
  return { customerId: body.customer_id, contactId: body.contacts[0].contact_id, email }
}

function userFor({ contactId, email }: { contactId: number; email: string }, options: Record<string, unknown> = {}) {
  return product.admin.post('/auth/users', {
    ...{ username: email, email, password: 'Made-up-by-staff-1', first_name: 'John', last_name: 'Smith' },
    ...{ role: 'customer', contact_id: contactId, ...options },
  })
}

async function logOf(customerId: number): Promise<{ activity: string; user_name: string | null; details: unknown }[]> {
  return (await product.admin.get(`/crm/activity/customer_id/${customerId}?per_page=50`)).body.data
}

test('a contact that staff make a user for gets the customers’ welcome with a temporary password [USER-05] [USER-06]', async () => {
  const john = await contact()
  const made = await userFor(john, { send_welcome_email: true })
  expect(made.body).toMatchObject({ customer_id: john.customerId, force_change: true })
  const mail = await lastMailTo(product, john.email, 'CustomerWelcome')
  expect(mail.body).toContain('Temporary password: Made-up-by-staff-1')
  expect(mail.body).toContain(`${product.url}/login`)
  expect(await kindsSentTo(product, john.email)).not.toContain('UserWelcome')
  const stored = await product.platform.db
    .selectFrom('communication')
    .select(['customer_id', 'body', 'variables'])
    .where('recipients', '=', john.email)
    .where('type', '=', 'api_crmCommunicationCustomerWelcome')
    .executeTakeFirstOrThrow()
  expect(stored.customer_id).toBe(john.customerId)
  expect(JSON.stringify(stored)).not.toContain('Made-up-by-staff-1')
  expect((await logOf(john.customerId)).map(({ activity }) => activity)).toContain(`Created user ${john.email}`)

  const signedIn = await product.nobody.post('/crm/auth/login', { email: john.email, password: 'Made-up-by-staff-1' })
  expect(signedIn.body.force_change).toBe(true)
  const client = createClient(product.url, signedIn.body.token)
  expect((await client.get(`/crm/customer/customer_id/${john.customerId}`)).status).toBe(403)
})

test('the welcome of a contact that has never signed in can be sent later, with a link to choose a password [USER-06]', async () => {
  const john = await contact()
  const { body } = await userFor(john)
  expect(await kindsSentTo(product, john.email)).toEqual(['EmailVerification'])
  expect((await product.admin.post(`/auth/users/${body.id}/send_welcome_email`)).status).toBe(200)
  const mail = await lastMailTo(product, john.email, 'CustomerWelcome')
  const token = /\/reset-password\/(\S+)/.exec(mail.body)?.[1]
  const chosen = { token, new_password: 'My-own-password-1' }
  expect((await product.nobody.post('/auth/reset_password', chosen)).status).toBe(200)
  expect(
    (await product.nobody.post('/auth/login', { email: john.email, password: 'My-own-password-1' })).body.force_change,
  ).toBe(false)
})

test('what customers change of their own account stands in their customer’s log, by their name [ACT-07]', async () => {
  const john = await contact()
  const client = await product.signInAs({ roles: ['customer'], contactId: john.contactId, email: john.email })
  await client.patch('/auth/me', { phone_number: '+44 7700 900999' })
  const mailed = await client.patch('/auth/me', { email: `new.${john.email}` })
  expect(mailed.body.user.pending_email).toBe(`new.${john.email}`)
  const code = /Code: (\S+)/.exec((await lastMailTo(product, `new.${john.email}`, 'EmailVerification')).body)?.[1]
  expect((await product.nobody.post('/auth/verify_email', { code })).status).toBe(200)
  const key = await client.post('/crm/api-keys/own', { name: 'Usage report', read_only: true })
  await client.delete(`/crm/api-keys/own/${key.body.api_key_id}`)
  await client.post('/auth/change_password', {
    current_password: 'Correct-horse-2',
    new_password: 'Another-horse-3',
  })

  const log = await logOf(john.customerId)
  const own = log.filter(({ user_name }) => user_name === 'Test User')
  expect(own.map(({ activity }) => activity)).toEqual([
    'Changed their own password',
    'Revoked API key "Usage report"',
    'Created API key "Usage report"',
    'Changed and verified the e-mail address',
    'Changed contact John Smith',
    'Changed their own profile',
    'Changed their own profile',
    'Changed contact John Smith',
  ])
  expect(own.at(-2)?.details).toEqual({
    before: { phone_number: null },
    after: { phone_number: '+44 7700 900999' },
  })
  expect(JSON.stringify(log)).not.toMatch(/Another-horse-3|Correct-horse-2|sk_live_\w{10}/)

  const other = await contact()
  expect((await logOf(other.customerId)).some(({ user_name }) => user_name === 'Test User')).toBe(false)
})

test('a contact keeps up with its user, unless it was given another address or number', async () => {
  const read = async ({ customerId }: { customerId: number }) => {
    const [row] = (await product.admin.get(`/crm/contact/customer_id/${customerId}`)).body
    return [row.contact_email, row.contact_phone]
  }
  const verify = async (email: string) => {
    const code = /Code: (\S+)/.exec((await lastMailTo(product, email, 'EmailVerification')).body)?.[1]
    expect((await product.nobody.post('/auth/verify_email', { code })).status).toBe(200)
  }
  const john = await contact()
  const client = await product.signInAs({ roles: ['customer'], contactId: john.contactId, email: john.email })
  const moved = `moved.${john.email}`
  await client.patch('/auth/me', { phone_number: '+44 7700 900123', email: moved })
  expect(await read(john), 'the address waits for its proof').toEqual([john.email, '+44 7700 900123'])
  await verify(moved)
  expect(await read(john)).toEqual([moved, '+44 7700 900123'])

  const apart = { contact_email: 'accounts@doe.example', contact_phone: '+44 20 7946 0000' }
  await product.admin.patch(`/crm/contact/contact_id/${john.contactId}`, apart)
  await client.patch('/auth/me', { phone_number: '+44 7700 900124', email: `again.${john.email}` })
  await verify(`again.${john.email}`)
  expect(await read(john)).toEqual([apart.contact_email, apart.contact_phone])
})

test('the audit names the person who signs in, not the address they come from [ACT-10]', async () => {
  const email = 'sam@x.example'
  const sam = await product.signInAs({ roles: ['Support'], email })
  const me = (await sam.get('/auth/me')).body.user.id
  await product.nobody.post('/auth/login', { email, password: 'wrong' })
  const filters = encodeURIComponent(JSON.stringify({ entity: ['user'], entity_id: [me] }))
  const { data } = (await product.admin.get(`/crm/activity/?filters=${filters}`)).body
  const named = (start: string) => data.find((entry: { activity: string }) => entry.activity.startsWith(start))
  expect(named('Signed in')).toMatchObject({
    user_id: me,
    user_name: 'Test User',
    initiated_by: `user:${me}`,
    ip_address: '127.0.0.1',
  })
  // whoever gets the password wrong need not be the person
  expect(named('Sign-in refused')).toMatchObject({ user_id: null, user_name: null, initiated_by: 'ip:127.0.0.1' })
})
