import { randomUUID } from 'node:crypto'
import type { AccountKey } from '../accounts/account-key.ts'
import type { Engine } from '../engine.ts'
import { defineDocuments } from '../store/collection.ts'
import { joinKey, numberKey } from '../store/key.ts'
import { nextNumber } from '../store/sequence.ts'
import type { Unit } from '../store/unit.ts'

/** A post that is owed to a receiver. */
export type Callback = AccountKey & {
  /** same for every attempt, so that the receiver can tell a repetition */
  readonly key: string
  readonly url: string
  readonly body: string
  readonly attempts: number
  /** ISO times */
  readonly nextAttemptAt: string
  readonly createdAt: string
  readonly lastError: string
}

/** A post that was given up, kept for an operator to look at and replay. */
export type DeadCallback = Callback & { readonly failedAt: string }

/** By receiver, time of the next attempt and number: each receiver's are a queue in due order. */
export const callbacks = defineDocuments<Callback>('callback')
/** By number. */
export const deadCallbacks = defineDocuments<DeadCallback>('dead-callback')

/** Writes a call-back beside the effects that it tells of; it is sent after their commit. */
export function addCallback(
  engine: Engine,
  unit: Unit,
  { tenant, account, url, body }: AccountKey & { url: string; body: string },
): void {
  const now = unit.now.toISOString()
  const callback = {
    tenant,
    account,
    url,
    body,
    key: randomUUID(),
    attempts: 0,
    nextAttemptAt: now,
    createdAt: now,
    lastError: '',
  }
  queueCallback(unit, nextNumber(unit, 'callback'), callback)
  unit.afterCommit(() => engine.wakeCallbacks())
}

export function queueCallback(unit: Unit, number: number, callback: Callback): void {
  unit.put(callbacks, joinKey(receiverOf(callback.url), callback.nextAttemptAt, numberKey(number)), callback)
}

/** Who gets it: scheme, host and port of the URL. */
export function receiverOf(url: string): string {
  return new URL(url).origin
}
