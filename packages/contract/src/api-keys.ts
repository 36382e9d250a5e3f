import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZBoolean, ZDateTimeToEnd, ZId, ZInt, ZOptionalText, ZSuccess, ZText } from './fields.ts'
import { ZListQuery } from './list.ts'

/** State of a key that is on the list; a revoked one is not. Expiring soon: 30 days or less are left. */
export const API_KEY_STATUSES = ['active', 'expiring_soon', 'expired'] as const
export type ApiKeyStatus = (typeof API_KEY_STATUSES)[number]

/** Names of permissions, in any case; the server refuses unknown ones. */
const ZPermissionNames = z.array(ZText).max(200)

/** Addresses or CIDR ranges that may use the key; empty or null is any. */
const ZAddressRanges = z.array(z.string().trim().min(1).max(60)).max(100)

export const ZApiKey = z.object({
  api_key_id: z.number(),
  name: z.string(),
  description: z.string().nullable(),
  /** `sk_live_…` and the last four characters */
  api_key: z.string(),
  status: z.enum(API_KEY_STATUSES),
  permissions: z.array(z.string()),
  ips: z.array(z.string()).nullable(),
  /** own key of this customer: reaches nothing else */
  customer_id: z.number().nullable(),
  read_only: z.boolean(),
  created: z.string(),
  created_by: z.number().nullable(),
  created_by_name: z.string().nullable(),
  expiry_date: z.string().nullable(),
  last_used: z.string().nullable(),
})
export type ApiKey = z.output<typeof ZApiKey>

/** The only answer that holds the whole key. */
export const ZNewApiKey = z.object({
  api_key_id: z.number(),
  name: z.string(),
  api_key: z.string(),
  status: z.enum(API_KEY_STATUSES),
  created: z.string(),
  expiry_date: z.string().nullable(),
})
export type NewApiKey = z.output<typeof ZNewApiKey>

export const ZApiKeyDetail = ZApiKey.extend({
  usage: z.object({
    requests: z.number(),
    requests_today: z.number(),
    requests_last_30_days: z.number(),
  }),
  /** newest first; calls of one minute, address and endpoint together */
  recent_access: z.array(
    z.object({
      minute: z.string(),
      ip_address: z.string(),
      method: z.string(),
      path: z.string(),
      requests: z.number(),
    }),
  ),
})
export type ApiKeyDetail = z.output<typeof ZApiKeyDetail>

const manage = { permission: ['manage_api_keys'] } as const
const byId = z.object({ api_key_id: ZId })

export const apiKeyEndpoints = {
  list: endpoint({
    id: 'KEY-1',
    method: 'GET',
    path: '/crm/api-keys',
    tag: 'API keys',
    summary: 'All keys, masked; `search` in name, description and last four characters, filter by `status`.',
    access: manage,
    query: ZListQuery.extend({ per_page: ZInt.pipe(z.number().min(1).max(1000)).default(1000) }),
    response: z.array(ZApiKey),
  }),
  create: endpoint({
    id: 'KEY-2',
    method: 'POST',
    path: '/crm/api-keys',
    tag: 'API keys',
    summary: 'Makes a key; this answer is the only one that shows it. Nobody grants more than they hold.',
    access: manage,
    body: z.object({
      name: ZText,
      description: ZOptionalText,
      expiry_date: ZDateTimeToEnd.nullish(),
      permissions: ZPermissionNames.default([]),
      ips: ZAddressRanges.nullish(),
      /** makes it a key of that customer: `view_own_` permissions only, all of them when none are named */
      customer_id: ZId.nullish(),
      read_only: ZBoolean.default(false),
    }),
    response: ZNewApiKey,
  }),
  stats: endpoint({
    id: 'KEY-7',
    method: 'GET',
    path: '/crm/api-keys/stats',
    tag: 'API keys',
    summary: 'How many keys there are, by state.',
    access: manage,
    response: z.object({
      total: z.number(),
      active: z.number(),
      expiring_soon: z.number(),
      expired: z.number(),
    }),
  }),
  get: endpoint({
    id: 'KEY-5',
    method: 'GET',
    path: '/crm/api-keys/:api_key_id',
    tag: 'API keys',
    summary: 'One key with its usage and recent access.',
    access: manage,
    params: byId,
    response: ZApiKeyDetail,
  }),
  update: endpoint({
    id: 'KEY-3',
    method: 'PATCH',
    path: '/crm/api-keys/:api_key_id',
    tag: 'API keys',
    summary: 'Changes name, description, expiry, permissions, addresses; never the key itself.',
    access: manage,
    params: byId,
    body: z
      .object({
        name: ZText,
        description: ZOptionalText,
        expiry_date: ZDateTimeToEnd.nullable(),
        permissions: ZPermissionNames,
        ips: ZAddressRanges.nullable(),
      })
      .partial(),
    response: ZApiKey,
  }),
  remove: endpoint({
    id: 'KEY-4',
    method: 'DELETE',
    path: '/crm/api-keys/:api_key_id',
    tag: 'API keys',
    summary: 'Revokes a key for good, at once.',
    access: manage,
    params: byId,
    response: ZSuccess,
  }),
  regenerate: endpoint({
    id: 'KEY-6',
    method: 'POST',
    path: '/crm/api-keys/:api_key_id/regenerate',
    tag: 'API keys',
    summary: 'Replaces the key by a new one with the same name and rights; the old one is invalid at once.',
    access: manage,
    params: byId,
    response: ZNewApiKey,
  }),
  listOwn: endpoint({
    id: 'KEY-8',
    method: 'GET',
    path: '/crm/api-keys/own',
    tag: 'API keys',
    summary: "The keys of the caller's own customer.",
    access: 'signedIn',
    response: z.array(ZApiKey),
  }),
  createOwn: endpoint({
    id: 'KEY-8',
    method: 'POST',
    path: '/crm/api-keys/own',
    tag: 'API keys',
    summary: 'Makes a key for the own customer (business customers); it does what its maker may, or only reads.',
    access: 'signedIn',
    body: z.object({ name: ZText, expiry_date: ZDateTimeToEnd.nullish(), read_only: ZBoolean.default(true) }),
    response: ZNewApiKey,
  }),
  removeOwn: endpoint({
    id: 'KEY-8',
    method: 'DELETE',
    path: '/crm/api-keys/own/:api_key_id',
    tag: 'API keys',
    summary: 'Revokes a key of the own customer.',
    access: 'signedIn',
    params: byId,
    response: ZSuccess,
  }),
}
