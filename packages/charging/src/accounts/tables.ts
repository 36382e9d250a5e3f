import type { Queryable, Tx, Unit } from '../database/transaction.ts'
import { Decimal } from '../exact-decimal.ts'
import type { Trigger } from '../triggers/trigger.ts'
import { type Account, type Balance, type IdSet, newAccount } from './account.ts'

export type AccountKey = { tenant: string; account: string }

type AccountRow = {
  tenant: string
  account: string
  allow_negative: boolean
  account_disabled: boolean
  balance_types: string[]
  triggers: Trigger[]
  updated_at: Date
  uuid: string | null
  type: string
  id: string
  value: string
  expires_at: Date | null
  weight: number
  destination_ids: IdSet | null
  rating_subject: string
  categories: IdSet | null
  shared_groups: IdSet | null
  timing_ids: IdSet | null
  factors: Record<string, number> | null
  disabled: boolean
  blocker: boolean
}

const SELECT_ACCOUNTS = `
  select a.tenant, a.account, a.allow_negative, a.disabled as account_disabled, a.balance_types, a.triggers, a.updated_at,
    b.uuid, b.type, b.id, b.value, b.expires_at, b.weight, b.destination_ids, b.rating_subject, b.categories,
    b.shared_groups, b.timing_ids, b.factors, b.disabled, b.blocker
  from ocs.account a
  left join ocs.balance b on b.tenant = a.tenant and b.account = a.account`

/** The account as of one instant, or undefined. */
export async function readAccount(db: Queryable, { tenant, account }: AccountKey): Promise<Account | undefined> {
  const { rows } = await db.query<AccountRow>(
    { name: 'ocs-read-account', text: `${SELECT_ACCOUNTS} where a.tenant = $1 and a.account = $2 order by b.seq` },
    [tenant, account],
  )
  return toAccounts(rows)[0]
}

/** The accounts of a tenant in name order; `names` undefined means all. A page is cut before `Filter` is applied. */
export async function readAccounts(
  db: Queryable,
  { tenant, names, offset, limit }: { tenant: string; names?: string[]; offset: number; limit: number | null },
): Promise<Account[]> {
  const { rows } = await db.query<AccountRow>(
    `${SELECT_ACCOUNTS} where a.tenant = $1 and a.account in (
      select account from ocs.account where tenant = $1 and ($2::text[] is null or account = any($2))
      order by account offset $3 limit $4
    ) order by a.account, b.seq`,
    [tenant, names ?? null, offset, limit],
  )
  return toAccounts(rows)
}

export async function countAccounts(db: Queryable, tenant: string): Promise<number> {
  const { rows } = await db.query<{ count: string }>('select count(*) from ocs.account where tenant = $1', [tenant])
  return Number(rows[0]?.count ?? 0)
}

/** Locks the account row until the end of the transaction and reads what is committed; undefined when there is none. */
export async function lockAccount(tx: Tx, key: AccountKey): Promise<Account | undefined> {
  const locked = await tx.query(
    { name: 'ocs-lock-account', text: 'select 1 from ocs.account where tenant = $1 and account = $2 for update' },
    [key.tenant, key.account],
  )
  return locked.rowCount === 0 ? undefined : await readAccount(tx, key)
}

/** As lockAccount, making the account first when it is absent. The insert settles who makes it when two try at once. */
export async function lockOrCreateAccount(tx: Tx, key: AccountKey, now: Date): Promise<Account> {
  for (;;) {
    const found = await lockAccount(tx, key)
    if (found !== undefined) return found
    const inserted = await tx.query(
      'insert into ocs.account (tenant, account, updated_at) values ($1, $2, $3) on conflict do nothing',
      [key.tenant, key.account, now],
    )
    if (inserted.rowCount === 1) return newAccount(key.tenant, key.account, now)
  }
}

