import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestProduct, type TestProduct } from '../../testing/start-test-product.ts'
import { startAuditSealer } from './seal-activity.ts'
import { type Verdict, verifyChain } from './verify-chain.ts'

let product: TestProduct
/** Someone who is master of the database: triggers do not bind them. */
let master: pg.Client

beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
  master = new pg.Client({ connectionString: product.platform.databaseUrl })
  await master.connect()
  await master.query('set session_replication_role = replica')
  for (let i = 0; i < 12; i++) await product.admin.put('/crm/customer/', { customer_name: `Customer ${i}` })
  await product.sealer.sealNow()
})
afterAll(async () => {
  await master?.end()
  await product?.close()
})

function verify(): Promise<Verdict> {
  const { db, seal, settings } = product.platform
  return verifyChain({ db, seal, dataDir: settings.dataDir })
}

async function count(table: string): Promise<number> {
  return Number((await master.query(`select count(*) from ${table}`)).rows[0].count)
}

/** Tampers, asks for the verdict, and puts everything back. */
async function after(tampering: string, ...values: unknown[]): Promise<Verdict['broken']> {
  for (const table of ['customer_activity', 'activity_seal', 'activity_unsealed'])
    await master.query(`create table kept_${table} as table ${table}`)
  try {
    await master.query(tampering, values)
    return (await verify()).broken
  } finally {
    for (const table of ['customer_activity', 'activity_seal', 'activity_unsealed']) {
      await master.query(`delete from ${table}`)
      await master.query(`insert into ${table} select * from kept_${table}`)
      await master.query(`drop table kept_${table}`)
    }
  }
}

test('every entry has its link within the second, and the chain verifies', async () => {
  await product.sealer.sealNow()
  const verdict = await verify()
  expect(verdict).toEqual({ verified: await count('customer_activity'), waiting: 0 })
  expect(verdict.verified).toBeGreaterThan(12)
})

test('many writers at once, two sealers, and transactions that fail leave a whole chain [ACT-01]', async () => {
  const second = await startAuditSealer(product.platform)
  let writing = true
  const sealing = (async () => {
    while (writing) await Promise.all([product.sealer.sealNow(), second.sealNow()])
  })()
  await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      product.admin.put('/crm/customer/', { customer_name: i % 5 ? `Parallel ${i}` : '' }),
    ),
  )
  writing = false
  await sealing
  await product.sealer.sealNow()
  await second.close()
  expect(await verify()).toEqual({ verified: await count('customer_activity'), waiting: 0 })
})

test('each field of an entry counts: a change to any is found and the entry named [ACT-03]', async () => {
  const { rows } = await master.query('select activity_id from customer_activity order by activity_id offset 5 limit 1')
  const id: number = Number(rows[0].activity_id)
  const changes = [
    "activity = activity || ' '",
    'user_id = null',
    "initiated_by = 'system'",
    'impersonating_user_id = 1',
    'details = details || \'{"x":1}\'',
    'customer_id = null',
    'service_id = 1',
    "entity = 'site'",
    'entity_id = 0',
    "ip_address = '10.0.0.1'",
    "request_id = 'other'",
    "created = created + interval '1 microsecond'",
  ]
  for (const change of changes) {
    const broken = await after(`update customer_activity set ${change} where activity_id = ${id}`)
    expect(broken, change).toEqual({ activityId: id, reason: 'the entry was changed, or its link was' })
  }
  expect((await verify()).broken).toBeUndefined()
})

test('a deleted, inserted, swapped or relinked entry is found, the first one named [ACT-03]', async () => {
  const ids: number[] = (await master.query('select activity_id from activity_seal order by position')).rows.map(
    (row) => Number(row.activity_id),
  )
  const [third, fourth] = [ids[2], ids[3]]
  expect(await after(`delete from customer_activity where activity_id = ${third}`)).toEqual({
    activityId: third,
    reason: 'the entry was deleted',
  })
  const both = `with gone as (delete from customer_activity where activity_id = ${third})
    delete from activity_seal where activity_id = ${third}`
  expect(await after(both)).toMatchObject({ activityId: fourth, reason: expect.stringContaining('link 3') })
  const swapped = `update customer_activity a set details = b.details from customer_activity b
    where a.activity_id in (${third}, ${fourth}) and b.activity_id in (${third}, ${fourth}) and a.activity_id <> b.activity_id`
  expect(await after(swapped)).toMatchObject({ activityId: third })
  expect(await after(`update activity_seal set hash = sha256('x') where activity_id = ${third}`)).toMatchObject({
    activityId: third,
  })
  const smuggled = `insert into customer_activity (activity_id, entity, activity, initiated_by, created)
    values (999999, 'customer', 'never happened', 'user:1', now())`
  expect(await after(smuggled)).toEqual({ activityId: 999_999, reason: 'the entry was put in past the log' })
})

