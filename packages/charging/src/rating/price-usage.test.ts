import { expect, test } from 'vitest'
import { Decimal } from '../exact-decimal.ts'
import { lookupOf, plan, profile, rate, timing } from './test-plan.ts'
import { costOf, price, seconds } from './test-price.ts'

const fixed = rate({
  connectFee: new Decimal('0.1'),
  slots: [
    { price: 0.6, increment: 30 },
    { start: 30, price: 0.6, increment: 1 },
  ],
})
const mobile = rate({ slots: [{ price: 0.05, increment: 1 }] })
const dutch = lookupOf(
  [profile({}, [{ plan: 'P' }])],
  [
    plan('P', [
      { to: 'NL', rate: fixed },
      { to: 'NL_MOB', rate: mobile },
    ]),
  ],
)

test.each([
  ['45', '31201', 0.55],
  ['31', '31201', 0.41],
  ['1', '31201', 0.4],
  ['30', '31201', 0.4],
  ['0', '31201', 0],
  ['60', '31612', 0.0498],
])('prices %s s to %s with connect fee, slots and steps [RATE-03]', (usage, to, expected) => {
  expect(costOf(dutch, { to, usage: seconds(usage) })).toBe(expected)
})

test.each([
  ['*up', 4, 0.0009],
  ['*up', 3, 0.001],
  ['*middle', 3, 0.001],
  ['*down', 4, 0.0008],
  ['*down', 2, 0],
  ['*up', 0, 0.00083],
  ['*none', 2, 0.00083],
  ['', 2, 0.00083],
])('rounds with %s to %s decimals [RATE-04]', (roundingMethod, roundingDecimals, expected) => {
  const one = rate({ roundingMethod, roundingDecimals, slots: [{ price: 0.05, increment: 1 }] })
  const lookup = lookupOf([profile({}, [{ plan: 'P' }])], [plan('P', [{ to: 'NL', rate: one }])])
  expect(costOf(lookup, { usage: seconds(1) })).toBe(expected)
})

test('takes the entry with the higher weight, and the longer prefix whatever the weights [RATE-05]', () => {
  const cheap = rate({ slots: [{ price: 1 }] })
  const dear = rate({ slots: [{ price: 2 }] })
  const same = lookupOf(
    [profile({}, [{ plan: 'P' }])],
    [
      plan('P', [
        { to: 'NL', rate: cheap, weight: 10 },
        { to: 'NL', rate: dear, weight: 20 },
      ]),
    ],
  )
  expect(costOf(same, { usage: seconds(60) })).toBe(2)
  const longer = lookupOf(
    [profile({}, [{ plan: 'P' }])],
    [
      plan('P', [
        { to: 'NL', rate: dear, weight: 90 },
        { to: 'NL_MOB', rate: cheap, weight: 1 },
        { to: '*any', rate: mobile, weight: 99 },
      ]),
    ],
  )
  expect(costOf(longer, { to: '31612', usage: seconds(60) })).toBe(1)
  expect(costOf(longer, { to: '49111', usage: seconds(60) })).toBe(0.0498)
  expect(costOf(longer, { to: '*any', usage: seconds(60) })).toBe(0.0498)
})

test('prices data by network: operator before country before any [RATE-02]', () => {
  const perMegabyte = (value: number) => {
    const slots = [
      {
        groupIntervalStart: new Decimal(0),
        value: new Decimal(value),
        rateUnit: new Decimal(1_048_576),
        rateIncrement: new Decimal(1024),
      },
    ]
    return { ...rate({ slots: [] }), slots }
  }
  const lookup = lookupOf(
    [profile({ category: 'data' }, [{ plan: 'D' }])],
    [
      plan('D', [
        { to: 'AU_57', rate: perMegabyte(1024) },
        { to: 'AU', rate: perMegabyte(2048) },
        { to: '*any', rate: perMegabyte(10240) },
      ]),
    ],
  )
  const megabyte = (to: string) => costOf(lookup, { category: 'data', tor: '*data', to, usage: new Decimal(1_048_576) })
  expect(megabyte('mcc505.mnc057')).toBe(1024)
  expect(megabyte('mcc505.mnc001')).toBe(2048)
  expect(megabyte('mcc234.mnc010')).toBe(10240)
})

test('finds the plan by subject, then *any, by date and by fallback [RATE-06]', () => {
  const flat = (id: string, value: number, to = 'NL') => plan(id, [{ to, rate: rate({ slots: [{ price: value }] }) }])
  const lookup = lookupOf(
    [
      profile({ subject: '*any' }, [{ plan: 'ONE' }]),
      profile({ subject: 'gold' }, [
        { from: '2026-01-01T00:00:00Z', plan: 'TWO' },
        { from: '2026-06-01T00:00:00Z', plan: 'THREE', fallback: ['nobody', 'world'] },
      ]),
      profile({ subject: 'world' }, [{ plan: 'UK' }]),
    ],
    [flat('ONE', 1), flat('TWO', 2), flat('THREE', 3), flat('UK', 9, 'UK')],
  )
  const cost = (subject: string, at: string, to = '31201') => price(lookup, { subject, at, to, usage: seconds(60) })
  expect(cost('plain', '2026-03-02T10:00:00Z')).toMatchObject({ cost: new Decimal(1) })
  expect(cost('gold', '2025-12-31T23:00:00Z')).toMatchObject({ cost: new Decimal(1) })
  expect(cost('gold', '2026-03-02T10:00:00Z')).toMatchObject({ cost: new Decimal(2) })
  expect(cost('gold', '2026-06-01T00:00:00Z')).toMatchObject({ cost: new Decimal(3) })
  expect(cost('gold', '2026-06-01T00:00:00Z', '44123')).toMatchObject({ cost: new Decimal(9) })
  // The own profile hides the one of *any, also for numbers that it lacks.
  expect(cost('gold', '2026-03-02T10:00:00Z', '44123')).toEqual({ error: 'UNAUTHORIZED_DESTINATION' })
  expect(cost('plain', '2019-03-02T10:00:00Z')).toEqual({ error: 'RATING_PLAN_NOT_FOUND' })
  expect(price(lookup, { category: 'sms', usage: seconds(1) })).toEqual({ error: 'RATING_PLAN_NOT_FOUND' })
})

