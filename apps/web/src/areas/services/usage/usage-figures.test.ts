import type { Balance } from '@omnicrm/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bandOf, usageOf, usageTypesOf } from './usage-figures.ts'

const NOW = new Date('2025-01-10T00:00:00Z')
const GIB = 1024 ** 3

function balance(ID: string, Value: number, fields: Partial<Balance> = {}): Balance {
  return {
    ID,
    Value,
    ExpirationDate: '2025-01-25T00:00:00Z',
    ExpiryTime: null,
    Weight: 10,
    DestinationIDs: [],
    custom_Name_hr: ID,
    custom_Expiration: '',
    custom_Description_String: '',
    ...fields,
  }
}

test('50 % is yellow, 51 % green, 20 % yellow, 19 % red [USE-04]', () => {
  expect([51, 50, 20, 19].map(bandOf)).toEqual(['good', 'warn', 'warn', 'bad'])
})

test('12.5 of 20 GB is 62 %, rounded down [USE-03]', () => {
  const usage = usageOf('DATA', { DATA: [balance('D', 12.5 * GIB, { custom_Original_Value: 20 * GIB })] }, NOW)
  expect(usage).toMatchObject({ remaining: 12.5 * GIB, size: 20 * GIB, percent: 62 })
})

test('a percentage never says more than is left', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 1, max: 1e12 }), (left, size) => {
      const value = Math.min(left, size)
      const { percent = -1 } = usageOf('DATA', { DATA: [balance('D', value, { custom_Original_Value: size })] }, NOW)
      return percent >= 0 && percent <= 100 && percent * size <= value * 100
    }),
  )
})

test('buckets come by weight, the total leaves the expired one out [USE-05, USE-06]', () => {
  const usage = usageOf(
    'DATA',
    {
      DATA: [
        balance('Plan', 2 * GIB, { custom_Original_Value: 20 * GIB }),
        balance('Old', 5 * GIB, { Weight: 90, ExpirationDate: '2025-01-09T00:00:00Z', custom_Original_Value: 5 * GIB }),
        balance('Boost', 5 * GIB, {
          Weight: 20,
          custom_Original_Value: 5 * GIB,
          ExpirationDate: '2025-01-17T00:00:00Z',
        }),
      ],
    },
    NOW,
  )
  expect(usage.buckets.map(({ name, isExpired }) => [name, isExpired])).toEqual([
    ['Boost', false],
    ['Plan', false],
    ['Old', true],
  ])
  expect(usage).toMatchObject({ remaining: 7 * GIB, size: 25 * GIB, expires: '2025-01-17T00:00:00Z' })
})

test('very large voice and SMS, and what is named so, are unlimited [USE-11]', () => {
  expect(usageOf('VOICE', { VOICE: [balance('V', 999_999_999e9)] }, NOW).isUnlimited).toBe(true)
  expect(usageOf('SMS', { SMS: [balance('S', 999_999_999)] }, NOW).isUnlimited).toBe(true)
  expect(usageOf('DATA', { DATA: [balance('Data_Unlimited', 5)] }, NOW).isUnlimited).toBe(true)
  expect(usageOf('VOICE', { VOICE: [balance('V', 500 * 60e9)] }, NOW).isUnlimited).toBe(false)
})

test('no account gives 0 of 0, no expiry gives none [USE-14, USE-24]', () => {
  expect(usageOf('DATA', undefined, NOW)).toMatchObject({ remaining: 0, size: 0, expires: null, buckets: [] })
  const usage = usageOf('MONETARY', { MONETARY: [balance('M', 1550, { ExpirationDate: null })] }, NOW)
  expect(usage.expires).toBeNull()
})

test('a bucket of unknown size gives no percentage', () => {
  expect(usageOf('DATA', { DATA: [balance('D', GIB)] }, NOW).percent).toBeUndefined()
})

test('a dongle shows data and money, a fixed line money only where there is some [USE-12, USE-13]', () => {
  expect(usageTypesOf('dongle', {})).toEqual(['DATA', 'MONETARY'])
  expect(usageTypesOf('hotspot', {})).toEqual(['DATA', 'MONETARY'])
  expect(usageTypesOf('fixed', {})).toEqual(['DATA'])
  expect(usageTypesOf('fixed', { MONETARY: [balance('M', 1)] })).toEqual(['DATA', 'MONETARY'])
  expect(usageTypesOf('mobile', {})).toEqual(['DATA', 'VOICE', 'SMS', 'MONETARY'])
})

test('2 of the 20 GB that an ID speaks of are 10 %; more than it speaks of gives no percentage [USE-03]', () => {
  expect(usageOf('DATA', { DATA: [balance('DATA_20GB_Monthly', 2 * GIB)] }, NOW).percent).toBe(10)
  expect(usageOf('DATA', { DATA: [balance('DATA_20GB_Monthly', 24 * GIB)] }, NOW).percent).toBeUndefined()
})
