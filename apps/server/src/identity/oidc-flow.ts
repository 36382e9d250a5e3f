import { randomBytes } from 'node:crypto'
import type { Context } from '../platform/context.ts'
import type { FlowSecrets } from './oidc-client.ts'
import { hashSecret } from './one-time-links.ts'

const MINUTES = 10
const FORGET_AFTER_MS = 86_400_000

export const FLOW_SECONDS = MINUTES * 60

export type BegunFlow = { secrets: FlowSecrets; browser: string }
export type TakenFlow = { secrets: FlowSecrets; remember: boolean; next: string | null }

/** Fresh secrets of a sign-in, before anybody has heard of them. */
export function makeFlow(): BegunFlow {
  const random = (): string => randomBytes(32).toString('base64url')
  return { secrets: { state: random(), nonce: random(), codeVerifier: random() }, browser: random() }
}

/** Keeps a sign-in that begins: the state and the browser's cookie only as hashes, the verifier sealed. */
export async function keepFlow(
  context: Context,
  flow: BegunFlow & { provider: string; remember: boolean; next: string | null },
): Promise<void> {
  const now = context.now()
  const { secrets } = flow
  await context.db
    .deleteFrom('oidc_flow')
    .where('expires', '<', new Date(now.getTime() - FORGET_AFTER_MS))
    .execute()
  await context.db
    .insertInto('oidc_flow')
    .values({
      provider: flow.provider,
      state_hash: hashSecret(secrets.state),
      browser_hash: hashSecret(flow.browser),
      nonce: secrets.nonce,
      code_verifier: context.platform.seal.close(secrets.codeVerifier),
      remember: flow.remember,
      next: flow.next,
      created: now,
      expires: new Date(now.getTime() + MINUTES * 60_000),
      used_at: null,
    })
    .execute()
}

/**
 * Takes a sign-in by its state, in the browser that began it, with the provider that it began with; once, whatever comes of
 * it. Undefined for any other.
 */
export async function takeFlow(
  context: Context,
  presented: { provider: string; state: string; browser: string | undefined },
): Promise<TakenFlow | undefined> {
  if (!presented.browser) return undefined
  const now = context.now()
  const row = await context.db
    .updateTable('oidc_flow')
    .set({ used_at: now })
    .where('state_hash', '=', hashSecret(presented.state))
    .where('browser_hash', '=', hashSecret(presented.browser))
    .where('provider', '=', presented.provider)
    .where('used_at', 'is', null)
    .where('expires', '>', now)
    .returning(['nonce', 'code_verifier', 'remember', 'next'])
    .executeTakeFirst()
  if (!row) return undefined
  const { nonce, code_verifier: sealed, remember, next } = row
  return {
    secrets: { state: presented.state, nonce, codeVerifier: context.platform.seal.open(sealed) },
    remember,
    next,
  }
}
