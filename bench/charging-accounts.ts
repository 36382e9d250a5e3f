import { Client } from 'pg'

/**
 * Writes accounts with four balances each straight into the engine's records, as a migration would: a million by
 * requests would take minutes. The engine must not run.
 */
export async function writeAccounts(databaseUrl: string, from: number, to: number): Promise<void> {
  await run(
    databaseUrl,
    `insert into ocs.record (collection, key, value)
     select 'account', 'cgrates.org:acc' || n, '["cgrates.org","acc' || n || '",1795169000000,[' ||
       '["' || gen_random_uuid() || '","*monetary","money","100000",0,10],' ||
       '["' || gen_random_uuid() || '","*data","Data__5_GB","5368709120",1826705000000,20,{"*any":true}],' ||
       '["' || gen_random_uuid() || '","*sms","SMS__1000","1000000",1826705000000,20],' ||
       '["' || gen_random_uuid() || '","*voice","Voice__300_Min","18000000000000000",1826705000000,20,{"BENCH_HOME":true}]]]'
     from generate_series(${from}, ${to - 1}) n`,
  )
}

/** One plan with one account each, all due an hour ago: each adds a balance `due`. */
export async function writeDuePlans(databaseUrl: string, count: number): Promise<void> {
  const calendar = '{"id":"","years":[],"months":[],"monthDays":[],"weekDays":[],"startTime":"00:00:00"}'
  const due = new Date(Date.now() - 3_600_000).toISOString()
  const separator = `E'\\x1f'`
  const id = `'plan' || lpad(n::text, 7, '0')`
  await run(
    databaseUrl,
    `insert into ocs.record (collection, key, value)
     select 'action-plan', ${id}, '{"id":"' || ${id} || '","generation":' || n || ',"timings":[{"uuid":"u' || n ||
       '","actionsId":"RENEW","weight":10,"calendar":${calendar},"asap":false,"nextRunAt":"${due}"}]}'
     from generate_series(0, ${count - 1}) n
     union all
     select 'plan-account', ${id} || ${separator} || 'cgrates.org:acc' || n, '0' from generate_series(0, ${count - 1}) n
     union all
     select 'account-plan', 'cgrates.org:acc' || n || ${separator} || ${id}, '1' from generate_series(0, ${count - 1}) n
     union all
     select 'due-timing', '${due}' || ${separator} || '3fdbffffffffffff' || ${separator} || ${id} || ${separator} || '0000000000000000', '1'
     from generate_series(0, ${count - 1}) n`,
  )
}

async function run(databaseUrl: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(sql)
  await client.query('analyze ocs.record')
  await client.end()
}
