import type { Queryable } from '../database/transaction.ts'
import type { Action } from './action.ts'

export async function readActions(db: Queryable, id: string): Promise<Action[] | undefined> {
  const { rows } = await db.query<{ actions: Action[] }>('select actions from ocs.actions where id = $1', [id])
  return rows[0]?.actions
}

/** The lists that exist among the given ids. */
export async function readActionLists(db: Queryable, ids: readonly string[]): Promise<Map<string, Action[]>> {
  if (ids.length === 0) return new Map()
  const { rows } = await db.query<{ id: string; actions: Action[] }>(
    'select id, actions from ocs.actions where id = any($1)',
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row.actions]))
}

export async function readActionPage(
  db: Queryable,
  { offset, limit }: { offset: number; limit: number | null },
): Promise<Map<string, Action[]>> {
  const { rows } = await db.query<{ id: string; actions: Action[] }>(
    'select id, actions from ocs.actions order by id offset $1 limit $2',
    [offset, limit],
  )
  return new Map(rows.map((row) => [row.id, row.actions]))
}

/** Stores a list; false when the id exists and may not be overwritten. */
export async function writeActions(
  db: Queryable,
  { id, actions, overwrite }: { id: string; actions: Action[]; overwrite: boolean },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into ocs.actions (id, actions) values ($1, $2)
     on conflict (id) ${overwrite ? 'do update set actions = excluded.actions' : 'do nothing'}`,
    [id, JSON.stringify(actions)],
  )
  return rowCount === 1
}

export async function deleteActions(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.query('delete from ocs.actions where id = any($1)', [ids])
}
