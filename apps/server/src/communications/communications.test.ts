import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kindsSentTo, lastMailTo } from '../testing/read-outbox.ts'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { until } from '../testing/until.ts'
import { deliver } from './deliver.ts'
import { communicationJobs, sendEmail } from './index.ts'
import { renderMail } from './render-mail.ts'

const SECRET_URL = 'https://crm.example.com/reset-password/very-secret-token'
let product: TestProduct

beforeAll(async () => {
  product = await startTestProduct({
    now: '2025-01-10T10:00:00Z',
    config: {
      crm: { listen: '127.0.0.1:0', base_url: 'https://crm.example.com' },
      branding: { company_name: 'Norfone' },
    },
  })
})
afterAll(() => product?.close())

function reset(to: string, customerId?: number): Promise<void> {
  return product.system.change((change) =>
    sendEmail(change, {
      kind: 'api_crmCommunicationUserPasswordReset',
      to,
      customerId,
      variables: { user_name: 'Ann Lee', reset_url: SECRET_URL, expiry_time: '11:00 UTC' },
    }),
  )
}

test('without a mail server a mail goes to the outbox, in the name of the operator [MAIL-03]', async () => {
  await reset('ann@example.com')
  const mail = await lastMailTo(product, 'ann@example.com', 'UserPasswordReset')
  expect(mail).toMatchObject({ status: 'sent', subject: 'Password reset request' })
  expect(mail.body).toContain('Hi Ann Lee,')
  expect(mail.html).toContain('Norfone')
  const list = await product.admin.get('/crm/communication/?search=ann@example.com')
  expect(list.body.data[0]).toMatchObject({ channel: 'email', recipients: 'ann@example.com', customer_id: null })
})

test('links in mails start with the configured base URL [MAIL-14]', async () => {
  await product.nobody.post('/crm/auth/forgot_password', { email: 'ada@example.com' })
  const mail = await lastMailTo(product, 'ada@example.com', 'UserPasswordReset')
  expect(mail.body).toMatch(/https:\/\/crm\.example\.com\/reset-password\/[\w-]{43}/)
})

test('what opens something is hidden from everybody but the sandbox’s administrator, and sealed at rest', async () => {
  await reset('bob@example.com')
  expect((await lastMailTo(product, 'bob@example.com', 'UserPasswordReset')).body).toContain(SECRET_URL)
  const row = await product.platform.db
    .selectFrom('communication')
    .selectAll()
    .where('recipients', '=', 'bob@example.com')
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(row)).not.toContain('very-secret-token')
  const support = await product.signInAs({ roles: ['Support'] })
  const seen = await support.get(`/crm/communication/communication_id/${row.communication_id}`)
  expect(seen.body.body).toContain('***')
  expect(seen.text).not.toContain('very-secret-token')
  product.platform.config.sandbox.clock = false
  const production = await product.admin.get(`/crm/communication/communication_id/${row.communication_id}`)
  product.platform.config.sandbox.clock = true
  expect(production.text).not.toContain('very-secret-token')
})

test('a mail of a change that was rolled back is never sent', async () => {
  const broken = product.system.change(async (change) => {
    await sendEmail(change, {
      kind: 'api_crmCommunicationUserPasswordChange',
      to: 'never@example.com',
      variables: { user_name: 'x', change_date: 'now', changed_by: 'Self' },
    })
    throw new Error('rolled back')
  })
  await expect(broken).rejects.toThrow('rolled back')
  expect(await kindsSentTo(product, 'never@example.com')).toEqual([])
})

test('customers read what was sent to their own customer only', async () => {
  const customer = async (name: string) =>
    (
      await product.admin.put('/crm/customer/', {
        customer_name: name,
        contacts: [{ contact_firstname: name, contact_lastname: 'X' }],
      })
    ).body
  const [own, other] = [await customer('Own'), await customer('Other')]
  await reset('own@example.com', own.customer_id)
  await reset('other@example.com', other.customer_id)
  const client = await product.signInAs({ roles: ['customer'], contactId: own.contacts[0].contact_id })
  const list = await client.get('/crm/communication/')
  expect(list.body.data.map((row: { recipients: string }) => row.recipients)).toEqual(['own@example.com'])
  expect((await client.get(`/crm/communication/customer_id/${other.customer_id}`)).status).toBe(403)
  const all = (await product.admin.get(`/crm/communication/customer_id/${other.customer_id}`)).body.data
  expect((await client.get(`/crm/communication/communication_id/${all[0].communication_id}`)).status).toBe(403)
})

