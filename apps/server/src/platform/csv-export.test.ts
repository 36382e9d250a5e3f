import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'
import { until } from '../testing/until.ts'

const ENTRIES = 100_000

let product: TestProduct

beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
  await sql`insert into customer_activity (entity, entity_id, activity, initiated_by, details, created)
    select 'system', n, 'Entry ' || n, 'system', '{"note": "so that an entry has some length"}', '2025-01-01T00:00:00Z'
    from generate_series(1, ${ENTRIES}) n`.execute(product.platform.db)
})
afterAll(() => product?.close())

const only = `filters=${encodeURIComponent(JSON.stringify({ entity: ['system'], initiated_by: ['system'] }))}`
const exportPath = `/crm/activity/?format=csv&order=asc&search=Entry&${only}`

async function openExports(): Promise<number> {
  const { rows } = await sql`select 1 from pg_stat_activity where datname = current_database()
    and state like 'idle in transaction%' and query like 'fetch forward%'`.execute(product.platform.db)
  return rows.length
}

test('an export of 100,000 entries is streamed: complete, in order, from one moment [ACT-02]', async () => {
  const response = await fetch(`${product.url}${exportPath}`, {
    headers: { authorization: `Bearer ${product.admin.token}` },
  })
  expect(response.headers.get('content-length'), 'sent while it is read').toBeNull()
  expect(response.headers.get('content-disposition')).toContain('audit.csv')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const first = await reader?.read()
  // what happens meanwhile is no part of it
  await product.admin.put('/crm/customer/', { customer_name: 'Entry late' })
  let text = first?.value ?? ''
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) text += part.value
  const lines = text.trim().split('\n')
  expect(lines).toHaveLength(ENTRIES + 1)
  expect(lines[0]).toMatch(/^activity_id,customer_id,/)
  expect(lines.slice(1).every((line, at) => line.includes(`,Entry ${at + 1},`))).toBe(true)
  await until(product, 'connection given back', async () => (await openExports()) === 0)
})

test('a reader who turns away gives the connection back', async () => {
  const stop = new AbortController()
  const response = await fetch(`${product.url}${exportPath}`, {
    headers: { authorization: `Bearer ${product.admin.token}` },
    signal: stop.signal,
  })
  await response.body?.getReader().read()
  stop.abort()
  await until(product, 'connection given back', async () => (await openExports()) === 0)
  expect((await product.admin.get('/crm/activity/?per_page=1')).status).toBe(200)
})

test('a query that fails is answered as such, not as half a file', async () => {
  const refused = await product.admin.get('/crm/activity/?format=csv&sort=nonsense')
  expect([refused.status, refused.body.field]).toEqual([400, 'sort'])
  expect((await createClient(product.url, '').get(exportPath)).status).toBe(401)
})

test('no cell of a CSV file starts a formula, and numbers of telephones stay as they are', async () => {
  const names = ['=HYPERLINK("http://evil.example")', '+1+cmd|calc', '-2+3', '@SUM(1)', '\t=1+1', 'A, "quoted" name']
  for (const name of names)
    await product.admin.put('/crm/customer/', { customer_name: name, customer_notes: 'formula' })
  const { text } = await product.admin.get('/crm/customers?format=csv')
  for (const start of ['=', '+', '-', '@', '\t'])
    expect(text, start).not.toMatch(new RegExp(`(^|[\\n,])"?\\${start}[A-Z0-9=(]`, 'm'))
  expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`)
  expect(text).toContain('"A, ""quoted"" name"')
})
