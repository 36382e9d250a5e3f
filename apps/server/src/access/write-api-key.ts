import type { apiKeyEndpoints, NewApiKey, ReceivedBy } from '@omnicrm/contract'
import type { Change } from '../platform/context.ts'
import { conflict, forbidden, invalid, notFound } from '../platform/errors.ts'
import { isAddressOrRange } from '../platform/guard/address-list.ts'
import { isOwnScope, ownScopePermissions, permissionsNamed } from './grants.ts'
import { generateKey, type KeyHash, lastFourOf } from './key-secret.ts'
import { presentNewApiKey } from './present.ts'
import { requireMayGive } from './reach-of-keys.ts'
import { type ApiKeyRow, findApiKey } from './tables.ts'

type Creation = ReceivedBy<typeof apiKeyEndpoints.create>['body']
type OwnCreation = ReceivedBy<typeof apiKeyEndpoints.createOwn>['body']
type Update = ReceivedBy<typeof apiKeyEndpoints.update>['body']

const MOST_OWN_KEYS = 20

/** Makes a key. Throws 400 for an unknown permission, address or customer, or an expiry that has passed, 403 for a permission that the caller lacks. */
export async function createApiKey(change: Change, hash: KeyHash, input: Creation): Promise<NewApiKey> {
  const customerId = input.customer_id ?? null
  if (customerId !== null) await requireCustomer(change, customerId)
  if (customerId === null && input.read_only) throw invalid('read_only', 'is for keys of a customer')
  const named = await permissionsNamed(change.tx, input.permissions)
  if (customerId !== null && !named.every(isOwnScope))
    throw invalid('permissions', 'a key of a customer has view_own_ permissions only')
  const permissions = customerId !== null && named.length === 0 ? await ownScopePermissions(change.tx) : named
  requireMayGive(change.context.actor, { customerId, readOnly: input.read_only, permissions })
  return insertKey(change, hash, { ...input, customerId, ownerId: null, permissions })
}

/** Makes a key of the caller's own customer. Throws 403 unless the caller is a signed-in user of a business customer. */
export async function createOwnApiKey(change: Change, hash: KeyHash, input: OwnCreation): Promise<NewApiKey> {
  const { userId, customerId } = requireOwnCustomer(change)
  const customer = await change.tx
    .selectFrom('customer')
    .select(['customer_account_type'])
    .where('customer_id', '=', customerId)
    .forUpdate()
    .executeTakeFirst()
  if (customer?.customer_account_type !== 'Business')
    throw forbidden('API access is for business customers; ask us for a key')
  const { count } = await change.tx
    .selectFrom('api_key')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow()
  if (count >= MOST_OWN_KEYS)
    throw conflict('too_many_keys', `There are ${MOST_OWN_KEYS} keys already; delete one that is not needed`)
  return insertKey(change, hash, {
    ...input,
    customerId,
    ownerId: userId,
    permissions: [...change.context.actor.permissions].filter(isOwnScope).sort(),
  })
}

/** Throws 403 unless the caller is a user who has signed in and belongs to a customer: a key cannot make keys. */
export function requireOwnCustomer(change: Pick<Change, 'context'>): { userId: number; customerId: number } {
  const { userId, customerId, sessionId } = change.context.actor
  if (userId === null || customerId === null || sessionId === null)
    throw forbidden('This is for the signed-in user of a customer')
  return { userId, customerId }
}

/** Changes what is not the key itself. Throws 404, 400 and 403 like making one. */
export async function updateApiKey(change: Change, apiKeyId: number, input: Update): Promise<void> {
  const before = await lockKey(change, apiKeyId)
  const permissions = input.permissions && (await permissionsNamed(change.tx, input.permissions))
  if (permissions) {
    if (before.customer_id !== null && !permissions.every(isOwnScope))
      throw invalid('permissions', 'a key of a customer has view_own_ permissions only')
    const added = permissions.filter((permission) => !before.permissions.includes(permission))
    requireMayGive(change.context.actor, { ...scopeOf(before), permissions: added })
  }
  const set = {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.expiry_date === undefined ? {} : { expiry_date: input.expiry_date }),
    ...(permissions === undefined ? {} : { permissions }),
    ...(input.ips === undefined ? {} : { ips: addressRanges(input.ips) }),
  }
  if (Object.keys(set).length === 0) return
  await change.tx.updateTable('api_key').set(set).where('api_key_id', '=', apiKeyId).execute()
  await record(change, { ...before, ...set }, 'Changed', {
    before: recorded(before),
    after: recorded({ ...before, ...set }),
  })
}