test('names from outside cannot write HTML or further lines into a mail', () => {
  const { html, text } = renderMail(
    { greeting: 'Eve\n\nPay here: x', paragraphs: [], facts: [['Device', '<script>alert(1)</script>"']] },
    { companyName: 'N', color: 'red;background:url(x)', supportEmail: '', supportUrl: '' },
  )
  expect(html).not.toContain('<script>')
  expect(html).not.toContain('url(x)')
  expect(text.split('\n')[0]).toBe('Hi Eve Pay here: x,')
})

test('with a mail server mails leave by SMTP; refusals are retried or end as failed [MAIL-08] [MAIL-09]', async () => {
  const received: string[] = []
  let answer: 'take' | 'busy' | 'refuse' = 'take'
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = ''
      stream.on('data', (chunk) => {
        text += chunk
      })
      stream.on('end', () => {
        if (answer === 'take') received.push(text)
        const error = Object.assign(new Error(`no, not ${SECRET_URL}`), { responseCode: answer === 'busy' ? 451 : 550 })
        done(answer === 'take' ? undefined : error)
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { smtp, sandbox } = product.platform.config
  const { port } = server.server.address() as { port: number }
  Object.assign(smtp, { host: '127.0.0.1', port, from_email: 'crm@norfone.example' })
  sandbox.clock = false
  try {
    await reset('smtp@example.com')
    await until(product, 'outbox', async () => received.length > 0)
    const [mail = ''] = received
    expect(mail).toContain('From: Norfone <crm@norfone.example>')
    expect(mail.replaceAll('=\r\n', '')).toContain('very-secret-token')
    await until(product, 'outbox', async () => (await rowOf('smtp@example.com')).status === 'sent')
    const sent = await rowOf('smtp@example.com')
    expect(sent.sealed_variables, 'nobody needs the link any more').toBeNull()
    await deliver(product.platform, sent.communication_id)
    expect(received.length, 'a mail that has left is not sent again').toBe(1)

    answer = 'busy'
    await reset('busy@example.com')
    await until(product, 'outbox', async () => (await rowOf('busy@example.com')).attempts > 0)
    const { communication_id: id } = await rowOf('busy@example.com')
    expect((await rowOf('busy@example.com')).error).toContain('no, not ***')
    for (let attempt = 2; attempt < 10; attempt++)
      await expect(deliver(product.platform, id)).rejects.toThrow('was not delivered')
    expect((await rowOf('busy@example.com')).status).toBe('queued')
    await deliver(product.platform, id)
    expect(await rowOf('busy@example.com')).toMatchObject({ status: 'failed', attempts: 10, sealed_variables: null })

    answer = 'refuse'
    await reset('refused@example.com')
    await until(product, 'outbox', async () => (await rowOf('refused@example.com')).status === 'failed')
    expect((await rowOf('refused@example.com')).attempts).toBe(1)
  } finally {
    sandbox.clock = true
    smtp.host = undefined
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
})

function rowOf(recipients: string) {
  return product.platform.db
    .selectFrom('communication')
    .selectAll()
    .where('recipients', '=', recipients)
    .executeTakeFirstOrThrow()
}

test('files of mails are deleted a month after they were sent; the mail stays, and so does what still waits', async () => {
  const attach = (to: string) =>
    product.system.change((change) =>
      sendEmail(change, {
        kind: 'api_crmCommunicationUserPasswordReset',
        to,
        variables: { user_name: 'Ann Lee', reset_url: SECRET_URL, expiry_time: '11:00 UTC' },
        attachments: [{ filename: 'a.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-') }],
      }),
    )
  const { db } = product.platform
  const left = async () => {
    const rows = await db
      .selectFrom('communication_attachment as a')
      .innerJoin('communication as c', 'c.communication_id', 'a.communication_id')
      .select('c.recipients')
      .orderBy('a.communication_attachment_id')
      .execute()
    return rows.map(({ recipients }) => recipients)
  }
  const [job] = communicationJobs
  const at = async (day: string) => job?.run({ ...product.system, now: () => new Date(`${day}T12:00:00Z`) })
  for (const to of ['sent@example.com', 'waiting@example.com']) {
    await attach(to)
    await lastMailTo(product, to, 'UserPasswordReset')
  }
  await sql`update communication set created = '2025-01-10T10:00:00Z'`.execute(db)
  await db
    .updateTable('communication')
    .set({ status: 'queued' })
    .where('recipients', '=', 'waiting@example.com')
    .execute()
  expect(await at('2025-02-08')).toBe('0 files deleted')
  expect(await at('2025-02-10')).toBe('1 files deleted')
  expect(await left()).toEqual(['waiting@example.com'])
  expect((await product.admin.get('/crm/communication/?search=sent@example.com')).body.data).toHaveLength(1)
})
