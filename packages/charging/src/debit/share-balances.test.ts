import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Account } from '../accounts/account.ts'
import { Decimal, zero } from '../exact-decimal.ts'
import type { DebitLookup, Strategy } from './debit-lookup.ts'
import { STRATEGIES } from './debit-lookup.ts'
import { debitUsage } from './debit-usage.ts'
import { refundUnused } from './refund-charges.ts'
import { roundCharges } from './round-charges.ts'
import { accountOf, balance, dutch, money, now, request, seconds, taken, voice } from './test-debit.ts'

const shared = { sharedGroups: { G: true } }

function lookupOf(strategy: Strategy, accounts: readonly Account[], random = () => 0): DebitLookup {
  const members = accounts.filter(({ balances }) => balances.some((one) => one.sharedGroups?.G === true))
  const account = ({ account: name }: { account: string }) => accounts.find((one) => one.name === name)
  return { ...dutch, shared: { group: (id) => (id === 'G' ? { strategy, members } : undefined), account, random } }
}
/** Who paid for a minute of the first account, in order. */
function payers(strategy: Strategy, accounts: readonly [Account, ...Account[]], random?: () => number): string[] {
  const done = debitUsage(accounts[0], request({ usage: seconds(60) }), lookupOf(strategy, accounts, random))
  return 'error' in done ? [done.error] : done.charges.flatMap(({ unit }) => (unit ? [unit.uuid] : []))
}
const member = (name: string, value: number, more = {}) =>
  accountOf([voice(name, seconds(value), { ...shared, ...more })], { name })

test('balances of a group pay in the order of its strategy; "mine" begins with the own one', () => {
  const accounts = [member('a', 20), member('b', 10), member('c', 30)] as const
  const few = [member('a', 20), member('b', 10), member('c', 25), member('d', 5)] as const
  expect(payers('*lowest', accounts)).toEqual(['b', 'a', 'c'])
  expect(payers('*highest', accounts)).toEqual(['c', 'a', 'b'])
  expect(payers('*mine_lowest', few)).toEqual(['a', 'd', 'b', 'c'])
  expect(payers('*mine_highest', few)).toEqual(['a', 'c', 'b', 'd'])
  expect(payers('*random', accounts, () => 0)).toEqual(['b', 'c', 'a'])
  expect(payers('*random', accounts, () => 0.99)).toEqual(['a', 'b', 'c'])
  expect(payers('*mine_random', accounts, () => 0)).toEqual(['a', 'b', 'c'])
})

test('a member with an empty balance draws on the others; a disabled, expired or foreign one gives nothing', () => {
  const yesterday = new Date(now.getTime() - 86_400_000)
  const own = member('a', 0)
  expect(payers('*mine_random', [own, member('b', 60)])).toEqual(['b'])
  const useless = [
    { ...member('b', 60), disabled: true },
    member('b', 60, { expiresAt: yesterday }),
    member('b', 60, { disabled: true }),
    member('b', 60, { sharedGroups: { OTHER: true } }),
    member('b', 60, { categories: { sms: true } }),
  ]
  for (const other of useless) expect(payers('*mine_random', [own, other])).not.toContain('b')
  // Who has no balance in the group has no part in it.
  expect(payers('*mine_random', [accountOf([money('cash', 9)]), member('b', 60)])).toEqual([])
})

test('a balance whose groups are not loaded pays for its own account; one in two groups comes once', () => {
  const alone = member('a', 60, { sharedGroups: { UNKNOWN: true } })
  expect(payers('*lowest', [alone, member('b', 60)])).toEqual(['a'])
  const both = accountOf([voice('a', seconds(20), shared), voice('a2', seconds(20), shared)])
  expect(payers('*mine_lowest', [both, member('b', 30)])).toEqual(['a', 'a2', 'b'])
})

test('a group stands where its balance stands: after a longer prefix or a higher weight, before the rest', () => {
  const own = accountOf([
    voice('last', seconds(60)),
    voice('mine', seconds(10), { ...shared, weight: 10 }),
    voice('first', seconds(10), { weight: 20 }),
  ])
  expect(payers('*mine_lowest', [own, member('b', 30)])).toEqual(['first', 'mine', 'b', 'last'])
})

