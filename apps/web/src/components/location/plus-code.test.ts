import { expect, test } from 'vitest'
import { plusCodeOf } from './plus-code.ts'

test('a position gives its Plus Code [SITE-04]', () => {
  expect(plusCodeOf(51.5074, -0.1278)).toBe('9C3XGV4C+XV')
})

// from the test data of the Open Location Code project, encoding.csv
test.each([
  [20.3700625, 2.7821875, '7FG49QCJ+2V'],
  [47.0000625, 8.0000625, '8FVC2222+22'],
  [-41.2730625, 174.7859375, '4VCPPQGP+Q9'],
  [-89.9999375, -179.9999375, '22222222+22'],
  [1.2, 3.4, '6FH56C22+22'],
  [35.6, 3.033, '8F75J22M+26'],
  [-37.014, -159.936, '43J2X3P7+CJ'],
  [-25.798, -59.812, '5862652Q+R6'],
  [90, 1, 'CFX3X2X2+X2'],
])('%d, %d is %s', (latitude, longitude, code) => {
  expect(plusCodeOf(latitude, longitude)).toBe(code)
})

test('what is no position has no code', () => {
  expect(plusCodeOf(91, 0)).toBeUndefined()
  expect(plusCodeOf(0, 181)).toBeUndefined()
  expect(plusCodeOf(Number.NaN, 0)).toBeUndefined()
})
