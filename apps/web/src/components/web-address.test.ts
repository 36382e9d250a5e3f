import { expect, test } from 'vitest'
import { webAddressOf } from './web-address.ts'

test('only web addresses become links [INV-18] [INV-19]', () => {
  expect(webAddressOf('https://192.168.1.1')).toBe('https://192.168.1.1/')
  expect(webAddressOf('LPA:1$smdp.example.com$CODE')).toBeUndefined()
  expect(webAddressOf('javascript:alert(1)')).toBeUndefined()
  expect(webAddressOf('192.168.1.1')).toBeUndefined()
})
