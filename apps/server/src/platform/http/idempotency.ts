import { createHash } from 'node:crypto'
import { type Context, within } from '../context.ts'
import { isRetryable } from '../database/postgres-errors.ts'
import { DomainError } from '../errors.ts'

const ATTEMPTS = 3

/**
 * Runs a write once per `Idempotency-Key`: the key's record, the change and the answer are one database transaction, so a
 * retry after any failure either finds the first answer or starts afresh. Two at once: the second waits for the first.
 * Throws 422 when the key was used with another request.
 */
export async function onceForKey<T>(
  context: Context,
  request: { key: string; method: string; url: string; body: unknown },
  run: (context: Context) => Promise<T>,
): Promise<T> {
  if (request.key.length > 255)
    throw new DomainError(
      400,
      'validation_failed',
      'Idempotency-Key: must have at most 255 characters',
      'Idempotency-Key',
    )
  const hash = createHash('sha256')
    .update(JSON.stringify([request.method, request.url, request.body ?? null]))
    .digest('hex')
  for (let attempt = 1; ; attempt++) {
    try {
      return await runInTransaction(context, request.key, hash, run)
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw error
    }
  }
}

function runInTransaction<T>(
  context: Context,
  key: string,
  hash: string,
  run: (context: Context) => Promise<T>,
): Promise<T> {
  const actor = context.actor.initiatedBy
  // Answers may hold secrets, such as the Ki that a job reads; they are kept for ever, so they are sealed.
  const { seal } = context.platform
  return context.platform.db.transaction().execute(async (tx) => {
    const made = await tx
      .insertInto('idempotency_record')
      .values({ actor, key, request_hash: hash, status: null, response: null, created: context.now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst()
    if (!made) {
      const first = await tx
        .selectFrom('idempotency_record')
        .selectAll()
        .where('actor', '=', actor)
        .where('key', '=', key)
        .executeTakeFirstOrThrow()
      if (first.request_hash !== hash) {
        throw new DomainError(
          422,
          'idempotency_key_reused',
          'This Idempotency-Key was used with another request',
          'Idempotency-Key',
        )
      }
      return JSON.parse(seal.open(String(first.response))) as T
    }
    const answer = await run(within(context, tx))
    await tx
      .updateTable('idempotency_record')
      .set({ status: 200, response: JSON.stringify(seal.close(JSON.stringify(answer ?? null))) })
      .where('actor', '=', actor)
      .where('key', '=', key)
      .execute()
    return answer
  })
}
