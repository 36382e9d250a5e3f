import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Decimal } from '../exact-decimal.ts'
import { type Account, newAccount } from './account.ts'
import { addToBalances, gatherMoneyIntoDefault, type Making, removeExpired, setExpiry } from './change-balances.ts'

let made = 0
const making: Making = { now: new Date('2026-11-20T12:00:00Z'), newUuid: () => `uuid-${made++}` }
const money = { type: '*monetary', filter: {} }

function accountWith(values: readonly number[]): Account {
  return values.reduce<Account>(
    (account, value, index) =>
      addToBalances(
        account,
        { type: '*monetary', filter: { id: `b${index}` } },
        { ...making, amount: new Decimal(value) },
      ).account,
    newAccount('t', 'a', making.now),
  )
}

const total = (account: Account) =>
  account.balances.reduce((sum, one) => sum.plus(one.value), new Decimal(0)).toNumber()
const cents = fc.array(fc.integer({ min: -5000, max: 5000 }), { minLength: 1, maxLength: 6 })

test('adds the full amount to every match and to nothing else', () => {
  fc.assert(
    fc.property(cents, fc.integer({ min: 0, max: 9999 }), (values, amount) => {
      const account = accountWith(values)
      const all = addToBalances(account, money, { ...making, amount: new Decimal(amount) })
      expect(total(all.account)).toBe(total(account) + amount * values.length)
      const one = addToBalances(account, { ...money, filter: { id: 'b0' } }, { ...making, amount: new Decimal(amount) })
      expect(total(one.account)).toBe(total(account) + amount)
    }),
  )
})

test('moves money into *default without making or losing any', () => {
  fc.assert(
    fc.property(cents, (values) => {
      const account = accountWith(values)
      const { account: gathered } = gatherMoneyIntoDefault(account, making)
      expect(total(gathered)).toBe(total(account))
      expect(gathered.balances.every((one) => one.id === '*default' || one.value.lte(0))).toBe(true)
    }),
  )
})

test('adds tenths without drift', () => {
  const tenth = { ...making, amount: new Decimal('0.1') }
  let account = newAccount('t', 'a', making.now)
  for (let round = 0; round < 1000; round++) account = addToBalances(account, money, tenth).account
  expect(total(account)).toBe(100)
})

test('a topped-up balance keeps its expiry and weight, an expired one is left alone', () => {
  const soon = new Date(making.now.getTime() + 1000)
  const first = addToBalances(newAccount('t', 'a', making.now), money, { ...making, amount: new Decimal(5) }).account
  const dated = setExpiry(first, { ...money, filter: { expiresAt: soon } }).account
  const again = addToBalances(dated, { ...money, filter: { id: '' } }, { ...making, amount: new Decimal(5) }).account
  expect(again.balances).toMatchObject([{ expiresAt: soon }])
  const later = { ...making, now: new Date(soon.getTime() + 1) }
  const fresh = addToBalances(again, money, { ...later, amount: new Decimal(5) }).account
  expect(fresh.balances.map((one) => one.value.toNumber())).toEqual([10, 5])
  expect(removeExpired(fresh, money, later.now)?.account.balances).toHaveLength(1)
  expect(removeExpired(first, money, later.now)).toBeUndefined()
})
