import { expect, test } from 'vitest'
import { PlaybookError } from '../playbook-error.ts'
import { toPlain } from '../python/plain.ts'
import { Float } from '../python/values.ts'
import { parseYaml } from './parse-yaml.ts'

const value = (source: string) => parseYaml(source, 'x.yaml').value
const plain = (source: string) => toPlain(value(source))

test('plain words are what PyYAML takes them for [PROV-06]', () => {
  expect(plain('[yes, No, on, OFF, true, y, n, ~, null, Null, "yes"]')).toEqual([
    true,
    false,
    true,
    false,
    true,
    'y',
    'n',
    null,
    null,
    null,
    'yes',
  ])
  expect(plain('[1, -2, 0o17, 017, 0x1f, 0b11, 1_000, 12:30:45, 08, +5]')).toEqual([
    1,
    -2,
    '0o17',
    15,
    31,
    3,
    1000,
    45045,
    '08',
    5,
  ])
  expect(plain('[1.5, .5, 1e3, 1.0e+3, 2025-01-10, 1.2.3]')).toEqual([1.5, 0.5, '1e3', 1000, '2025-01-10', '1.2.3'])
  expect(value('1.0')).toEqual(new Float(1))
  expect(value('999999999000000000000')).toBe(999999999000000000000n)
})

test('anchors, merges and later keys as PyYAML has them', () => {
  expect(plain('a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\nc: *x\nd: 1\nd: 2')).toEqual({
    a: { p: 1, q: 2 },
    b: { p: 1, q: 3 },
    c: { p: 1, q: 2 },
    d: 2,
  })
})

test('errors name the line, and guess at unquoted templates [PROV-27]', () => {
  const failure = (source: string): PlaybookError => {
    try {
      value(source)
    } catch (error) {
      if (error instanceof PlaybookError) return error
    }
    throw new Error('no error')
  }
  expect(failure('a: 1\nb: [1, 2\nc: 3')).toMatchObject({ kind: 'syntax', file: 'x.yaml' })
  expect(failure('a: 1\nb: {{ x }}')).toMatchObject({
    kind: 'syntax',
    line: 2,
    message: expect.stringContaining('must stand in quotes'),
  })
  expect(failure('a: 1\nb: !vault x')).toMatchObject({ line: 2 })
  expect(failure('a:\n\t- b').line).toBe(2)
})