test('entries cut off at the end are found by the checkpoint outside the database [ACT-03]', async () => {
  const cut = `with last as (delete from activity_seal where position > 5 returning activity_id)
    delete from customer_activity where activity_id in (select activity_id from last)`
  expect(await after(cut)).toMatchObject({ activityId: null, reason: expect.stringContaining('the chain ends at 5') })
  const file = path.join(product.platform.settings.dataDir, 'audit-checkpoint.json')
  const kept = readFileSync(file, 'utf8')
  writeFileSync(file, kept.replace(/"position":\d+/, '"position":3'))
  expect((await verify()).broken).toEqual({ activityId: null, reason: 'the checkpoint was altered' })
  writeFileSync(file, kept)
  expect((await verify()).broken).toBeUndefined()
})

test('an entry taken away before it had its link is found too [ACT-03]', async () => {
  await product.admin.put('/crm/customer/', { customer_name: 'Not sealed yet' })
  await master.query('begin')
  await master.query('insert into activity_unsealed values (888888)')
  await master.query('commit')
  const verdict = await verify()
  expect(verdict.broken).toEqual({ activityId: 888_888, reason: 'the entry was deleted before it had its link' })
  await product.sealer.sealNow()
  expect((await verify()).broken).toBeUndefined()
})

test('nothing of the chain can be changed by the product itself [ACT-03]', async () => {
  const { db } = product.platform
  await expect(db.deleteFrom('activity_seal').execute()).rejects.toThrow('append-only')
  await expect(db.updateTable('activity_seal').set({ position: 1 }).execute()).rejects.toThrow('append-only')
  const bound = new pg.Client({ connectionString: product.platform.databaseUrl })
  await bound.connect()
  await expect(bound.query('truncate customer_activity')).rejects.toThrow('append-only')
  await expect(bound.query('truncate activity_seal')).rejects.toThrow('append-only')
  await bound.end()
})

test('npm run audit:verify says in its exit code whether the log holds, and names the first broken entry', async () => {
  await product.sealer.sealNow()
  const { settings, databaseUrl } = product.platform
  const configPath = path.join(settings.dataDir, 'crm_config.yaml')
  writeFileSync(configPath, JSON.stringify({ jwt_secret: 'a'.repeat(64), database: { url: databaseUrl } }))
  const run = (): Promise<{ code: number; text: string }> =>
    new Promise((resolve) => {
      const env = { ...process.env, OMNICRM_CONFIG: configPath, OMNICRM_DATA_DIR: settings.dataDir }
      execFile(process.execPath, [path.join(import.meta.dirname, '../../verify-audit.ts')], { env }, (error, text) =>
        resolve({ code: Number(error?.code ?? 0), text }),
      )
    })
  expect(await run()).toEqual({ code: 0, text: expect.stringMatching(/^\d+ entries verified, 0 waiting/) })
  const { rows } = await master.query('select min(activity_id) as id from customer_activity')
  await master.query(`update customer_activity set activity = 'x' where activity_id = ${rows[0].id}`)
  expect(await run()).toEqual({
    code: 1,
    text: expect.stringContaining(`BROKEN at activity_id ${rows[0].id}: the entry was`),
  })
  writeFileSync(configPath, 'jwt_secret: short')
  expect((await run()).code).toBe(2)
})

test('the audit list is for administrators: filters by kind, user and date, and CSV [ACT-02] [ACT-04] [ACT-10]', async () => {
  const support = await product.signInAs({ roles: ['customer_service_agent_1'] })
  expect((await support.get('/crm/activity/')).status).toBe(403)
  const made = await support.put('/crm/customer/', { customer_name: '=cmd()' })
  const me = (await support.get('/auth/me')).body.user.id
  const list = async (query: string) => (await product.admin.get(`/crm/activity/?${query}`)).body
  const filters = (value: Record<string, unknown[]>): string => `filters=${encodeURIComponent(JSON.stringify(value))}`
  const mine = await list(filters({ user_id: [me], entity: ['customer'] }))
  expect(mine.data).toEqual([
    expect.objectContaining({
      entity_id: made.body.customer_id,
      initiated_by: `user:${me}`,
      impersonating_user_id: null,
      ip_address: '127.0.0.1',
    }),
  ])
  const entry = await product.admin.get(`/crm/activity/activity_id/${mine.data[0].activity_id}`)
  expect(entry.body.details.after).toMatchObject({ customer_name: '=cmd()' })
  expect((await list('start_date=2025-01-10&end_date=2025-01-10')).pagination.total_items).toBeGreaterThan(10)
  expect((await list('start_date=2025-01-11&end_date=2025-12-31')).pagination.total_items).toBe(0)
  expect((await list('end_date=2025-01-09')).pagination.total_items).toBe(0)
  expect((await list('impersonated=true')).pagination.total_items).toBe(0)
  const csv = await product.admin.get(`/crm/activity/?format=csv&${filters({ user_id: [me] })}`)
  expect(csv.headers.get('content-type')).toContain('text/csv')
  expect(csv.text.split('\n')[0]).toContain('impersonating_user_name')
  expect(csv.text).toContain(`user:${me}`)
})
