import type { ActivityEntity } from '@omnicrm/contract'
import { sql, type Transaction } from 'kysely'
import type { Db } from './database/open-database.ts'
import { isRetryable } from './database/postgres-errors.ts'
import type { Database } from './database/schema.ts'
import type { Actor, Scope } from './guard/actor.ts'
import { EVERYTHING, SYSTEM_ACTOR } from './guard/actor.ts'
import type { Platform } from './platform.ts'
import { redact } from './redact.ts'

/** One request, or one run of a background job: who asks, how far they reach, and how to change things. */
export type Context = {
  platform: Platform
  actor: Actor
  scope: Scope
  requestId: string
  ip: string | null
  /** for reading; inside a change it reads what the change has written */
  db: Db
  now(): Date
  /**
   * Runs a rule in one database transaction, with its activity entries and outbox events: all of it happens or none.
   * Repeated (up to three times) after a deadlock. Inside another change it joins that one.
   */
  change<T>(rule: (change: Change) => Promise<T>): Promise<T>
}

/** A change under way. */
export type Change = {
  context: Context
  tx: Transaction<Database>
  now: Date
  /** writes the activity entry that every change leaves */
  record(entry: ActivityEntry): Promise<void>
  /** runs a background task after commit, durably: lost neither by a crash nor by a rollback */
  enqueue(task: string, payload: Record<string, unknown>, options?: EnqueueOptions): Promise<void>
  /** tells open screens after commit that a channel has news */
  announce(channel: string): Promise<void>
}

export type ActivityEntry = {
  entity: ActivityEntity
  entityId: number | null
  customerId: number | null
  serviceId?: number | null
  /** sentence for the log */
  activity: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  details?: Record<string, unknown>
  /** the user who proves who they are by this very request, by a password or a mailed link; else it is the caller */
  byUserId?: number
}

export type EnqueueOptions = {
  /** tasks of one queue run one after the other */
  queue?: string
  /** lower runs first; 0 by default */
  priority?: number
  attempts?: number
  /** at most one waiting task of this key */
  key?: string
}

export type ContextOptions = {
  actor: Actor
  scope?: Scope
  requestId: string
  ip?: string | null
  tx?: Transaction<Database>
}

export const LIVE_CHANNEL = 'omnicrm_live'
const ATTEMPTS = 3

export function createContext(platform: Platform, options: ContextOptions): Context {
  const context: Context = {
    platform,
    actor: options.actor,
    scope: options.scope ?? EVERYTHING,
    requestId: options.requestId,
    ip: options.ip ?? null,
    db: options.tx ?? platform.db,
    now: () => platform.clock.now(),
    async change(rule) {
      if (options.tx) return rule(createChange(context, options.tx))
      for (let attempt = 1; ; attempt++) {
        try {
          return await platform.db.transaction().execute((tx) => rule(createChange(within(context, tx), tx)))
        } catch (error) {
          if (attempt >= ATTEMPTS || !isRetryable(error)) throw error
        }
      }
    },
  }
  return context
}

/** The same caller, reading and writing inside a transaction that is already open. */
export function within(context: Context, tx: Transaction<Database>): Context {
  const { actor, scope, requestId, ip } = context
  return createContext(context.platform, { actor, scope, requestId, ip, tx })
}

/** The product acting by itself. */
export function systemContext(platform: Platform, requestId: string): Context {
  return createContext(platform, { actor: SYSTEM_ACTOR, requestId })
}

function createChange(context: Context, tx: Transaction<Database>): Change {
  const now = context.now()
  return {
    context,
    tx,
    now,
    async record(entry) {
      const details = redact({ ...entry.details, ...changedFields(entry.before, entry.after) })
      await tx
        .insertInto('customer_activity')
        .values({
          customer_id: entry.customerId,
          service_id: entry.serviceId ?? null,
          entity: entry.entity,
          entity_id: entry.entityId,
          activity: entry.activity,
          user_id: entry.byUserId ?? context.actor.userId,
          initiated_by: entry.byUserId === undefined ? context.actor.initiatedBy : `user:${entry.byUserId}`,
          impersonating_user_id: context.actor.impersonatedBy ?? null,
          details: JSON.stringify(details),
          ip_address: context.ip,
          request_id: context.requestId,
          created: now,
        })
        .execute()
    },
    async enqueue(task, payload, options = {}) {
      await sql`select graphile_worker.add_job(${task}, payload := ${JSON.stringify(payload)}::json, queue_name := ${options.queue ?? null},
        max_attempts := ${options.attempts ?? 10}, job_key := ${options.key ?? null}, priority := ${options.priority ?? 0})`.execute(
        tx,
      )
    },
    async announce(channel) {
      await sql`select pg_notify(${LIVE_CHANNEL}, ${channel})`.execute(tx)
    },
  }
}

/** Only what differs, as `{before, after}`. */
function changedFields(before?: Record<string, unknown>, after?: Record<string, unknown>): Record<string, unknown> {
  if (!before || !after) return { ...(before ? { before } : {}), ...(after ? { after } : {}) }
  const names = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  const pick = (from: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(names.map((name) => [name, from[name] ?? null]))
  return { before: pick(before), after: pick(after) }
}
