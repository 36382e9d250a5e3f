import type { Endpoint, InputOf, OutputOf } from '@omnicrm/contract'
import { accessToken, renewSession } from '../app/session.ts'
import { isApiError } from './api-error.ts'
import { newId } from './new-id.ts'
import { request } from './request.ts'

type OptionalWhenEmpty<K extends string, V> = [V] extends [undefined]
  ? { [P in K]?: undefined }
  : Record<string, never> extends V
    ? { [P in K]?: V }
    : undefined extends V
      ? { [P in K]?: V }
      : { [P in K]: V }

/** What an endpoint takes: `params`, `query` and `body`, each required only when the contract requires it. */
export type CallInput<E extends Endpoint> = OptionalWhenEmpty<'params', InputOf<E>['params']> &
  OptionalWhenEmpty<'query', InputOf<E>['query']> &
  OptionalWhenEmpty<'body', InputOf<E>['body']>

type CallOptions = { idempotencyKey?: string; signal?: AbortSignal }

/**
 * Calls an endpoint of the contract as the signed-in user.
 * An expired access token is renewed once and the call repeated; a write carries an Idempotency-Key.
 * Throws ApiError.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  { idempotencyKey, signal }: CallOptions = {},
): Promise<OutputOf<E>> {
  const key = endpoint.method === 'GET' ? undefined : (idempotencyKey ?? newId())
  const send = () => request<OutputOf<E>>(endpoint, { ...input, idempotencyKey: key, token: accessToken(), signal })
  const sentWith = accessToken()
  try {
    return await send()
  } catch (thrown) {
    if (endpoint.access === 'public' || !isApiError(thrown) || thrown.status !== 401) throw thrown
    const isRenewed = accessToken() !== sentWith || (await renewSession())
    if (!isRenewed) throw thrown
    return send()
  }
}
