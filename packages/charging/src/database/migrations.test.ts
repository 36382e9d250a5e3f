import { Client, Pool } from 'pg'
import { expect, test } from 'vitest'
import { asOwner } from '../store/fold-log.ts'
import { createDatabase, startTestEngine } from '../test-engine.ts'
import { migrations } from './migrations.ts'

const CALENDAR = { id: '', years: [], months: [], monthDays: [], weekDays: [], startTime: '00:00:00' }

test('what an engine before the log kept in tables is there in the records', async () => {
  const databaseUrl = await createDatabase()
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(
    'create schema ocs; create table ocs.migration (name text primary key, run_at timestamptz default now())',
  )
  for (const { name, sql } of migrations.slice(0, 3)) {
    await client.query(sql)
    await client.query('insert into ocs.migration (name) values ($1)', [name])
  }
  await client.query(`
    insert into ocs.account values ('t.org', 'a', true, false, '{*sms,*data}', '[]', '2026-01-02T03:04:05.678Z');
    insert into ocs.balance (uuid, tenant, account, type, id, value, expires_at, weight, destination_ids, rating_subject,
      categories, disabled, blocker)
    values ('00000000-0000-4000-8000-000000000001', 't.org', 'a', '*data', 'd', 12.50000, '2030-01-01', 20,
      '{"*any": true}', '', null, false, true);
    insert into ocs.destination values ('DE', '49'), ('DE', '+49');
    insert into ocs.actions values ('ACT', '[]');
    insert into ocs.action_plan values ('P');
    insert into ocs.action_timing values ('00000000-0000-4000-8000-000000000002', 'P', 0, 'ACT', 10, '${JSON.stringify(CALENDAR)}',
      false, '2030-05-06T00:00:00Z');
    insert into ocs.action_plan_account values ('P', 't.org', 'a');
    insert into ocs.task (plan_id, actions_id, tenant, account, asap, ready, due_at, weight, failed_at, error)
    values ('P', 'ACT', 't.org', 'a', false, true, now(), 1, '2026-01-01', 'PARTIALLY_EXECUTED');
    insert into ocs.callback (key, tenant, account, url, body, attempts, next_attempt_at, created_at, failed_at, last_error)
    values ('00000000-0000-4000-8000-000000000003', 't.org', 'a', 'http://x.example/y', '{}', 12, now(), now(), now(), 'no');
    insert into ocs.cdr (tenant, cgrid, run_id, origin_host, source, origin_id, tor, request_type, category, account,
      subject, destination, usage, extra_fields, extra_info, pre_rated, partial, cost_source, cost, created_at)
    values ('t.org', 'c1', '*default', '', '', 'o1', '*sms', '*none', 'call', 'a', 'a', '', 1, '{}', '', false, false, '', -1, now())`)
  await client.end()
  const ocs = await startTestEngine({ databaseUrl, tenant: 't.org' })
  expect(await ocs.call('ApierV2.GetAccount', { Account: 'a' })).toMatchObject({
    AllowNegative: true,
    UpdateTime: '2026-01-02T03:04:05.678Z',
    BalanceMap: {
      '*sms': [],
      '*data': [
        { ID: 'd', Value: 12.5, Weight: 20, ExpirationDate: '2030-01-01T00:00:00Z', Blocker: true, Categories: null },
      ],
    },
  })
  expect(await ocs.call('ApierV1.GetDestination', 'DE')).toEqual({ Id: 'DE', Prefixes: ['+49', '49'] })
  expect(await ocs.call('ApierV1.GetReverseDestination', '49')).toEqual(['DE'])
  expect(await ocs.call('ApierV1.GetScheduledActions', { Account: 'a' })).toMatchObject([
    { NextRunTime: '2030-05-06T00:00:00Z', ActionPlanID: 'P', Accounts: 1 },
  ])
  // Written again by the engine, the timing is found under the key that the migration gave it.
  await ocs.call('ApierV1.RemoveActionPlan', { Id: 'P' })
  expect((await ocs.reply('ApierV1.GetScheduledActions', {})).error).toBe('NOT_FOUND')
  expect(await ocs.call('OmniSv1.GetFailedRuns')).toMatchObject([{ Account: 'a', Error: 'PARTIALLY_EXECUTED' }])
  expect(await ocs.call('OmniSv1.GetFailedCallbacks')).toMatchObject([{ URL: 'http://x.example/y', Attempts: 12 }])
  await ocs.call('CDRsV1.ProcessExternalCDR', { OriginID: 'o2', RequestType: '*none', Account: 'a' })
  expect(await ocs.call('CDRsV1.GetCDRs', {})).toMatchObject([{ OrderID: 1 }, { OrderID: 2 }])
  await ocs.close()
})

test('a former owner can write nothing any more', async () => {
  const ocs = await startTestEngine()
  const pool = new Pool({ connectionString: ocs.databaseUrl })
  const [before] = await ocs.sql('select epoch from ocs.owner')
  const write = (epoch: unknown) =>
    asOwner(pool, String(epoch), (client) => client.query(`insert into ocs.record values ('test', 'k', '1')`))
  await ocs.restart()
  await expect(write(before?.epoch)).rejects.toThrow('another charging engine owns the database')
  expect(await ocs.sql(`select from ocs.record where collection = 'test'`)).toHaveLength(0)
  const [now] = await ocs.sql('select epoch from ocs.owner')
  await write(now?.epoch)
  expect(await ocs.sql(`select from ocs.record where collection = 'test'`)).toHaveLength(1)
  await pool.end()
  await ocs.close()
})
