import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Decimal } from '../exact-decimal.ts'
import { lookupOf, plan, profile, rate, timing } from './test-plan.ts'
import { costOf, price } from './test-price.ts'

/** Any plan over the day: slots at whole multiples of the step before, as a plan that loads has them. */
const anyRate = fc
  .record({
    fee: fc.integer({ min: 0, max: 50 }),
    steps: fc.array(
      fc.record({
        price: fc.integer({ min: 0, max: 1000 }),
        increment: fc.constantFrom(1, 6, 30, 60),
        times: fc.integer({ min: 1, max: 20 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ fee, steps }) => {
    let start = 0
    const slots = steps.map(({ price: value, increment, times }) => {
      const slot = { start, price: new Decimal(value).div(1000).toString(), increment }
      start += increment * times
      return slot
    })
    return rate({ connectFee: new Decimal(fee).div(100), roundingMethod: '', slots })
  })
const anyPlan = fc
  .tuple(anyRate, anyRate, fc.boolean())
  .map(([one, other, isTimed]) =>
    lookupOf(
      [profile({}, [{ plan: 'P' }])],
      [
        plan('P', [
          { to: 'NL', rate: one },
          ...(isTimed ? [{ to: 'NL', rate: other, at: timing({ startTime: '10:05:00' }) }] : []),
        ]),
      ],
    ),
  )
const anyUsage = fc.integer({ min: 0, max: 7_200_000 }).map((milliseconds) => new Decimal('1e6').times(milliseconds))

test('more usage never costs less', () => {
  fc.assert(
    fc.property(anyPlan, anyUsage, anyUsage, (lookup, one, more) => {
      expect(costOf(lookup, { usage: one.plus(more) })).toBeGreaterThanOrEqual(costOf(lookup, { usage: one }))
    }),
    { numRuns: 500 },
  )
})

test('a session cut where a step ends costs what it costs in one piece', () => {
  fc.assert(
    fc.property(anyPlan, anyUsage, anyUsage, (lookup, first, second) => {
      const one = price(lookup, { usage: first })
      if ('error' in one) throw new Error(one.error)
      const total = Decimal.max(first.plus(second), one.usage)
      const rest = price(lookup, { from: one.usage, usage: total.minus(one.usage) })
      const whole = price(lookup, { usage: total })
      if ('error' in rest || 'error' in whole) throw new Error('not priced')
      expect(one.cost.plus(rest.cost).toString()).toBe(whole.cost.toString())
      expect(one.usage.plus(rest.usage).toString()).toBe(whole.usage.toString())
    }),
    { numRuns: 500 },
  )
})

test('no rounding makes money: a cost is the sum of its steps, and rounding moves it by less than its last place', () => {
  fc.assert(
    fc.property(
      anyRate,
      anyUsage,
      fc.constantFrom('*up', '*middle', '*down'),
      fc.integer({ min: 1, max: 4 }),
      (one, usage, method, decimals) => {
        const lookup = lookupOf(
          [profile({}, [{ plan: 'P' }])],
          [plan('P', [{ to: 'NL', rate: { ...one, roundingMethod: method, roundingDecimals: decimals } }])],
        )
        const answer = price(lookup, { usage })
        if ('error' in answer) throw new Error(answer.error)
        const sum = answer.runs.reduce((total, run) => total.plus(run.cost.times(run.count)), answer.connectFee)
        const moved = answer.cost.minus(sum)
        const place = new Decimal(10).pow(-decimals)
        expect(moved.abs().lt(place)).toBe(true)
        if (method === '*up') expect(moved.gte(0)).toBe(true)
        if (method === '*down') expect(moved.lte(0)).toBe(true)
        expect(answer.usage.gte(usage)).toBe(true)
        expect(answer.usage.minus(answer.runs.at(-1)?.increment ?? 0).lt(Decimal.max(usage, 1))).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})

test('counts steps in closed form, so that no size of usage is special', () => {
  const tiny = {
    ...rate({ slots: [] }),
    slots: [
      {
        groupIntervalStart: new Decimal(0),
        value: new Decimal(1),
        rateUnit: new Decimal(1024),
        rateIncrement: new Decimal(1),
      },
    ],
  }
  const lookup = lookupOf([profile({ category: 'data' }, [{ plan: 'P' }])], [plan('P', [{ to: '*any', rate: tiny }])])
  const answer = price(lookup, { category: 'data', tor: '*data', to: 'internet', usage: new Decimal('1e20') })
  expect(answer).toMatchObject({ runs: [{ count: new Decimal('1e20') }] })
  expect(answer).toMatchObject({ cost: new Decimal('0.00098').times('1e20') })
})