/** Writes what differs between the account as locked and as it is to be, and tells listeners when a balance did. */
export async function saveAccount({ tx, after }: Unit, before: Account, next: Account, now: Date): Promise<void> {
  if (before === next) return
  const key = { tenant: next.tenant, account: next.name }
  await tx.query(
    {
      name: 'ocs-save-account',
      text: `update ocs.account set allow_negative = $3, disabled = $4, balance_types = $5, triggers = $6, updated_at = $7
        where tenant = $1 and account = $2`,
    },
    [next.tenant, next.name, next.allowNegative, next.disabled, next.balanceTypes, JSON.stringify(next.triggers), now],
  )
  const known = new Map(before.balances.map((balance) => [balance.uuid, balance]))
  for (const balance of next.balances) {
    const old = known.get(balance.uuid)
    known.delete(balance.uuid)
    if (old === balance) continue
    await (old === undefined ? insertBalance(tx, key, balance) : updateBalance(tx, balance))
    after.balancesChanged(key)
  }
  if (known.size === 0) return
  await tx.query('delete from ocs.balance where uuid = any($1)', [[...known.keys()]])
  after.balancesChanged(key)
}

/** Removes the account, its balances, its plan memberships and its waiting runs. */
export async function deleteAccount({ tx, after }: Unit, { tenant, account }: AccountKey): Promise<void> {
  const deleted = await tx.query('delete from ocs.account where tenant = $1 and account = $2', [tenant, account])
  await tx.query('delete from ocs.action_plan_account where tenant = $1 and account = $2', [tenant, account])
  // A run being carried out just now holds its own row and then finds no account.
  await tx.query(
    `delete from ocs.task where id in (
      select id from ocs.task where tenant = $1 and account = $2 for update skip locked)`,
    [tenant, account],
  )
  if (deleted.rowCount !== 0) after.balancesChanged({ tenant, account })
}

async function insertBalance(tx: Tx, { tenant, account }: AccountKey, balance: Balance): Promise<void> {
  await tx.query(
    {
      name: 'ocs-insert-balance',
      text: `insert into ocs.balance (tenant, account, type, uuid, id, value, expires_at, weight, destination_ids,
        rating_subject, categories, shared_groups, timing_ids, factors, disabled, blocker)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    },
    [tenant, account, balance.type, ...balanceColumns(balance)],
  )
}

async function updateBalance(tx: Tx, balance: Balance): Promise<void> {
  await tx.query(
    {
      name: 'ocs-update-balance',
      text: `update ocs.balance set id = $2, value = $3, expires_at = $4, weight = $5, destination_ids = $6,
        rating_subject = $7, categories = $8, shared_groups = $9, timing_ids = $10, factors = $11, disabled = $12,
        blocker = $13 where uuid = $1`,
    },
    balanceColumns(balance),
  )
}

function balanceColumns(balance: Balance): unknown[] {
  return [
    balance.uuid,
    balance.id,
    balance.value.toString(),
    balance.expiresAt,
    balance.weight,
    balance.destinationIds,
    balance.ratingSubject,
    balance.categories,
    balance.sharedGroups,
    balance.timingIds,
    balance.factors,
    balance.disabled,
    balance.blocker,
  ]
}

function toAccounts(rows: AccountRow[]): Account[] {
  const accounts: Account[] = []
  let balances: Balance[] = []
  for (const row of rows) {
    const last = accounts.at(-1)
    if (last === undefined || last.name !== row.account || last.tenant !== row.tenant) {
      balances = []
      accounts.push({
        tenant: row.tenant,
        name: row.account,
        allowNegative: row.allow_negative,
        disabled: row.account_disabled,
        balances,
        balanceTypes: row.balance_types,
        triggers: row.triggers,
        updatedAt: row.updated_at,
      })
    }
    if (row.uuid !== null) balances.push(toBalance(row, row.uuid))
  }
  return accounts
}

function toBalance(row: AccountRow, uuid: string): Balance {
  return {
    uuid,
    type: row.type,
    id: row.id,
    value: new Decimal(row.value),
    expiresAt: row.expires_at,
    weight: row.weight,
    destinationIds: row.destination_ids,
    ratingSubject: row.rating_subject,
    categories: row.categories,
    sharedGroups: row.shared_groups,
    timingIds: row.timing_ids,
    factors: row.factors,
    disabled: row.disabled,
    blocker: row.blocker,
  }
}
