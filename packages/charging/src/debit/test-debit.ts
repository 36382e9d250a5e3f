/** Accounts, requests and a tariff in units of money, for tests of debits. */
import { type Account, type Balance, newAccount, withBalances } from '../accounts/account.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import type { RatingLookup } from '../rating/find-tariff.ts'
import { destinationsOf, lookupOf, plan, profile, rate, timing } from '../rating/test-plan.ts'
import type { Charge } from './charge.ts'
import type { DebitRequest } from './debit-request.ts'
import { debitUsage } from './debit-usage.ts'

export const now = new Date('2026-11-20T12:00:00Z')
export const seconds = (value: number | string) => new Decimal('1e9').times(value)
export const minutes = (value: number) => seconds(value * 60)
const PREFIXES = { '31': 'NL', '44': 'UK', '31900': 'PREMIUM' }

export function balance(properties: Partial<Balance> & { uuid: string }): Balance {
  return {
    type: '*monetary',
    id: properties.uuid,
    value: zero,
    expiresAt: null,
    weight: 0,
    destinationIds: {},
    ratingSubject: '',
    categories: {},
    sharedGroups: {},
    timingIds: {},
    factors: null,
    disabled: false,
    blocker: false,
    ...properties,
  }
}
export const money = (uuid: string, value: number | string, more: Partial<Balance> = {}) =>
  balance({ uuid, value: new Decimal(value), ...more })
export const voice = (uuid: string, value: Decimal, more: Partial<Balance> = {}) =>
  balance({ uuid, type: '*voice', value, ...more })
export const accountOf = (balances: Balance[], more: Partial<Account> = {}): Account => ({
  ...withBalances(newAccount('t', 'a', now), balances),
  ...more,
})
export function request(properties: Partial<DebitRequest> = {}, to = '31201'): DebitRequest {
  return {
    mode: 'debit',
    newUuid: () => 'new',
    tor: '*voice',
    category: 'call',
    destination: to,
    destinations: destinationsOf(to, PREFIXES),
    subject: 'a',
    at: now,
    usage: zero,
    factorKey: '',
    ...properties,
  }
}
export function debit(
  account: Account,
  asked: Partial<DebitRequest>,
  { to, lookup = dutch }: { to?: string; lookup?: RatingLookup } = {},
) {
  const done = debitUsage(account, request(asked, to), lookup)
  if ('error' in done) throw new Error(done.error)
  return done
}
export const values = (account: Account) =>
  Object.fromEntries(account.balances.map((one) => [one.id, one.value.toNumber()]))
export const taken = (charges: readonly Charge[]) =>
  charges.reduce((sum, one) => sum.plus(one.costEach.times(one.count)), zero)

/** 0.10 to connect, 0.30 for the first half minute, then 0.01 a second; UK by the minute; premium 2.00 a minute. */
export const dutch = lookupOf(
  [profile({}, [{ plan: 'P' }]), profile({ subject: 'family' }, [{ plan: 'F' }])],
  [
    plan('P', [
      {
        to: 'NL',
        rate: rate({
          connectFee: new Decimal('0.1'),
          slots: [
            { price: 0.6, increment: 30 },
            { start: 30, price: 0.6, increment: 1 },
          ],
        }),
      },
      { to: 'UK', rate: rate({ slots: [{ price: 0.25 }] }) },
      { to: 'PREMIUM', rate: rate({ slots: [{ price: 2 }] }) },
    ]),
    plan('F', [{ to: 'NL', rate: rate({ slots: [{ price: 0.06, increment: 1 }] }) }]),
  ],
  [timing({ id: 'MORNING', startTime: '06:00:00', endTime: '12:00:30' })],
)
