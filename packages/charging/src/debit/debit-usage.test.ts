import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Account, type Balance, newAccount, withBalances } from '../accounts/account.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import { type DebitRequest, debitUsage } from './debit-usage.ts'

const now = new Date('2026-11-20T12:00:00Z')
const HOUR = 3_600_000

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
      const done = debitUsage(account, request({ usage: used }))
      if ('error' in done) return
      const taken = done.taken.reduce((sum, one) => sum.plus(one.count.times(one.unitsEach)), zero)
      expect(total(account.balances).minus(total(done.account.balances)).eq(taken)).toBe(true)
      expect(done.taken.reduce((sum, one) => sum.plus(one.usage), zero).eq(used)).toBe(true)
      for (const one of done.taken) expect(one.count.times(one.increment).minus(one.usage).lt(one.increment)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('takes all or nothing: on an error the account is as it was', () => {
  fc.assert(
    fc.property(balances, usage, (list, used) => {
      const account = accountOf(list)
      const before = JSON.stringify(account)
      const done = debitUsage(account, request({ usage: used }))
      expect(JSON.stringify(account)).toBe(before)
      if ('error' in done) expect(done.error).toBe('RATING_PLAN_NOT_FOUND')
    }),
    { numRuns: 500 },
  )
})

test('never draws a balance below zero, nor touches a disabled or expired one', () => {
  fc.assert(
    fc.property(balances, usage, (list, used) => {
      const done = debitUsage(accountOf(list), request({ usage: used }))
      if ('error' in done) return
      for (const { balance: from, after } of done.taken) {
        expect(after.value.gte(0)).toBe(true)
        expect(from.disabled || (from.expiresAt !== null && from.expiresAt < now)).toBe(false)
      }
    }),
    { numRuns: 500 },
  )
})

test('takes from higher weights first: a lower one pays only when no higher one affords another step', () => {
  fc.assert(
    fc.property(balances, usage, (list, used) => {
      const done = debitUsage(accountOf(list), request({ usage: used }))
      if ('error' in done) return
      const weights = done.taken.map((one) => one.balance.weight)
      expect(weights).toEqual([...weights].sort((a, b) => b - a))
      for (const higher of done.taken.slice(0, -1)) expect(higher.after.value.lt(higher.unitsEach)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('takes the balance of the longer destination prefix first, whatever the weights', () => {
  const any = balance({ uuid: 'any', type: '*voice', value: new Decimal('60e9'), weight: 50 })
  const dutch = balance({ uuid: 'nl', type: '*voice', value: new Decimal('60e9'), destinationIds: { NL: true } })
  const mobile = balance({ uuid: 'mob', type: '*voice', value: new Decimal('10e9'), destinationIds: { NLMOB: true } })
  const done = debitUsage(
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
  expect(done.taken.map((one) => [one.balance.uuid, one.count.toNumber()])).toEqual([
    ['mob', 10],
    ['nl', 21],
  ])
})

test('stops at a blocker with usage left and debits nothing', () => {
  const list = [
    balance({ uuid: 'stop', weight: 20, blocker: true, value: new Decimal(10) }),
    balance({ uuid: 'more', weight: 10, value: new Decimal(100) }),
  ]
  expect(debitUsage(accountOf(list), request({ usage: new Decimal(11) }))).toEqual({
    error: 'INSUFFICIENT_CREDIT_BALANCE_BLOCKER',
  })
  expect(debitUsage(accountOf(list), request({ usage: new Decimal(10) }))).toMatchObject({ cost: zero })
})

test('counts increments, so that no size of usage is special', () => {
  const terabytes = new Decimal('107374182400000')
  const done = debitUsage(accountOf([balance({ uuid: 'b', value: terabytes })]), request({ usage: terabytes.minus(1) }))
  if ('error' in done) throw new Error(done.error)
  expect(done.account.balances[0]?.value.toString()).toBe('1')
})

test('pays from *generic units after those of the type itself', () => {
  const list = [
    balance({ uuid: 'g', type: '*generic', value: new Decimal(100) }),
    balance({ uuid: 's', type: '*sms', value: new Decimal(1), weight: 1 }),
  ]
  const done = debitUsage(accountOf(list), request({ tor: '*sms', category: 'sms', usage: new Decimal(3) }))
  if ('error' in done) throw new Error(done.error)
  expect(done.account.balances.map((one) => one.value.toNumber())).toEqual([98, 0])
})
