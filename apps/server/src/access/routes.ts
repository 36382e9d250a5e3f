import { type ApiKey, type ApiKeyDetail, apiKeyEndpoints } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'
import type { Routes } from '../platform/http/routes.ts'
import { presentList } from '../platform/lists.ts'
import type { KeyHash } from './key-secret.ts'
import { presentApiKey } from './present.ts'
import { apiKeysOfCustomer, countApiKeys, findApiKey, listApiKeys } from './tables.ts'
import { recentAccess, usageFigures } from './usage-figures.ts'
import type { UsageLog } from './usage-log.ts'
import {
  createApiKey,
  createOwnApiKey,
  regenerateApiKey,
  removeApiKey,
  requireOwnCustomer,
  updateApiKey,
} from './write-api-key.ts'

/** The answer holds a key in plain text, so it is kept nowhere, not even sealed for an Idempotency-Key. */
const SHOWN_ONCE = { idempotent: false } as const

export function apiKeyRoutes(routes: Routes, parts: { hash: KeyHash; usage: UsageLog }): void {
  const { hash, usage } = parts
  const one = async (context: Context, apiKeyId: number): Promise<ApiKey> => {
    const row = await findApiKey(context, apiKeyId)
    if (!row) throw notFound('API key')
    return presentApiKey(row, context.now())
  }
  const detail = async (context: Context, apiKeyId: number): Promise<ApiKeyDetail> => {
    await usage.flush()
    const key = await one(context, apiKeyId)
    const [figures, recent] = await Promise.all([usageFigures(context, apiKeyId), recentAccess(context, apiKeyId)])
    return { ...key, usage: figures, recent_access: recent }
  }

  routes.handle(apiKeyEndpoints.list, async ({ query, context }) => {
    const present = (row: Parameters<typeof presentApiKey>[0]): ApiKey => presentApiKey(row, context.now())
    const answer = presentList(await listApiKeys(context, query), query, { name: 'api-keys', present })
    return 'data' in answer ? answer.data : answer
  })
  routes.handle(
    apiKeyEndpoints.create,
    ({ body, context }) => context.change((change) => createApiKey(change, hash, body)),
    SHOWN_ONCE,
  )
  routes.handle(apiKeyEndpoints.stats, ({ context }) => countApiKeys(context))
  routes.handle(apiKeyEndpoints.get, ({ params, context }) => detail(context, params.api_key_id))
  routes.handle(apiKeyEndpoints.update, ({ params, body, context }) =>
    context.change(async (change) => {
      await updateApiKey(change, params.api_key_id, body)
      return one(change.context, params.api_key_id)
    }),
  )
  routes.handle(apiKeyEndpoints.remove, async ({ params, context }) => {
    await context.change((change) => removeApiKey(change, params.api_key_id))
    return { result: 'success' as const }
  })
  routes.handle(
    apiKeyEndpoints.regenerate,
    ({ params, context }) => context.change((change) => regenerateApiKey(change, hash, params.api_key_id)),
    SHOWN_ONCE,
  )

  routes.handle(apiKeyEndpoints.listOwn, async ({ context }) => {
    const { customerId } = requireOwnCustomer({ context })
    return (await apiKeysOfCustomer(context, customerId)).map((row) => presentApiKey(row, context.now()))
  })
  routes.handle(
    apiKeyEndpoints.createOwn,
    ({ body, context }) => context.change((change) => createOwnApiKey(change, hash, body)),
    SHOWN_ONCE,
  )
  routes.handle(apiKeyEndpoints.removeOwn, async ({ params, context }) => {
    const { customerId } = requireOwnCustomer({ context })
    await context.change((change) => removeApiKey(change, params.api_key_id, customerId))
    return { result: 'success' as const }
  })
}
