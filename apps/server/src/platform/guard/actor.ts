import type { PermissionName } from '@omnicrm/contract'
import { DomainError } from '../errors.ts'

/** Who is calling, and how far their word reaches. */
export type Actor = {
  /** user whose name stands on the record; for keys and addresses the first administrator, for display only */
  userId: number | null
  /** who it really was: `user:7`, `api_key:3`, `ip:10.0.0.1`, `system` */
  initiatedBy: string
  roles: readonly string[]
  permissions: ReadonlySet<string>
  /** customer of the user's linked contact: the reach of own-scope permissions */
  customerId: number | null
  sessionId: string | null
  /** set when the caller is a provisioning job's token */
  job: JobGrant | null
  /** what a signed-in user must do before anything else is open to them */
  duty?: Duty
  /** an API key that only reads */
  readOnly?: boolean
  /** the member of staff who acts as this user: everything is the user's, and the record names both */
  impersonatedBy?: number
}

export type Duty = 'change_password' | 'enrol_2fa'

/** What a job's token may do besides what its initiator may: the writes that a play makes, for this customer and its reserved items. */
export type JobGrant = { provisionId: number; customerId: number | null; serviceId: number | null }

/** Rows that the caller may reach: all of them, or only those of one customer (and items reserved by one job). */
export type Scope = { all: true } | { all: false; customerId: number; provisionId: number | null }

export const EVERYTHING: Scope = { all: true }

/** The product itself: scheduled jobs, demo data, recovery after a crash. */
export const SYSTEM_ACTOR: Actor = {
  userId: null,
  initiatedBy: 'system',
  roles: ['admin'],
  permissions: new Set(['admin']),
  customerId: null,
  sessionId: null,
  job: null,
}

/** Permissions that a job's token has for its own customer, whoever started the job (decisions.md, "what a job's token may do"). */
const JOB_PERMISSIONS: readonly PermissionName[] = [
  'view_customer',
  'view_customer_contact',
  'view_customer_site',
  'view_customer_service',
  'create_customer_service',
  'update_customer_service',
  'delete_customer_service',
  'view_inventory',
  'update_inventory',
  'view_customer_transaction',
  'create_customer_transaction',
  'delete_customer_transaction',
  'view_customer_stripe_card',
  'update_customer_stripe_card',
  'create_communication',
]

/** Reading the catalogue is no customer's business, so a job may do it without a scope. */
const JOB_READS: readonly PermissionName[] = ['view_product', 'view_inventory_template']

/** Endpoints, by their row of the API contract, that stay open to a user with a duty; log-out and refresh are open to all. */
const OPEN_DURING: Record<Duty, readonly string[]> = {
  change_password: ['AUTH-6', 'AUTH-9'],
  enrol_2fa: ['AUTH-6', 'AUTH-9', 'TFA-1', 'TFA-2', 'TFA-7', 'TFA-8', 'TFA-9'],
}

/** False while the caller has a duty that this endpoint does not serve; without an endpoint, while there is any duty. */
export function isOpenTo(actor: Actor, endpointId: string | undefined): boolean {
  return actor.duty === undefined || (endpointId !== undefined && OPEN_DURING[actor.duty].includes(endpointId))
}

/**
 * What a person does for themselves and nobody on their behalf: password, second factor, sessions, keys that outlive them, and
 * becoming yet another user. By row of the API contract; reading is open.
 */
const OWN_HAND_ONLY: readonly string[] = ['AUTH-6', 'AUTH-11', 'USER-7', 'KEY-2', 'KEY-3', 'KEY-6', 'KEY-8', 'IMP-1']

/** True for endpoints that an impersonator may not use, whatever the user may. */
export function isBarredWhileImpersonating(endpoint: { id: string; method: string }): boolean {
  if (endpoint.method === 'GET') return false
  return OWN_HAND_ONLY.includes(endpoint.id) || endpoint.id.startsWith('TFA-')
}

/** Throws 403 while impersonating, for parts of an endpoint that is otherwise open to an impersonator. */
export function refuseImpersonator(actor: Actor): void {
  if (actor.impersonatedBy !== undefined)
    throw new DomainError(403, 'impersonating', 'This is not possible while impersonating')
}

export function holds(actor: Actor, permission: string): boolean {
  return actor.permissions.has('admin') || actor.permissions.has(permission)
}

/**
 * The reach that an endpoint's permissions give this caller, or undefined when they give none.
 * A staff permission reaches everything; a job's grant and an own-scope permission reach one customer.
 */
export function reachOf(actor: Actor, permissions: readonly PermissionName[], own?: PermissionName): Scope | undefined {
  if (permissions.some((permission) => holds(actor, permission))) return EVERYTHING
  if (actor.job) {
    if (permissions.some((permission) => JOB_READS.includes(permission))) return EVERYTHING
    const granted = permissions.some((permission) => JOB_PERMISSIONS.includes(permission))
    if (granted && actor.job.customerId !== null) {
      return { all: false, customerId: actor.job.customerId, provisionId: actor.job.provisionId }
    }
  }
  if (own && actor.permissions.has(own) && actor.customerId !== null) {
    return { all: false, customerId: actor.customerId, provisionId: null }
  }
  return undefined
}