test('follows fallback subjects no deeper than three, and never in a circle for ever', () => {
  const profiles = ['a', 'b', 'c', 'd'].map((subject, index, all) =>
    profile({ subject }, [{ plan: subject === 'd' ? 'P' : 'NONE', fallback: [all[index + 1] ?? 'a', 'a'] }]),
  )
  const lookup = lookupOf(profiles, [plan('P', [{ to: 'NL', rate: mobile }]), plan('NONE', [])])
  expect(price(lookup, { subject: 'a', usage: seconds(60) })).toEqual({ error: 'UNAUTHORIZED_DESTINATION' })
  expect(costOf(lookup, { subject: 'b', usage: seconds(60) })).toBe(0.0498)
})

const night = timing({ startTime: '20:00:00' })
const morning = timing({ startTime: '00:00:00', endTime: '08:00:00' })
const day = timing({ startTime: '08:00:00', endTime: '20:00:00' })
const byTime = lookupOf(
  [profile({}, [{ plan: 'T' }]), profile({ category: 'data' }, [{ plan: 'T' }])],
  [
    plan('T', [
      { to: 'NL', rate: rate({ slots: [{ price: 6, increment: 1 }] }), at: day },
      { to: 'NL', rate: rate({ slots: [{ price: 0.6, increment: 1 }] }), at: night },
      { to: 'NL', rate: rate({ slots: [{ price: 1.2, increment: 1 }] }), at: morning },
      { to: 'NL', rate: rate({ slots: [{ price: 0 }] }), at: timing({ weekDays: [6, 7] }), weight: 20 },
    ]),
  ],
)

test('splits voice where another rate takes over, and nothing else', () => {
  const from = (at: string, usage: number, category = 'call') =>
    costOf(byTime, { at, category, tor: category === 'call' ? '*voice' : '*data', usage: seconds(usage) })
  expect(from('2026-03-02T19:59:30Z', 60)).toBeCloseTo(3 + 0.3, 10)
  expect(from('2026-03-02T23:59:00Z', 120)).toBeCloseTo(0.6 + 1.2, 10)
  expect(from('2026-03-02T19:59:30Z', 60, 'data')).toBe(6)
  // Friday to Saturday, free at the weekend; a step begun before the border is charged whole.
  expect(from('2026-03-06T23:59:30Z', 3600)).toBeCloseTo(0.3, 10)
  expect(from('2026-03-08T23:59:00Z', 120)).toBeCloseTo(1.2, 10)
})

test('splits voice where a new plan takes over', () => {
  const flat = (id: string, value: number) =>
    plan(id, [{ to: 'NL', rate: rate({ slots: [{ price: value, increment: 1 }] }) }])
  const lookup = lookupOf(
    [profile({}, [{ plan: 'OLD' }, { from: '2026-04-01T00:00:00Z', plan: 'NEW' }])],
    [flat('OLD', 6), flat('NEW', 60)],
  )
  expect(costOf(lookup, { at: '2026-03-31T23:59:30Z', usage: seconds(60) })).toBe(3 + 30)
})

test('an hour that no timing covers is not authorized', () => {
  const gap = lookupOf([profile({}, [{ plan: 'P' }])], [plan('P', [{ to: 'NL', rate: mobile, at: day }])])
  expect(price(gap, { at: '2026-03-02T21:00:00Z', usage: seconds(60) })).toEqual({ error: 'UNAUTHORIZED_DESTINATION' })
  expect(price(gap, { at: '2026-03-02T19:59:59Z', usage: seconds(60) })).toEqual({ error: 'UNAUTHORIZED_DESTINATION' })
})

test.each([
  ['*free', 1, 1],
  ['*disconnect', 1, 1],
  ['', 1, 6],
  ['*free', 0.95, 1],
])('a cost limit with %s at %s makes an hour cost %s', (maxCostStrategy, maxCost, expected) => {
  const limited = rate({ maxCostStrategy, maxCost: new Decimal(maxCost), slots: [{ price: 0.1 }] })
  const lookup = lookupOf([profile({}, [{ plan: 'P' }])], [plan('P', [{ to: 'NL', rate: limited }])])
  expect(costOf(lookup, { usage: seconds(3600) })).toBe(expected)
})

test('a rate without slots prices nothing, and increments or units of 0 are one second', () => {
  const withSlots = (one: ReturnType<typeof rate>) =>
    lookupOf([profile({}, [{ plan: 'P' }])], [plan('P', [{ to: 'NL', rate: one }])])
  expect(price(withSlots(rate({ slots: [] })), { usage: seconds(1) })).toEqual({ error: 'UNAUTHORIZED_DESTINATION' })
  const zeros = withSlots(rate({ slots: [{ price: 2, unit: 0, increment: 0 }] }))
  expect(costOf(zeros, { usage: seconds(10) })).toBe(20)
})
