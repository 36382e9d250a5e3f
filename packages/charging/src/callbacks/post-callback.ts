import type { Engine } from '../engine.ts'
import type { Callback } from './callback-records.ts'

const TIMEOUT_MS = 30_000

/** Sends the post as CGRateS does (section 4.9); answers why it failed, or undefined. Redirects are not followed. */
export async function postCallback(
  engine: Engine,
  { url, body, key }: Callback,
  stop: AbortSignal,
): Promise<string | undefined> {
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
