import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calculate, printf } from './arithmetic.ts'
import { equal } from './compare.ts'
import { fixed } from './fixed.ts'
import { dumpJson, parseJson } from './json.ts'
import { parseLiteral } from './literal.ts'
import { fromPlain } from './plain.ts'
import { floatText, repr } from './text.ts'
import { Float, float, Tuple, type Value } from './values.ts'

const anyValue = fc.jsonValue().map(fromPlain)
const whole = fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n })
const fromPlainTuple = (members: unknown[]) => Tuple.from(members.map(fromPlain))
const asValue = (value: bigint): Value => parseJson(value.toString())

describe('values survive being written and read', () => {
  test('as JSON', () => {
    fc.assert(fc.property(anyValue, (value) => equal(parseJson(dumpJson(value)), value)))
    fc.assert(fc.property(fc.jsonValue(), (value) => equal(parseJson(JSON.stringify(value)), fromPlain(value))))
  })
  test('as Python literals', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const read = parseLiteral(repr(value))
        return read !== undefined && equal(read.value, value)
      }),
    )
  })
  test('floats stay floats, and large integers exact', () => {
    expect(parseJson('15.00')).toEqual(new Float(15))
    expect(dumpJson(parseJson('[15.0, 15, 999999999000000000001]'))).toBe('[15.0, 15, 999999999000000000001]')
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) =>
        Object.is(Number(floatText(value)), value),
      ),
    )
  })
  test('what is no JSON is refused', () => {
    for (const source of [
      '',
      '{',
      '[1,]',
      '{"a":1,}',
      "{'a':1}",
      '01',
      'nul',
      '"\n"',
      '1 2',
      '{"a" 1}',
      '[1',
      '"\\x"',
    ]) {
      expect(() => parseJson(source)).toThrow(SyntaxError)
    }
  })
  test('what is no literal is refused', () => {
    for (const source of [
      '',
      '[',
      '[1 2]',
      '{1}',
      'a',
      'f(1)',
      '1 + 1',
      "'a",
      '{[1]: 2}',
      '[1,,2]',
      '01',
      '__import__("os")',
    ]) {
      expect(parseLiteral(source)).toBeUndefined()
    }
  })
})

describe('arithmetic is Python’s', () => {
  test('whole numbers of any size are exact, and // and % belong together', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(calculate('+', asValue(a), asValue(b))).toEqual(asValue(a + b))
        expect(calculate('*', asValue(a), asValue(b))).toEqual(asValue(a * b))
        fc.pre(b !== 0n)
        const quotient = BigInt(calculate('//', asValue(a), asValue(b)) as bigint)
        const rest = BigInt(calculate('%', asValue(a), asValue(b)) as bigint)
        expect(quotient * b + rest).toBe(a)
        expect(rest === 0n || rest < 0n === b < 0n).toBe(true)
      }),
    )
  })
  test('a float stays a float', () => {
    expect(calculate('+', float(1), 1)).toEqual(new Float(2))
    expect(calculate('/', 4, 2)).toEqual(new Float(2))
  })
  test('decimals round ties to even', () => {
    expect([
      fixed(0.125, 2),
      fixed(0.375, 2),
      fixed(2.5, 0),
      fixed(2.675, 2),
      fixed(-0.5, 0),
      fixed(1e15 + 0.5, 0),
    ]).toEqual(['0.12', '0.38', '2', '2.67', '-0', '1000000000000000'])
    expect(
      printf(
        '%.2f|%5.1f|%-5d|%05d|%x|%e|%g|%%|%s',
        fromPlainTuple([1.005, 2.25, 7, -42, 255, 12345.678, 0.0001, null]),
      ),
    ).toBe('1.00|  2.2|7    |-0042|ff|1.234568e+04|0.0001|%|None')
  })
})
