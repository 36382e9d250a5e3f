import { recordsFromTables } from './records-from-tables.ts'

/**
 * The tables of the charging system, in the schema `ocs` of any PostgreSQL. Each entry runs once, in order, and is
 * never edited after release: a change is a new entry.
 */
export const migrations: readonly { name: string; sql: string }[] = [
  {
    name: '001-accounts',
    sql: `
      create table ocs.account (
        tenant text not null,
        account text not null,
        allow_negative boolean not null default false,
        disabled boolean not null default false,
        -- types that ever held a balance: GetAccount keeps their keys after the last balance is gone
        balance_types text[] not null default '{}',
        triggers jsonb not null default '[]',
        updated_at timestamptz not null,
        primary key (tenant, account)
      );
      create table ocs.balance (
        uuid uuid primary key,
        -- order of creation, which decides between balances of equal precision and weight
        seq bigint generated always as identity,
        tenant text not null,
        account text not null,
        type text not null,
        id text not null,
        value numeric not null,
        expires_at timestamptz,
        weight double precision not null,
        destination_ids jsonb,
        rating_subject text not null,
        categories jsonb,
        shared_groups jsonb,
        timing_ids jsonb,
        factors jsonb,
        disabled boolean not null,
        blocker boolean not null,
        foreign key (tenant, account) references ocs.account on delete cascade
      );
      create index balance_account on ocs.balance (tenant, account, seq);
      create table ocs.destination (
        id text not null,
        prefix text not null,
        primary key (id, prefix)
      );
      create index destination_prefix on ocs.destination (prefix);`,
  },
  {
    name: '002-actions-and-plans',
    sql: `
      create table ocs.actions (
        id text primary key,
        actions jsonb not null
      );
      create table ocs.action_plan (
        id text primary key
      );
      create table ocs.action_timing (
        uuid uuid primary key,
        plan_id text not null references ocs.action_plan on delete cascade,
        position integer not null,
        actions_id text not null,
        weight double precision not null,
        -- calendar of the runs, see plans/calendar.ts
        calendar jsonb not null,
        asap boolean not null,
        next_run_at timestamptz
      );
      create index action_timing_due on ocs.action_timing (next_run_at) where next_run_at is not null;
      create index action_timing_plan on ocs.action_timing (plan_id);
      create table ocs.action_plan_account (
        plan_id text not null references ocs.action_plan on delete cascade,
        tenant text not null,
        account text not null,
        primary key (plan_id, tenant, account)
      );
      create index action_plan_account_account on ocs.action_plan_account (tenant, account);
      -- one run of one action list on one account: written with the plan's next run, removed with the run's effects
      create table ocs.task (
        id bigint generated always as identity primary key,
        plan_id text not null,
        actions_id text not null,
        tenant text not null,
        account text not null,
        asap boolean not null,
        -- an *asap task waits for the next scheduler reload
        ready boolean not null,
        due_at timestamptz not null,
        weight double precision not null,
        failed_at timestamptz,
        error text
      );
      create index task_open on ocs.task (due_at, weight desc, id) where failed_at is null;
      create index task_account on ocs.task (tenant, account);
      create index task_plan on ocs.task (plan_id);
      -- *http_post call-backs: written with the effects of their run, delivered after commit
      create table ocs.callback (
        id bigint generated always as identity primary key,
        key uuid not null,
        tenant text not null,
        account text not null,
        url text not null,
        body text not null,
        attempts integer not null default 0,
        next_attempt_at timestamptz not null,
        created_at timestamptz not null,
        failed_at timestamptz,
        last_error text
      );
      create index callback_open on ocs.callback (next_attempt_at, id) where failed_at is null;`,
  },
  {
    name: '003-triggers-profiles-cdrs',
    sql: `
      create table ocs.action_trigger (
        group_id text not null,
        unique_id text not null,
        seq bigint generated always as identity,
        trigger jsonb not null,
        primary key (group_id, unique_id)
      );
      create table ocs.profile (
        kind text not null,
        tenant text not null,
        id text not null,
        document jsonb not null,
        primary key (kind, tenant, id)
      );
      create table ocs.cdr (
        order_id bigint generated always as identity primary key,
        tenant text not null,
        cgrid text not null,
        run_id text not null,
        origin_host text not null,
        source text not null,
        origin_id text not null,
        tor text not null,
        request_type text not null,
        category text not null,
        account text not null,
        subject text not null,
        destination text not null,
        setup_time timestamptz,
        answer_time timestamptz,
        usage numeric not null,
        extra_fields jsonb not null,
        extra_info text not null,
        pre_rated boolean not null,
        partial boolean not null,
        cost_source text not null,
        cost numeric not null,
        cost_details jsonb,
        created_at timestamptz not null,
        unique (tenant, cgrid, run_id)
      );
      create index cdr_account_time on ocs.cdr (tenant, account, answer_time);
      create index cdr_origin on ocs.cdr (origin_id);
      create index cdr_created on ocs.cdr (created_at);`,
  },
  {
    name: '004-log-and-records',
    sql: `
      -- who may write, see store/owner.ts
      create table ocs.owner (
        single boolean primary key default true check (single),
        epoch bigint not null
      );
      insert into ocs.owner (epoch) values (0);
      -- changes in the order they were made, a row for each commit; folded into ocs.record and cut off
      create table ocs.log (
        id bigint primary key,
        changes text not null
      );
      alter table ocs.log alter column changes set storage external;
      create table ocs.record (
        collection text collate "C" not null,
        key text collate "C" not null,
        value text not null,
        primary key (collection, key)
      );
      -- up to which batch of the log a collection with a table of its own lies in that table
      create table ocs.folded (
        collection text primary key,
        batch bigint not null
      );`,
  },
  { name: '005-records-from-tables', sql: recordsFromTables },
  {
    name: '006-profiles-as-records',
    sql: `
      -- where events find them is filed at the next start, see profiles/file-profiles.ts
      insert into ocs.record (collection, key, value)
      select kind, tenant || ':' || id, document::text from ocs.profile where kind in ('filter', 'attribute');
      drop table ocs.profile;`,
  },
  {
    name: '007-records-by-cgrid',
    sql: `
      alter table ocs.cdr drop constraint cdr_tenant_cgrid_run_id_key;
      alter table ocs.cdr add constraint cdr_cgrid_tenant_run_id_key unique (cgrid, tenant, run_id);`,
  },
  {
    name: '008-cost-details-as-written',
    // Nobody asks for what is inside them: taking them apart was a third of the work on each record.
    sql: 'alter table ocs.cdr alter column cost_details type json',
  },
]
