import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSeal } from './seal.ts'

test('what is sealed opens again, never looks the same twice, and cannot be altered', () => {
  const seal = createSeal(randomBytes(32))
  const first = seal.close('Ki 465B')
  expect(seal.open(first)).toBe('Ki 465B')
  expect(seal.close('Ki 465B')).not.toBe(first)
  expect(first).not.toContain('465B')
  const parts = first.split('.')
  parts[3] = Buffer.from('other').toString('base64')
  expect(() => seal.open(parts.join('.'))).toThrow()
  expect(() => createSeal(randomBytes(32)).open(first)).toThrow()
})
