import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Account } from '../accounts/account.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import type { Charge } from './charge.ts'
import { debitUsage } from './debit-usage.ts'
import { maxUsage } from './max-usage.ts'
import { refundUnused, repay, repaymentsOf } from './refund-charges.ts'
import { roundCharges } from './round-charges.ts'
import { accountOf, balance, debit, dutch, money, request, seconds, taken, values } from './test-debit.ts'

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
        const refund = refundUnused(account, charges, { used })
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
