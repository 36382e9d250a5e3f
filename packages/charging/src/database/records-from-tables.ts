/** Time as in the records: ISO with milliseconds. */
const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const milliseconds = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`
/** The empty set is written as 0, see accounts/account-format.ts. */
const set = (column: string) => `case when ${column} = '{}' then '0'::jsonb else ${column} end`
/** Between the parts of a key, see store/key.ts. */
const S = `E'\\x1f'`
const digits = (number: string) => `lpad((${number})::text, 16, '0')`
/** As weightKey in store/key.ts: the bits of the negated weight in an order that is that of numbers. */
const bits = `('x' || encode(float8send(0 - t.weight), 'hex'))::bit(64)`
const weight = `lpad(to_hex((case when get_bit(${bits}, 0) = 1 then ~ ${bits} else ${bits} | (1::bit(64) << 63) end)::bigint), 16, '0')`

/** Moves what lay in tables of its own, before there was a log, into `ocs.record`; records of calls stay in `ocs.cdr`. */
export const recordsFromTables = `
  alter table ocs.cdr alter column order_id drop identity;

  insert into ocs.record (collection, key, value)
  select 'account', a.tenant || ':' || a.account, json_build_array(
    a.tenant, a.account, ${milliseconds('a.updated_at')},
    coalesce((select json_agg(json_build_array(
      b.uuid, b.type, b.id, b.value::text, coalesce(${milliseconds('b.expires_at')}, 0), b.weight,
      ${set('b.destination_ids')}, ${set('b.categories')}, ${set('b.shared_groups')}, ${set('b.timing_ids')},
      case when b.rating_subject = '' then '0'::jsonb else to_jsonb(b.rating_subject) end,
      coalesce(b.factors, '0'::jsonb), b.disabled::int, b.blocker::int) order by b.seq)
      from ocs.balance b where b.tenant = a.tenant and b.account = a.account), '[]'),
    to_json(a.balance_types), a.allow_negative::int, a.disabled::int,
    case when a.triggers = '[]' then '0'::jsonb else a.triggers end)::text
  from ocs.account a;

  insert into ocs.record (collection, key, value)
  select 'destination', id, json_agg(prefix order by prefix collate "C")::text from ocs.destination group by id;
  insert into ocs.record (collection, key, value)
  select 'destination-prefix', prefix || ${S} || id, '1' from ocs.destination;
  insert into ocs.record (collection, key, value) select 'actions', id, actions::text from ocs.actions;

  create temporary table plan_number on commit drop as
  select id, row_number() over (order by id) as generation from ocs.action_plan;
  insert into ocs.record (collection, key, value)
  select 'action-plan', p.id, json_build_object('id', p.id, 'generation', p.generation, 'timings', coalesce(
    (select json_agg(json_build_object('uuid', t.uuid, 'actionsId', t.actions_id, 'weight', t.weight,
       'calendar', t.calendar, 'asap', t.asap, 'nextRunAt', ${iso('t.next_run_at')}) order by t.position)
     from ocs.action_timing t where t.plan_id = p.id), '[]'))::text
  from plan_number p;
  insert into ocs.record (collection, key, value)
  select 'due-timing', ${iso('t.next_run_at')} || ${S} || ${weight} || ${S} || t.plan_id || ${S} || ${digits('t.place')}, '1'
  from (select *, row_number() over (partition by plan_id order by position) - 1 as place from ocs.action_timing) t
  where t.next_run_at is not null;
  insert into ocs.record (collection, key, value)
  select 'plan-account', plan_id || ${S} || tenant || ':' || account, '0' from ocs.action_plan_account
  union all
  select 'account-plan', tenant || ':' || account || ${S} || plan_id, '1' from ocs.action_plan_account;

  insert into ocs.record (collection, key, value)
  select 'waiting-run', t.tenant || ':' || t.account || ${S} || ${digits('t.id')}, json_build_object(
    'tenant', t.tenant, 'account', t.account, 'planId', t.plan_id, 'generation', p.generation,
    'actionsId', t.actions_id, 'weight', t.weight)::text
  from ocs.task t join plan_number p on p.id = t.plan_id where t.failed_at is null;
  insert into ocs.record (collection, key, value)
  select 'failed-run', ${digits('t.id')}, json_build_object('tenant', t.tenant, 'account', t.account,
    'planId', t.plan_id, 'actionsId', t.actions_id, 'failedAt', ${iso('t.failed_at')}, 'error', t.error)::text
  from ocs.task t where t.failed_at is not null;

  insert into ocs.record (collection, key, value)
  select case when failed_at is null then 'callback' else 'dead-callback' end,
    case when failed_at is null
      then substring(url from '^https?://[^/?#]+') || ${S} || ${iso('next_attempt_at')} || ${S} || ${digits('id')}
      else ${digits('id')} end,
    json_strip_nulls(json_build_object('key', key, 'tenant', tenant, 'account', account, 'url', url, 'body', body,
      'attempts', attempts, 'nextAttemptAt', ${iso('next_attempt_at')}, 'createdAt', ${iso('created_at')},
      'failedAt', ${iso('failed_at')}, 'lastError', coalesce(last_error, '')))::text
  from ocs.callback;

  insert into ocs.record (collection, key, value)
  select 'action-trigger', group_id || ${S} || unique_id, json_build_object('place', seq, 'trigger', trigger)::text
  from ocs.action_trigger;

  insert into ocs.record (collection, key, value)
  select 'sequence', name, number::text from (values
    ('cdr', (select max(order_id) from ocs.cdr)),
    ('run', (select max(id) from ocs.task)),
    ('callback', (select max(id) from ocs.callback)),
    ('action-trigger', (select max(seq) from ocs.action_trigger)),
    ('action-plan', (select max(generation) from plan_number))) as s (name, number)
  where number is not null;

  drop table ocs.balance, ocs.account, ocs.destination, ocs.actions, ocs.action_plan_account, ocs.action_timing,
    ocs.action_plan, ocs.task, ocs.callback, ocs.action_trigger;`
