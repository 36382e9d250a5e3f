import { randomBytes } from 'node:crypto'
import { Kysely, PostgresDialect, sql, type Updateable } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import type { Database } from './schema.ts'

const name = `migrate_${randomBytes(6).toString('hex')}`
const adminUrl = inject('postgresUrl')
let pool: pg.Pool
let db: Kysely<Database>
let applied: string[]
const created = new Date('2025-01-10T14:30:00Z')

beforeAll(async () => {
  await asAdmin(`CREATE DATABASE ${name}`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  pool = new pg.Pool({ connectionString: url.href, max: 4 })
  db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  const together = await Promise.all([migrate(db), migrate(db)])
  applied = together.flat()
})

afterAll(async () => {
  await db.destroy()
  await asAdmin(`DROP DATABASE ${name} WITH (FORCE)`)
})

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

async function rows<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await pool.query<T>(text, values)).rows
}

test('applies every migration once, in the order of their names, even when two processes start together', () => {
  expect(applied).toEqual(Object.keys(migrations))
  expect(applied).toEqual(applied.toSorted())
})

test('a second start changes nothing', async () => {
  expect(await migrate(db)).toEqual([])
})

test('every foreign key has an index that begins with its column', async () => {
  const uncovered = await rows(`
    SELECT c.conrelid::regclass::text AS table, a.attname AS column
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f'
      AND NOT EXISTS (
        SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1] AND i.indpred IS NULL
      )`)
  expect(uncovered).toEqual([])
})

test('no table knows a default time: every time comes from the product clock', async () => {
  const defaults = await rows(`
    SELECT table_name, column_name, column_default FROM information_schema.columns
    WHERE table_schema = 'public' AND column_default ~* '(now|current_)'`)
  expect(defaults).toEqual([])
})

test('every amount is numeric(18,6) and every percentage numeric(9,6)', async () => {
  const numbers = await rows<{ name: string; type: string }>(`
    SELECT c.table_name || '.' || c.column_name AS name,
      c.data_type || '(' || c.numeric_precision || ',' || c.numeric_scale || ')' AS type
    FROM information_schema.columns c
    WHERE c.table_schema = 'public'
      AND (c.data_type = 'numeric' OR c.column_name ~ '(cost|amount|total|fee|price|percentage)$' OR c.column_name = 'tax')`)
  expect(numbers.length).toBeGreaterThan(15)
  const wrong = numbers.filter(
    ({ name, type }) => type !== (name.endsWith('_percentage') ? 'numeric(9,6)' : 'numeric(18,6)'),
  )
  expect(wrong).toEqual([])
})

test('activity is append-only [ACT-03]', async () => {
  await db
    .insertInto('customer_activity')
    .values({ entity: 'system', activity: 'Started', initiated_by: 'system', details: '{}', created })
    .execute()
  await expect(db.updateTable('customer_activity').set({ activity: 'x' }).execute()).rejects.toThrow('append-only')
  await expect(db.deleteFrom('customer_activity').execute()).rejects.toThrow('append-only')
  expect(await sql`SELECT activity FROM customer_activity`.execute(db)).toMatchObject({
    rows: [{ activity: 'Started' }],
  })
})

test('the history of an item is append-only [INV-29]', async () => {
  await db.insertInto('inventory_history').values({ inventory_id: 1, timestamp: created, item_state: 'New' }).execute()
  await expect(db.updateTable('inventory_history').set({ item_state: 'x' }).execute()).rejects.toThrow('append-only')
  await expect(db.deleteFrom('inventory_history').execute()).rejects.toThrow('append-only')
})

test('the amounts of an invoiced or void transaction stay, and none can be deleted [TXN-17]', async () => {
  const customer_id = await addCustomer()
  const invoice_id = await addInvoice(customer_id)
  const free = await addCharge(customer_id, null)
  await change(free, { retail_cost: '11' })
  const invoiced = await addCharge(customer_id, invoice_id)
  await expect(change(invoiced, { retail_cost: '11' })).rejects.toThrow('are settled')
  await expect(change(invoiced, { tax_amount: '1' })).rejects.toThrow('are settled')
  await expect(change(invoiced, { retail_cost: '11', invoice_id: null })).rejects.toThrow('are settled')
  await expect(change(invoiced, { void: true })).rejects.toThrow('violates check constraint')
  await change(free, { void: true })
  await expect(change(free, { retail_cost: '12' })).rejects.toThrow('are settled')
  await expect(change(free, { void: false })).rejects.toThrow('void for good')
  await expect(db.deleteFrom('customer_transaction').execute()).rejects.toThrow('cannot be deleted')
})

