import { expect, test } from 'vitest'
import { Decimal, zero } from '../exact-decimal.ts'
import { lookupOf, plan, profile, rate } from '../rating/test-plan.ts'
import { debitUsage } from './debit-usage.ts'
import { maxUsage } from './max-usage.ts'
import { refundUnused } from './refund-charges.ts'
import { roundCharges } from './round-charges.ts'
import { accountOf, debit, dutch, minutes, money, now, request, seconds, values, voice } from './test-debit.ts'

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
    others: new Map(),
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
  const refund = refundUnused(done.account, done.charges, { used: seconds('49.5') })
  expect(refund).toMatchObject({ cost: new Decimal('0.4'), refunded: seconds(40) })
  expect(values(refund.account)).toEqual({ cash: 0.4 })
  expect(values(refundUnused(done.account, done.charges, { used: zero }).account)).toEqual({ cash: 0.9 })
  expect(values(refundUnused(done.account, done.charges, { used: seconds(100) }).account)).toEqual({ cash: 0 })
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
