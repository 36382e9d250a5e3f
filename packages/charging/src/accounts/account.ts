import type { Decimal } from '../exact-decimal.ts'
import type { Trigger } from '../triggers/trigger.ts'

/** Identifiers with true, or false where they were given with a leading `!` (section 3.3). Null prints as null. */
export type IdSet = Readonly<Record<string, boolean>>

export type Balance = {
  readonly uuid: string
  readonly type: string
  readonly id: string
  /** *data bytes, *voice nanoseconds, *sms count, *monetary as sent (section 11.1) */
  readonly value: Decimal
  /** null never expires */
  readonly expiresAt: Date | null
  readonly weight: number
  readonly destinationIds: IdSet | null
  readonly ratingSubject: string
  readonly categories: IdSet | null
  readonly sharedGroups: IdSet | null
  readonly timingIds: IdSet | null
  readonly factors: Readonly<Record<string, number>> | null
  readonly disabled: boolean
  readonly blocker: boolean
}

/** An account as values: rules answer a new one and never change the one they were given. */
export type Account = {
  readonly tenant: string
  readonly name: string
  readonly allowNegative: boolean
  readonly disabled: boolean
  /** in order of creation */
  readonly balances: readonly Balance[]
  /** types that ever held a balance */
  readonly balanceTypes: readonly string[]
  readonly triggers: readonly Trigger[]
  readonly updatedAt: Date
}

export const MONETARY = '*monetary'
export const GENERIC = '*generic'
/** The *monetary balance that takes what nothing else pays: weight 0, no restrictions, may go negative. */
export const DEFAULT_BALANCE = '*default'

export function newAccount(tenant: string, name: string, now: Date): Account {
  return {
    tenant,
    name,
    allowNegative: false,
    disabled: false,
    balances: [],
    balanceTypes: [],
    triggers: [],
    updatedAt: now,
  }
}

/** Expired: the expiry is set and before the compared time (section 12.6). */
export function isExpired(balance: Balance, at: Date): boolean {
  return balance.expiresAt !== null && balance.expiresAt.getTime() < at.getTime()
}

/** The account with other balances; a type that appears is remembered. */
export function withBalances(account: Account, balances: readonly Balance[]): Account {
  const types = new Set([...account.balanceTypes, ...balances.map((balance) => balance.type)])
  return {
    ...account,
    balances,
    balanceTypes: types.size === account.balanceTypes.length ? account.balanceTypes : [...types],
  }
}