test('a line leaves an unpaid invoice and stays on a paid one [INVC-21, INVC-22]', async () => {
  const customer_id = await addCustomer()
  const first = await addInvoice(customer_id)
  const line = await addCharge(customer_id, first)
  await expect(change(line, { invoice_id: await addInvoice(customer_id) })).rejects.toThrow('belongs to invoice')
  await change(line, { invoice_id: null })
  await change(line, { invoice_id: first })
  await db.updateTable('customer_invoice').set({ paid: true }).where('invoice_id', '=', first).execute()
  await expect(change(line, { invoice_id: null })).rejects.toThrow('belongs to invoice')
  await expect(
    db.updateTable('customer_invoice').set({ paid: false }).where('invoice_id', '=', first).execute(),
  ).rejects.toThrow('is settled')
  await expect(db.deleteFrom('customer_invoice').execute()).rejects.toThrow('cannot be deleted')
})

test('an invoice holds lines of its own customer only', async () => {
  const invoice_id = await addInvoice(await addCustomer())
  await expect(addCharge(await addCustomer(), invoice_id)).rejects.toThrow('violates foreign key constraint')
})

test('of several payments of one invoice at the same time one is booked [PAY-09]', async () => {
  const customer_id = await addCustomer()
  const invoice_id = await addInvoice(customer_id)
  const attempts = await Promise.allSettled(
    [1, 2, 3].map(() =>
      db
        .insertInto('customer_transaction')
        .values({
          customer_id,
          invoice_id,
          title: `Payment for Invoice #${invoice_id}`,
          retail_cost: '-10',
          transaction_type: 'credit',
          is_payment: true,
          payment_kind: 'invoice',
          transaction_date: created,
        })
        .execute(),
    ),
  )
  expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1)
})

test('a service is charged once for a period, a voided charge included [SVC-36]', async () => {
  const customer_id = await addCustomer()
  const product = await db
    .insertInto('product')
    .values({
      product_name: 'Plan',
      product_slug: 'Plan',
      category: 'standalone',
      service_type: 'mobile',
      created,
      last_modified: created,
    })
    .returning('product_id')
    .executeTakeFirstOrThrow()
  const { service_id } = await db
    .insertInto('customer_service')
    .values({ customer_id, ...product, service_uuid: 'Mobile_SIM_c2880638', created, last_modified: created })
    .returning('service_id')
    .executeTakeFirstOrThrow()
  const charge = { service_id, billing_period: '2025-01-01' }
  const first = await addCharge(customer_id, null, charge)
  await change(first, { void: true })
  await expect(addCharge(customer_id, null, charge)).rejects.toThrow('customer_transaction_one_per_period')
  await addCharge(customer_id, null, { service_id, billing_period: '2025-02-01' })
})

async function addCustomer(): Promise<number> {
  const row = await db
    .insertInto('customer')
    .values({ customer_name: 'A', created, last_modified: created })
    .returning('customer_id')
    .executeTakeFirstOrThrow()
  return row.customer_id
}

async function addInvoice(customer_id: number): Promise<number> {
  const number = await db
    .insertInto('invoice_number_counter')
    .values({ year: 2025, last: 1 })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ last: sql`invoice_number_counter.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  const row = await db
    .insertInto('customer_invoice')
    .values({
      customer_id,
      invoice_number: `INV-2025-${String(number.last).padStart(6, '0')}`,
      title: 'Invoice',
      due_date: '2025-02-15',
      retail_cost: '10',
      tax: '0',
      total: '10',
      created,
    })
    .returning('invoice_id')
    .executeTakeFirstOrThrow()
  return row.invoice_id
}

async function addCharge(
  customer_id: number,
  invoice_id: number | null,
  more: { service_id?: number; billing_period?: string } = {},
): Promise<number> {
  const row = await db
    .insertInto('customer_transaction')
    .values({ customer_id, invoice_id, title: 'Charge', retail_cost: '10', transaction_date: created, ...more })
    .returning('transaction_id')
    .executeTakeFirstOrThrow()
  return row.transaction_id
}

async function change(transaction_id: number, fields: Updateable<Database['customer_transaction']>): Promise<void> {
  await db.updateTable('customer_transaction').set(fields).where('transaction_id', '=', transaction_id).execute()
}
