import type { Queryable } from '../database/transaction.ts'

/** What is kept as a document under tenant and id. */
export type ProfileKind = 'attribute' | 'filter' | 'resource'
export type ProfileKey = { kind: ProfileKind; tenant: string; id: string }

export async function readProfile(db: Queryable, { kind, tenant, id }: ProfileKey): Promise<object | undefined> {
  const { rows } = await db.query<{ document: object }>(
    'select document from ocs.profile where kind = $1 and tenant = $2 and id = $3',
    [kind, tenant, id],
  )
  return rows[0]?.document
}

export async function readProfileIds(
  db: Queryable,
  { kind, tenant, offset, limit }: { kind: ProfileKind; tenant: string; offset: number; limit: number | null },
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from ocs.profile where kind = $1 and tenant = $2 order by id offset $3 limit $4',
    [kind, tenant, offset, limit],
  )
  return rows.map((row) => row.id)
}

export async function countProfiles(db: Queryable, kind: ProfileKind, tenant: string): Promise<number> {
  const { rows } = await db.query<{ count: string }>(
    'select count(*) from ocs.profile where kind = $1 and tenant = $2',
    [kind, tenant],
  )
  return Number(rows[0]?.count ?? 0)
}

/** Stores the whole document in place of any of that id. */
export async function writeProfile(db: Queryable, { kind, tenant, id }: ProfileKey, document: object): Promise<void> {
  await db.query(
    `insert into ocs.profile (kind, tenant, id, document) values ($1, $2, $3, $4)
     on conflict (kind, tenant, id) do update set document = excluded.document`,
    [kind, tenant, id, document],
  )
}

/** False when there was none. */
export async function deleteProfile(db: Queryable, { kind, tenant, id }: ProfileKey): Promise<boolean> {
  const { rowCount } = await db.query('delete from ocs.profile where kind = $1 and tenant = $2 and id = $3', [
    kind,
    tenant,
    id,
  ])
  return rowCount === 1
}

/** Ids of the attribute profiles that name this filter. */
export async function readFilterUsers(db: Queryable, tenant: string, filterId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from ocs.profile where kind = 'attribute' and tenant = $1 and (document->'FilterIDs' ? $2
       or exists (select 1 from jsonb_array_elements(document->'Attributes') a where a->'FilterIDs' ? $2)) order by id`,
    [tenant, filterId],
  )
  return rows.map((row) => row.id)
}
