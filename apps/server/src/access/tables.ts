import type { ApiKeyStatus, ListQuery } from '@omnicrm/contract'
import { API_KEY_STATUSES } from '@omnicrm/contract'
import { type Expression, type Selectable, type SqlBool, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { ApiKeyTable } from '../platform/database/tables/access.ts'
import { invalid } from '../platform/errors.ts'
import { type ListPage, listRows } from '../platform/lists.ts'
import { hasStatus } from './key-status.ts'

export type ApiKeyRow = Omit<Selectable<ApiKeyTable>, 'key_hash'> & { created_by_name: string | null }

const CREATOR = sql<string | null>`crm_user.first_name || ' ' || crm_user.last_name`

function apiKeys(context: Context) {
  return context.db
    .selectFrom('api_key')
    .leftJoin('crm_user', 'crm_user.id', 'api_key.created_by')
    .select([
      'api_key.api_key_id',
      'api_key.name',
      'api_key.description',
      'api_key.last_four',
      'api_key.permissions',
      'api_key.ips',
      'api_key.customer_id',
      'api_key.owner_user_id',
      'api_key.read_only',
      'api_key.created_by',
      'api_key.created',
      'api_key.expiry_date',
      'api_key.last_used',
      'api_key.use_count',
    ])
    .select(CREATOR.as('created_by_name'))
}

export function listApiKeys(context: Context, query: ListQuery): Promise<ListPage<ApiKeyRow>> {
  const now = context.now()
  return listRows(context, apiKeys(context), query, {
    sort: {
      api_key_id: sql.ref('api_key.api_key_id'),
      name: sql.ref('api_key.name'),
      created: sql.ref('api_key.created'),
      expiry_date: sql.ref('api_key.expiry_date'),
      created_by: CREATOR,
    },
    defaultSort: 'api_key_id',
    tieBreak: sql.ref('api_key.api_key_id'),
    search: [sql.ref('api_key.name'), sql.ref('api_key.description'), sql`'sk_live_…' || api_key.last_four`],
    filters: { status: (values) => anyStatus(values, now), customer_id: sql.ref('api_key.customer_id') },
  })
}

export function findApiKey(context: Context, apiKeyId: number): Promise<ApiKeyRow | undefined> {
  return apiKeys(context).where('api_key.api_key_id', '=', apiKeyId).executeTakeFirst()
}

export function apiKeysOfCustomer(context: Context, customerId: number): Promise<ApiKeyRow[]> {
  return apiKeys(context).where('api_key.customer_id', '=', customerId).orderBy('api_key.api_key_id', 'desc').execute()
}

/** How many keys there are in each state. */
export async function countApiKeys(context: Context): Promise<Record<ApiKeyStatus | 'total', number>> {
  const now = context.now()
  const counts = API_KEY_STATUSES.map((status) =>
    sql<number>`count(*) filter (where ${hasStatus(status, now)})`.as(status),
  )
  return context.db
    .selectFrom('api_key')
    .select(sql<number>`count(*)`.as('total'))
    .select(counts)
    .executeTakeFirstOrThrow()
}

function anyStatus(values: readonly unknown[], now: Date): Expression<SqlBool> {
  const conditions = values.map((value) => {
    const status = API_KEY_STATUSES.find((known) => known === value)
    if (!status) throw invalid('filters', `status must be one of: ${API_KEY_STATUSES.join(', ')}`)
    return hasStatus(status, now)
  })
  return sql<SqlBool>`(${sql.join(conditions, sql` or `)})`
}