test('money of others pays as well, fee included, and an empty blocker of the group ends a grant', () => {
  const own = accountOf([money('a', 0.2, shared)])
  const other = accountOf([money('b', 1, shared)], { name: 'b' })
  const lookup = lookupOf('*mine_lowest', [own, other])
  const done = debitUsage(own, request({ mode: 'grant', usage: seconds(60) }), lookup)
  expect(done).toMatchObject({ covered: seconds(60), cost: new Decimal('0.7') })
  const blocked = accountOf([money('b', 0, { ...shared, blocker: true })], { name: 'b' })
  const third = accountOf([money('c', 9, shared)], { name: 'c' })
  const ended = debitUsage(
    own,
    request({ mode: 'grant', usage: seconds(60) }),
    lookupOf('*mine_lowest', [own, blocked, third]),
  )
  expect(ended).toMatchObject({ covered: zero })
})

const anyAccounts = fc
  .array(
    fc.array(
      fc.record({
        value: fc.integer({ min: 0, max: 300 }).map((cents) => new Decimal(cents).div(100)),
        type: fc.constantFrom('*monetary', '*voice'),
        weight: fc.integer({ min: 0, max: 2 }),
        isShared: fc.boolean(),
        blocker: fc.constantFrom(false, false, false, true),
      }),
      { maxLength: 3 },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((accounts) =>
    accounts.map((list, at) =>
      accountOf(
        list.map(({ isShared, value, ...one }, index) =>
          balance({
            ...one,
            uuid: `${at}-${index}`,
            value: one.type === '*voice' ? seconds(value.times(20).toNumber()) : value,
            sharedGroups: isShared ? { G: true } : {},
          }),
        ),
        { name: at === 0 ? 'a' : `m${at}` },
      ),
    ),
  )
const anyUsage = fc.integer({ min: 0, max: 300 }).map((count) => seconds(count))
const sumOf = (accounts: readonly Account[], type: string) =>
  accounts
    .flatMap(({ balances }) => balances)
    .filter((one) => one.type === type)
    .reduce((sum, one) => sum.plus(one.value), zero)
const replaced = (accounts: readonly Account[], own: Account, others: ReadonlyMap<string, Account>) =>
  accounts.map((one, at) => (at === 0 ? own : (others.get(one.name) ?? one)))

test('over several accounts nothing is made or lost, none but *default goes below zero, and a refund gives all back', () => {
  fc.assert(
    fc.property(
      anyAccounts,
      anyUsage,
      fc.constantFrom('debit', 'grant'),
      fc.constantFrom(...STRATEGIES),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (accounts, usage, mode, strategy, chance) => {
        const own = accounts[0] as Account
        const lookup = lookupOf(strategy, accounts, () => chance)
        const done = debitUsage(own, request({ mode, usage }), lookup)
        if ('error' in done) return
        const rounded = roundCharges(done.account, done.charges, done)
        const after = replaced(accounts, rounded.account, rounded.others)
        const unitsOf = rounded.charges.reduce((sum, one) => sum.plus(one.unitsEach.times(one.count)), zero)
        expect(sumOf(accounts, '*voice').minus(sumOf(after, '*voice')).toString()).toBe(unitsOf.toString())
        const cost = done.cost.plus(rounded.correction).toString()
        expect(sumOf(accounts, '*monetary').minus(sumOf(after, '*monetary')).toString()).toBe(cost)
        expect(taken(rounded.charges).toString()).toBe(cost)
        const below = after.flatMap(({ balances }) => balances).filter(({ value }) => value.lt(0))
        expect(below.every(({ id }) => mode === 'debit' && id === '*default')).toBe(true)
        // What does not share is not touched.
        for (const [at, { balances }] of accounts.entries()) {
          if (at === 0) continue
          for (const one of balances.filter(({ sharedGroups }) => sharedGroups?.G !== true)) {
            expect(after[at]?.balances.find(({ uuid }) => uuid === one.uuid)?.value).toBe(one.value)
          }
        }
        const now = replaced(accounts, done.account, done.others)
        const back = refundUnused(done.account, done.charges, {
          used: zero,
          findOther: (name) => now.find((one) => one.name === name),
        })
        const fee = taken(back.charges)
        const restored = replaced(now, back.account, back.others)
        expect(sumOf(restored, '*voice').toString()).toBe(sumOf(accounts, '*voice').toString())
        expect(sumOf(accounts, '*monetary').minus(sumOf(restored, '*monetary')).toString()).toBe(fee.toString())
      },
    ),
    { numRuns: 1000 },
  )
})
