import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Account, type Balance, newAccount, withBalances } from '../accounts/account.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import type { RatingLookup } from '../rating/find-tariff.ts'
import { destinationsOf, lookupOf, plan, profile, rate, timing } from '../rating/test-plan.ts'
import type { Charge } from './charge.ts'
import type { DebitRequest } from './debit-request.ts'
import { debitUsage } from './debit-usage.ts'
import { maxUsage } from './max-usage.ts'
import { refundUnused, repay, repaymentsOf } from './refund-charges.ts'
import { roundCharges } from './round-charges.ts'

const now = new Date('2026-11-20T12:00:00Z')
const seconds = (value: number | string) => new Decimal('1e9').times(value)
const minutes = (value: number) => seconds(value * 60)
const PREFIXES = { '31': 'NL', '44': 'UK', '31900': 'PREMIUM' }

function balance(properties: Partial<Balance> & { uuid: string }): Balance {
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
const money = (uuid: string, value: number | string, more: Partial<Balance> = {}) =>
  balance({ uuid, value: new Decimal(value), ...more })
const voice = (uuid: string, value: Decimal, more: Partial<Balance> = {}) =>
  balance({ uuid, type: '*voice', value, ...more })
const accountOf = (balances: Balance[], more: Partial<Account> = {}): Account => ({
  ...withBalances(newAccount('t', 'a', now), balances),
  ...more,
})
function request(properties: Partial<DebitRequest> = {}, to = '31201'): DebitRequest {
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
function debit(
  account: Account,
  asked: Partial<DebitRequest>,
  { to, lookup = dutch }: { to?: string; lookup?: RatingLookup } = {},
) {
  const done = debitUsage(account, request(asked, to), lookup)
  if ('error' in done) throw new Error(done.error)
  return done
}
const values = (account: Account) => Object.fromEntries(account.balances.map((one) => [one.id, one.value.toNumber()]))
const taken = (charges: readonly Charge[]) =>
  charges.reduce((sum, one) => sum.plus(one.costEach.times(one.count)), zero)

/** 0.10 to connect, 0.30 for the first half minute, then 0.01 a second; UK by the minute; premium 2.00 a minute. */
const dutch = lookupOf(
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

test('takes fee and steps from money, whole steps only, and the rest from *default below zero [USE-18]', () => {
  const done = debit(accountOf([money('cash', 0.45)]), { usage: seconds(60) })
  expect(values(done.account)).toEqual({ cash: 0, '*default': -0.25 })
  expect(done.cost.toNumber()).toBe(0.7)
})

test('grants what can be paid and draws nothing below zero [USE-18]', () => {
  const grant = (value: number, usage: number) =>
    debit(accountOf([money('cash', value)]), { mode: 'grant', usage: seconds(usage) })
  expect(grant(0.45, 60)).toMatchObject({ covered: seconds(35), cost: new Decimal('0.45') })
  expect(grant(1, 10_800).covered.eq(seconds(90))).toBe(true)
  const poor = accountOf([money('cash', 0.35)])
  // The fee could be paid, but not the first step: nothing is taken.
  expect(debit(poor, { mode: 'grant', usage: seconds(60) })).toEqual({
    account: poor,
    charges: [],
    covered: zero,
    cost: zero,
  })
  expect(debit(accountOf([money('cash', 0.05)]), { mode: 'grant', usage: seconds(60) }).covered.isZero()).toBe(true)
})

test('an account that allows negative is granted everything', () => {
  const account = accountOf([money('cash', 0.5)], { allowNegative: true })
  expect(maxUsage(account, request({ usage: seconds(60) }), dutch)).toBe('unlimited')
  expect(values(debit(account, { mode: 'grant', usage: seconds(60) }).account)).toEqual({ cash: 0, '*default': -0.2 })
})

test('charges no fee and goes on in the rate when a bundle pays the first part', () => {
  const account = accountOf([voice('free', seconds(14)), money('cash', 5)])
  const done = debit(account, { usage: seconds(60) })
  // From 14 s the first slot charges one half minute, to 44 s; then 16 s by the second.
  expect(done.cost.toNumber()).toBe(0.46)
  expect(values(done.account)).toEqual({ free: 0, cash: 4.54 })
})

test('charges the fee once in a session, and goes on where the last step ended', () => {
  const first = debit(accountOf([money('cash', 5)]), { usage: seconds(45) })
  const next = debit(first.account, { from: first.covered, spent: first.cost, usage: seconds(15) })
  expect([first.cost.toNumber(), next.cost.toNumber()]).toEqual([0.55, 0.15])
})

test('a bundle with a rating subject gives its units and money pays the price of its plan', () => {
  const account = accountOf([
    voice('family', seconds(60), { ratingSubject: 'family' }),
    money('cash', 0.02),
    money('more', 0.03),
  ])
  const done = debit(account, { usage: seconds(40) })
  // 0.001 a second: 20 s, 20 s.
  expect(values(done.account)).toEqual({ family: 20e9, cash: 0, more: 0.01 })
  expect(debit(account, { mode: 'grant', usage: seconds(60) }, {}).covered.eq(seconds(50))).toBe(true)
})

test('a bundle whose plan is free needs no money, and one without a plan is an error', () => {
  const free = lookupOf(
    [profile({ subject: 'free' }, [{ plan: 'Z' }])],
    [plan('Z', [{ to: 'NL', rate: rate({ slots: [{ price: 0, increment: 10 }] }) }])],
  )
  const done = debit(
    accountOf([voice('b', seconds(60), { ratingSubject: 'free' })]),
    { usage: seconds(15) },
    { lookup: free },
  )
  expect(values(done.account)).toEqual({ b: 40e9 })
  expect(
    debitUsage(accountOf([voice('b', seconds(60), { ratingSubject: 'nobody' })]), request({ usage: seconds(1) }), free),
  ).toEqual({
    error: 'RATING_PLAN_NOT_FOUND',
  })
})

test('money with a rating subject pays by that plan', () => {
  const done = debit(accountOf([money('cheap', 1, { ratingSubject: 'family' })]), { usage: seconds(60) })
  expect(done.cost.toNumber()).toBe(0.06)
})

test('a money blocker of 50 caps spending after the units that are included [USE-30]', () => {
  const perMinute = lookupOf(
    [profile({}, [{ plan: 'P' }])],
    [plan('P', [{ to: 'NL', rate: rate({ slots: [{ price: 10 }] }) }])],
  )
  const account = accountOf([
    voice('included', minutes(500), { weight: 1200 }),
    money('allowance', 2000, { weight: 1000 }),
    money('cap', 5000, { weight: 500, blocker: true }),
    money('other', 9999, { weight: 1 }),
  ])
  const all = debit(account, { mode: 'grant', usage: minutes(1300) }, { lookup: perMinute })
  expect(all.covered.eq(minutes(1200))).toBe(true)
  expect(values(all.account)).toEqual({ included: 0, allowance: 0, cap: 0, other: 9999 })
  expect(all.cost.toNumber()).toBe(7000)
  const further = request({ usage: minutes(1) })
  expect(debitUsage(all.account, further, perMinute)).toEqual({ error: 'INSUFFICIENT_CREDIT_BALANCE_BLOCKER' })
  expect(maxUsage(all.account, further, perMinute)).toEqual({ usage: zero })
  expect(debitUsage(account, request({ usage: minutes(1201) }), perMinute)).toEqual({
    error: 'INSUFFICIENT_CREDIT_BALANCE_BLOCKER',
  })
})

test('an empty money blocker with the top weight stops what money pays, and without it use works [USE-29]', () => {
  const cash = money('cash', 50, { weight: 10 })
  const stop = money('stop', 0, { weight: 9999, blocker: true })
  expect(debitUsage(accountOf([cash, stop]), request({ usage: seconds(30) }), dutch)).toEqual({
    error: 'INSUFFICIENT_CREDIT_BALANCE_BLOCKER',
  })
  expect(maxUsage(accountOf([cash, stop]), request({ usage: seconds(30) }), dutch)).toEqual({ usage: zero })
  expect(values(debit(accountOf([cash]), { usage: seconds(30) }).account)).toEqual({ cash: 49.6 })
})

test('a blocker for premium numbers refuses those and nothing else [USE-31]', () => {
  const account = accountOf([money('cash', 50), money('stop', 0, { blocker: true, destinationIds: { PREMIUM: true } })])
  expect(debitUsage(account, request({ usage: seconds(30) }, '31900123'), dutch)).toEqual({
    error: 'INSUFFICIENT_CREDIT_BALANCE_BLOCKER',
  })
  expect(values(debit(account, { usage: seconds(30) }).account)).toMatchObject({ cash: 49.6 })
  expect(values(debit(account, { usage: seconds(30) }, { to: '44123' }).account)).toMatchObject({ cash: 49.75 })
})

test('a disabled balance pays nothing and stays [USE-32]', () => {
  const account = accountOf([money('off', 50, { disabled: true }), money('on', 50)])
  expect(values(debit(account, { usage: seconds(30) }).account)).toEqual({ off: 50, on: 49.6 })
})

test('a balance with timings pays while they hold', () => {
  // At noon MORNING lasts for thirty seconds more.
  const account = accountOf([money('morning', 5, { timingIds: { MORNING: true }, weight: 10 }), money('cash', 5)])
  const later = new Date(now.getTime() + 60_000)
  expect(values(debit(account, { usage: seconds(30) }).account)).toEqual({ morning: 4.6, cash: 5 })
  expect(values(debit(account, { at: later, usage: seconds(30) }).account)).toEqual({ morning: 5, cash: 4.6 })
  const excluded = accountOf([money('late', 5, { timingIds: { MORNING: false }, weight: 10 }), money('cash', 5)])
  expect(values(debit(excluded, { usage: seconds(30) }).account)).toEqual({ late: 5, cash: 4.6 })
})

test('a debit that may not go negative is refused whole', () => {
  const account = accountOf([money('cash', 0.45)])
  expect(debitUsage(account, request({ usage: seconds(60), deniesNegative: true }), dutch)).toEqual({
    error: 'INSUFFICIENT_CREDIT',
  })
})

test('usage beyond the largest is refused', () => {
  const account = accountOf([money('cash', 9999)])
  expect(debitUsage(account, request({ usage: minutes(72 * 60 + 1) }), dutch)).toEqual({ error: 'MAX_USAGE_EXCEEDED' })
  expect(debitUsage(account, request({ tor: '*sms', usage: new Decimal(10_001) }), dutch)).toEqual({
    error: 'MAX_USAGE_EXCEEDED',
  })
})

test('a cost limit that disconnects ends a grant, and lets usage that happened pass free', () => {
  const limited = lookupOf(
    [profile({}, [{ plan: 'P' }])],
    [
      plan('P', [
        { to: 'NL', rate: rate({ maxCost: new Decimal(1), maxCostStrategy: '*disconnect', slots: [{ price: 0.5 }] }) },
      ]),
    ],
  )
  const account = accountOf([money('cash', 50)])
  expect(debit(account, { mode: 'grant', usage: minutes(10) }, { lookup: limited }).covered.eq(minutes(2))).toBe(true)
  expect(debit(account, { usage: minutes(10) }, { lookup: limited }).cost.toNumber()).toBe(1)
  expect(
    debit(
      account,
      { mode: 'grant', from: minutes(2), spent: new Decimal(1), usage: minutes(1) },
      { lookup: limited },
    ).covered.isZero(),
  ).toBe(true)
})

test('refunds whole steps beyond what was used, the last first, and keeps the fee', () => {
  const done = debit(accountOf([money('cash', 1)]), { mode: 'grant', usage: seconds(90) })
  const refund = refundUnused(done.account, done.charges, seconds('49.5'))
  expect(refund).toMatchObject({ cost: new Decimal('0.4'), refunded: seconds(40) })
  expect(values(refund.account)).toEqual({ cash: 0.4 })
  expect(values(refundUnused(done.account, done.charges, zero).account)).toEqual({ cash: 0.9 })
  expect(values(refundUnused(done.account, done.charges, seconds(100)).account)).toEqual({ cash: 0 })
})

test('rounds a record once, and never draws a balance below zero by it', () => {
  const odd = lookupOf(
    [profile({}, [{ plan: 'P' }])],
    [plan('P', [{ to: 'NL', rate: rate({ roundingDecimals: 2, slots: [{ price: 0.05, increment: 1 }] }) }])],
  )
  const rounded = (value: number) => {
    const done = debit(accountOf([money('cash', value)]), { mode: 'grant', usage: seconds(10) }, { lookup: odd })
    return roundCharges(done.account, done.charges)
  }
  expect(values(rounded(1).account)).toEqual({ cash: 0.99 })
  expect(rounded(1).correction.toNumber()).toBe(0.0017)
  expect(values(rounded(0.0083).account)).toEqual({ cash: 0 })
  expect(rounded(0.009).correction.toNumber()).toBe(0.0007)
})

const anyMoney = fc
  .array(
    fc.record({
      value: fc.integer({ min: 0, max: 300 }).map((cents) => new Decimal(cents).div(100)),
      weight: fc.integer({ min: 0, max: 3 }),
      ratingSubject: fc.constantFrom('', '*any', 'family'),
      type: fc.constantFrom('*monetary', '*monetary', '*voice'),
      blocker: fc.constantFrom(false, false, false, true),
    }),
    { maxLength: 5 },
  )
  .map((list) =>
    list.map((one, index) =>
      balance({
        ...one,
        uuid: `b${index}`,
        value: one.type === '*voice' ? seconds(one.value.times(100).toNumber()) : one.value,
      }),
    ),
  )
const anyUsage = fc.integer({ min: 0, max: 600_000 }).map((milliseconds) => new Decimal('1e6').times(milliseconds))
const totalOf = (account: Account, type: string) =>
  account.balances.filter((one) => one.type === type).reduce((sum, one) => sum.plus(one.value), zero)

test('never makes or loses money: what left the balances is the cost', () => {
  fc.assert(
    fc.property(anyMoney, anyUsage, fc.constantFrom('debit', 'grant'), (balances, usage, mode) => {
      const account = accountOf(balances)
      const done = debitUsage(account, request({ mode, usage }), dutch)
      if ('error' in done) return
      const { account: after, charges, correction } = roundCharges(done.account, done.charges)
      expect(totalOf(account, '*monetary').minus(totalOf(after, '*monetary')).toString()).toBe(
        done.cost.plus(correction).toString(),
      )
      expect(taken(charges).toString()).toBe(done.cost.plus(correction).toString())
      const below = after.balances.filter((one) => one.value.lt(0)).map((one) => one.id)
      expect(below).toEqual(mode === 'grant' ? [] : below.filter((id) => id === '*default'))
      if (mode === 'debit') expect(done.covered.gte(usage)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('a grant can always be debited, and never more than was granted', () => {
  fc.assert(
    fc.property(anyMoney, anyUsage, (balances, usage) => {
      const account = accountOf(balances.map((one) => ({ ...one, blocker: false })))
      const most = maxUsage(account, request({ usage }), dutch)
      if (most === 'unlimited' || 'error' in most) return
      const done = debitUsage(account, request({ usage: most.usage, deniesNegative: true }), dutch)
      expect('error' in done).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('a whole refund leaves the account as it was', () => {
  fc.assert(
    fc.property(anyMoney, anyUsage, (balances, usage) => {
      const account = accountOf(balances)
      const done = debitUsage(account, request({ usage }), dutch)
      if ('error' in done) return
      const { account: after, charges } = roundCharges(done.account, done.charges)
      const back = repay(after, charges.flatMap(repaymentsOf))
      expect(values(back)).toEqual({
        ...values(account),
        ...(back.balances.some((one) => one.uuid === 'new') ? { '*default': 0 } : {}),
      })
    }),
    { numRuns: 500 },
  )
})

test('a session in steps with a refund at the end costs what was used, and no more', () => {
  fc.assert(
    fc.property(
      fc.array(anyUsage, { minLength: 1, maxLength: 5 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (steps, share) => {
        let account = accountOf([money('cash', 1000)])
        let from = zero
        let charges: Charge[] = []
        let cost = zero
        for (const usage of steps) {
          const done = debit(account, { mode: 'grant', from, spent: cost, usage })
          ;({ account } = done)
          charges = [...charges, ...done.charges]
          from = from.plus(done.covered)
          cost = cost.plus(done.cost)
        }
        const used = from.times(share).floor()
        const refund = refundUnused(account, charges, used)
        const atOnce = debit(accountOf([money('cash', 1000)]), { usage: used })
        // Whole steps: at most one more than a call charged at once, and the fee of a call that was never used.
        const paid = cost.minus(refund.cost)
        expect(paid.gte(used.isZero() ? 0 : atOnce.cost)).toBe(true)
        if (used.gt(0)) expect(paid.toString()).toBe(atOnce.cost.toString())
        expect(new Decimal(1000).minus(totalOf(refund.account, '*monetary')).toString()).toBe(paid.toString())
      },
    ),
    { numRuns: 500 },
  )
})
