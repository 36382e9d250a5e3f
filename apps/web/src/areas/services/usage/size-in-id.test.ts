import { expect, test } from 'vitest'
import { sizeInId } from './size-in-id.ts'

test('the ID of a bucket may speak of its size [USE-03]', () => {
  expect(sizeInId('DATA_20GB_Monthly', 'DATA')).toBe(20 * 1024 ** 3)
  expect(sizeInId('Boost-512MB', 'DATA')).toBe(512 * 1024 ** 2)
  expect(sizeInId('VOICE_500MIN', 'VOICE')).toBe(500 * 60e9)
  expect(sizeInId('250SMS_Pack', 'SMS')).toBe(250)
})

test('an ID that speaks of none, of several or of another kind tells nothing', () => {
  expect(sizeInId('VOICE_Unlimited', 'VOICE')).toBeUndefined()
  expect(sizeInId('Data_5GB_of_20GB', 'DATA')).toBeUndefined()
  expect(sizeInId('VOICE_20GB', 'VOICE')).toBeUndefined()
  expect(sizeInId('DATA_0GB', 'DATA')).toBeUndefined()
  expect(sizeInId('PREPAID_CREDIT_20', 'MONETARY')).toBeUndefined()
})