/**
 * Puts a new key in the place of the old one, which is invalid from then on. Throws 404, and 403 when the key may do more than
 * the caller, who would otherwise gain it.
 */
export async function regenerateApiKey(change: Change, hash: KeyHash, apiKeyId: number): Promise<NewApiKey> {
  const row = await lockKey(change, apiKeyId)
  requireMayGive(change.context.actor, { ...scopeOf(row), permissions: row.permissions })
  const key = generateKey()
  await change.tx
    .updateTable('api_key')
    .set({ key_hash: hash(key), last_four: lastFourOf(key) })
    .where('api_key_id', '=', apiKeyId)
    .execute()
  await record(change, row, 'Regenerated')
  return presentNewApiKey(row, key, change.now)
}

/** Revokes a key for good. Throws 404; with a customer, for keys of others too. */
export async function removeApiKey(change: Change, apiKeyId: number, ofCustomer?: number): Promise<void> {
  const row = await lockKey(change, apiKeyId)
  if (ofCustomer !== undefined && row.customer_id !== ofCustomer) throw notFound('API key')
  await change.tx.deleteFrom('api_key').where('api_key_id', '=', apiKeyId).execute()
  await record(change, row, 'Revoked', { before: recorded(row) })
}

type NewKey = {
  name: string
  description?: string | null | undefined
  expiry_date?: Date | null | undefined
  ips?: string[] | null | undefined
  permissions: string[]
  customerId: number | null
  ownerId: number | null
  read_only: boolean
}

async function insertKey(change: Change, hash: KeyHash, input: NewKey): Promise<NewApiKey> {
  if (input.expiry_date && input.expiry_date < change.now) throw invalid('expiry_date', 'has passed')
  const key = generateKey()
  const { api_key_id: id } = await change.tx
    .insertInto('api_key')
    .values({
      name: input.name,
      description: input.description ?? null,
      key_hash: hash(key),
      last_four: lastFourOf(key),
      permissions: input.permissions,
      ips: addressRanges(input.ips),
      customer_id: input.customerId,
      owner_user_id: input.ownerId,
      read_only: input.read_only,
      created_by: change.context.actor.userId,
      created: change.now,
      expiry_date: input.expiry_date ?? null,
      last_used: null,
    })
    .returning('api_key_id')
    .executeTakeFirstOrThrow()
  const row = await findApiKey(change.context, id)
  if (!row) throw new Error(`API key ${id} is gone within its own transaction`)
  await record(change, row, 'Created', { after: recorded(row) })
  return presentNewApiKey(row, key, change.now)
}

function scopeOf(row: ApiKeyRow): { customerId: number | null; readOnly: boolean } {
  return { customerId: row.customer_id, readOnly: row.read_only }
}

async function lockKey(change: Change, apiKeyId: number): Promise<ApiKeyRow> {
  await change.tx.selectFrom('api_key').select('api_key_id').where('api_key_id', '=', apiKeyId).forUpdate().execute()
  const row = await findApiKey(change.context, apiKeyId)
  if (!row) throw notFound('API key')
  return row
}

async function requireCustomer(change: Change, customerId: number): Promise<void> {
  const found = await change.tx
    .selectFrom('customer')
    .select('customer_id')
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
  if (!found) throw invalid('customer_id', 'there is no such customer')
}

function addressRanges(entries: readonly string[] | null | undefined): string[] | null {
  if (!entries || entries.length === 0) return null
  const wrong = entries.find((entry) => !isAddressOrRange(entry))
  if (wrong !== undefined) throw invalid('ips', `${wrong} is neither an address nor a CIDR range`)
  return [...entries]
}

function record(
  change: Change,
  row: Pick<ApiKeyRow, 'api_key_id' | 'name' | 'customer_id'>,
  verb: string,
  values: { before?: Record<string, unknown>; after?: Record<string, unknown> } = {},
): Promise<void> {
  return change.record({
    entity: 'api_key',
    entityId: row.api_key_id,
    customerId: row.customer_id,
    activity: `${verb} API key "${row.name}"`,
    ...values,
  })
}

function recorded(row: ApiKeyRow): Record<string, unknown> {
  const { name, description, permissions, ips, read_only, expiry_date } = row
  return { name, description, permissions, ips, read_only, expiry_date: expiry_date?.toISOString() ?? null }
}
