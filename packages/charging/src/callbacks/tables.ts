import { randomUUID } from 'node:crypto'
import type { Queryable, Tx, Unit } from '../database/transaction.ts'

export type Callback = { id: string; key: string; url: string; body: string; attempts: number }

/** Writes a call-back beside the effects that it tells of; it is delivered after commit. */
export async function writeCallback(
  { tx, after }: Unit,
  { tenant, account, url, body, now }: { tenant: string; account: string; url: string; body: string; now: Date },
): Promise<void> {
  await tx.query(
    `insert into ocs.callback (key, tenant, account, url, body, next_attempt_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $6)`,
    [randomUUID(), tenant, account, url, body, now],
  )
  after.callbackWritten()
}

/** Takes the oldest waiting call-back for this transaction alone; another process takes the next one. */
export async function takeDueCallback(tx: Tx, now: Date, tried: readonly string[]): Promise<Callback | undefined> {
  const { rows } = await tx.query<Callback>(
    `select id, key, url, body, attempts from ocs.callback
     where failed_at is null and next_attempt_at <= $1 and not id = any($2::bigint[])
     order by next_attempt_at, id limit 1 for update skip locked`,
    [now, tried],
  )
  return rows[0]
}

export async function deleteCallback(tx: Tx, id: string): Promise<void> {
  await tx.query('delete from ocs.callback where id = $1', [id])
}

/** Notes a failed attempt; `nextAttemptAt` null gives the call-back up, keeping it for the operator to see. */
export async function postponeCallback(
  tx: Tx,
  { id, error, now, nextAttemptAt }: { id: string; error: string; now: Date; nextAttemptAt: Date | null },
): Promise<void> {
  await tx.query(
    `update ocs.callback set attempts = attempts + 1, last_error = $2,
       next_attempt_at = coalesce($3, next_attempt_at), failed_at = $4 where id = $1`,
    [id, error, nextAttemptAt, nextAttemptAt === null ? now : null],
  )
}

/** When the next call-back wants to be tried, or null. */
export async function nextCallbackTime(db: Queryable): Promise<Date | null> {
  const { rows } = await db.query<{ at: Date | null }>(
    'select min(next_attempt_at) as at from ocs.callback where failed_at is null',
  )
  return rows[0]?.at ?? null
}
