import { inTransaction } from '../database/transaction.ts'
import type { Engine } from '../engine.ts'
import { type Callback, deleteCallback, postponeCallback, takeDueCallback } from './tables.ts'

const TIMEOUT_MS = 30_000
const MOST_ATTEMPTS = 12
const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 3_600_000

/**
 * Posts every waiting call-back whose time has come, each once, oldest first. One is removed only after its receiver
 * answered 2xx, so a crash may post it again: the same Idempotency-Key then tells the receiver (CGRateS sends none).
 * A refused or failed post is tried again with growing pauses, at last given up and kept in the table.
 */
export async function deliverCallbacks(engine: Engine, stop: AbortSignal): Promise<void> {
  const tried: string[] = []
  while (!stop.aborted && (await deliverNext(engine, tried, stop)));
}

async function deliverNext(engine: Engine, tried: string[], stop: AbortSignal): Promise<boolean> {
  // The row stays locked while the post is under way: no other process posts it meanwhile, and a death frees it.
  return await inTransaction(engine, async ({ tx }) => {
    const callback = await takeDueCallback(tx, engine.now(), tried)
    if (callback === undefined) return false
    tried.push(callback.id)
    const error = await post(engine, callback, stop)
    if (error === undefined) await deleteCallback(tx, callback.id)
    else {
      engine.log.warn({ url: callback.url, attempt: callback.attempts + 1, error }, 'charging call-back failed')
      const now = engine.now()
      await postponeCallback(tx, { id: callback.id, error, now, nextAttemptAt: nextAttempt(callback, now) })
    }
    return true
  })
}

/** Sends the post as CGRateS does (section 4.9); answers why it failed, or undefined. Redirects are not followed. */
async function post(engine: Engine, { url, body, key }: Callback, stop: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, ...engine.callbackHeaders(url) },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), stop]),
    })
    await response.body?.cancel()
    return response.ok ? undefined : `answered ${response.status}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function nextAttempt({ attempts }: Callback, now: Date): Date | null {
  if (attempts + 1 >= MOST_ATTEMPTS) return null
  return new Date(now.getTime() + Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS))
}
