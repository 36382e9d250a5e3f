import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Account, type Balance, newAccount, withBalances } from '../accounts/account.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import type { RatingLookup } from '../rating/find-tariff.ts'
import type { DebitRequest } from './debit-request.ts'
import { debitUsage } from './debit-usage.ts'

const now = new Date('2026-11-20T12:00:00Z')
const HOUR = 3_600_000
const noPlans: RatingLookup = { profile: () => undefined, plan: () => undefined, timing: () => undefined }
const debit = (account: Account, asked: DebitRequest) => debitUsage(account, asked, noPlans)

function balance(properties: Partial<Balance> & { uuid: string }): Balance {
  return {
    type: '*data',
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

function accountOf(balances: Balance[]): Account {
  return withBalances(newAccount('t', 'a', now), balances)
}

function request(properties: Partial<DebitRequest>): DebitRequest {
  return {
    mode: 'debit',
    newUuid: () => 'new',
    tor: '*data',
    category: 'data',
    destination: 'internet',
    destinations: new Map(),
    subject: 'a',
    at: now,
    usage: zero,
    factorKey: '',
    ...properties,
  }
}

const total = (balances: readonly Balance[]) => balances.reduce((sum, one) => sum.plus(one.value), zero)

const anyBalance = fc.record({
  value: fc.integer({ min: -1000, max: 100_000 }).map((value) => new Decimal(value)),
  weight: fc.integer({ min: 0, max: 3 }),
  ratingSubject: fc.constantFrom('', '*any', '*zero7', '*zero1024'),
  disabled: fc.boolean(),
  expiresAt: fc.constantFrom(null, new Date(now.getTime() - HOUR), new Date(now.getTime() + HOUR)),
  factors: fc.constantFrom(null, { data: 2 }, { data: 0.3 }),
})
const balances = fc
  .array(anyBalance, { maxLength: 6 })
  .map((list) => list.map((one, index) => balance({ uuid: `b${index}`, ...one })))
const usage = fc.integer({ min: 0, max: 200_000 }).map((value) => new Decimal(value))

test('never creates or loses a unit: what left the balances is what was taken, and the usage is covered once', () => {
  fc.assert(
    fc.property(balances, usage, (list, used) => {
      const account = accountOf(list)
      const done = debit(account, request({ usage: used }))
      if ('error' in done) return
      const taken = done.charges.reduce((sum, one) => sum.plus(one.count.times(one.unitsEach)), zero)
      expect(total(account.balances).minus(total(done.account.balances)).eq(taken)).toBe(true)
      const covered = done.charges.reduce((sum, one) => sum.plus(one.usageEach.times(one.count)), zero)
      expect(done.covered.eq(covered)).toBe(true)
      // Only the last step may go beyond the usage.
      expect(covered.gte(used) && covered.minus(done.charges.at(-1)?.usageEach ?? zero).lt(Decimal.max(used, 1))).toBe(
        true,
      )
    }),
    { numRuns: 1000 },
  )
})

test('takes all or nothing: on an error the account is as it was', () => {
  fc.assert(
    fc.property(balances, usage, (list, used) => {
      const account = accountOf(list)
      const before = JSON.stringify(account)
      const done = debit(account, request({ usage: used }))
      expect(JSON.stringify(account)).toBe(before)
      if ('error' in done) expect(done.error).toBe('RATING_PLAN_NOT_FOUND')
    }),
    { numRuns: 500 },
  )
})

test('never draws a balance below zero, nor touches a disabled or expired one', () => {
  fc.assert(
    fc.property(balances, usage, (list, used) => {
      const done = debit(accountOf(list), request({ usage: used }))
      if ('error' in done) return
      for (const { unit } of done.charges) {
        const isPayer = (one: Balance) => one.uuid === unit?.uuid
        const from = list.find(isPayer)
        expect(done.account.balances.find(isPayer)?.value.gte(0)).toBe(true)
        expect(from?.disabled || (from?.expiresAt && from.expiresAt < now)).toBeFalsy()
      }
    }),
    { numRuns: 500 },
  )
})

test('takes from higher weights first: a lower one pays only when no higher one affords another step', () => {
  fc.assert(
    fc.property(balances, usage, (list, used) => {
      const done = debit(accountOf(list), request({ usage: used }))
      if ('error' in done) return
      const after = (uuid: string | undefined) => done.account.balances.find((one) => one.uuid === uuid)
      const weights = done.charges.map(({ unit }) => after(unit?.uuid)?.weight ?? -1)
      expect(weights).toEqual([...weights].sort((a, b) => b - a))
      for (const { unit, unitsEach } of done.charges.slice(0, -1)) {
        expect(after(unit?.uuid)?.value.lt(unitsEach)).toBe(true)
      }
    }),
    { numRuns: 1000 },
  )
})

test('takes the balance of the longer destination prefix first, whatever the weights', () => {
  const any = balance({ uuid: 'any', type: '*voice', value: new Decimal('60e9'), weight: 50 })
  const dutch = balance({ uuid: 'nl', type: '*voice', value: new Decimal('60e9'), destinationIds: { NL: true } })
  const mobile = balance({ uuid: 'mob', type: '*voice', value: new Decimal('10e9'), destinationIds: { NLMOB: true } })
  const done = debit(
    accountOf([any, dutch, mobile]),
    request({
      tor: '*voice',
      usage: new Decimal('30.5e9'),
      destinations: new Map([
        ['NL', 2],
        ['NLMOB', 3],
      ]),
    }),
  )
  if ('error' in done) throw new Error(done.error)
  expect(done.charges.map((one) => [one.unit?.uuid, one.count.toNumber()])).toEqual([
    ['mob', 10],
    ['nl', 21],
  ])
})

test('stops at a blocker with usage left and debits nothing', () => {
  const list = [
    balance({ uuid: 'stop', weight: 20, blocker: true, value: new Decimal(10) }),
    balance({ uuid: 'more', weight: 10, value: new Decimal(100) }),
  ]
  expect(debit(accountOf(list), request({ usage: new Decimal(11) }))).toEqual({
    error: 'INSUFFICIENT_CREDIT_BALANCE_BLOCKER',
  })
  expect(debit(accountOf(list), request({ usage: new Decimal(10) }))).toMatchObject({ cost: zero })
})

test('counts increments, so that no size of usage is special', () => {
  const hundredGigabytes = new Decimal('107374182400')
  const done = debit(
    accountOf([balance({ uuid: 'b', value: hundredGigabytes })]),
    request({ usage: hundredGigabytes.minus(1) }),
  )
  if ('error' in done) throw new Error(done.error)
  expect(done.account.balances[0]?.value.toString()).toBe('1')
})

test('pays from *generic units after those of the type itself', () => {
  const list = [
    balance({ uuid: 'g', type: '*generic', value: new Decimal(100) }),
    balance({ uuid: 's', type: '*sms', value: new Decimal(1), weight: 1 }),
  ]
  const done = debit(accountOf(list), request({ tor: '*sms', category: 'sms', usage: new Decimal(3) }))
  if ('error' in done) throw new Error(done.error)
  expect(done.account.balances.map((one) => one.value.toNumber())).toEqual([98, 0])
})
