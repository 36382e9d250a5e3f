import type { Queryable } from '../database/transaction.ts'
import type { Trigger } from './trigger.ts'

/** The triggers of groups in the order they were made; an empty list of groups means all. */
export async function readTriggerGroups(db: Queryable, groups: readonly string[]): Promise<Trigger[]> {
  const { rows } = await db.query<{ trigger: Trigger }>(
    'select trigger from ocs.action_trigger where cardinality($1::text[]) = 0 or group_id = any($1) order by group_id, seq',
    [groups],
  )
  return rows.map((row) => row.trigger)
}

export async function readTrigger(db: Queryable, groupId: string, uniqueId: string): Promise<Trigger | undefined> {
  const { rows } = await db.query<{ trigger: Trigger }>(
    'select trigger from ocs.action_trigger where group_id = $1 and unique_id = $2 for update',
    [groupId, uniqueId],
  )
  return rows[0]?.trigger
}

export async function writeTrigger(db: Queryable, trigger: Trigger): Promise<void> {
  await db.query(
    `insert into ocs.action_trigger (group_id, unique_id, trigger) values ($1, $2, $3)
     on conflict (group_id, unique_id) do update set trigger = excluded.trigger`,
    [trigger.id, trigger.uniqueId, trigger],
  )
}

/** Removes one trigger, or with an empty unique id the whole group. */
export async function deleteTriggers(db: Queryable, groupId: string, uniqueId: string): Promise<void> {
  await db.query(`delete from ocs.action_trigger where group_id = $1 and ($2 = '' or unique_id = $2)`, [
    groupId,
    uniqueId,
  ])
}
