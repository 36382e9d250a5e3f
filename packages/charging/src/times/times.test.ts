import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Decimal } from '../exact-decimal.ts'
import { formatTime } from './format-time.ts'
import { formatDuration, parseDuration } from './parse-duration.ts'
import { parseTimeExpression } from './parse-time-expression.ts'

const now = new Date('2026-01-31T10:20:30.400Z')
const read = (text: string) => formatTime(parseTimeExpression(text, now))

test.each([
  ['', '0001-01-01T00:00:00Z'],
  ['*unlimited', '0001-01-01T00:00:00Z'],
  ['0', '0001-01-01T00:00:00Z'],
  ['*now', '2026-01-31T10:20:30.4Z'],
  ['*daily', '2026-02-01T10:20:30.4Z'],
  ['*monthly', '2026-03-03T10:20:30.4Z'],
  ['*yearly', '2027-01-31T10:20:30.4Z'],
  ['*monthly_estimated', '2026-02-28T10:20:30.4Z'],
  ['*month_end', '2026-01-31T23:59:59Z'],
  ['*month_end+1h', '2026-02-01T00:59:59Z'],
  ['*mo+2h', '2026-03-03T12:20:30.4Z'],
  ['+168h', '2026-02-07T10:20:30.4Z'],
  ['-1h30m', '2026-01-31T08:50:30.4Z'],
  ['2030-05-06T07:08:09Z', '2030-05-06T07:08:09Z'],
  ['2030-05-06T07:08:09+02:00', '2030-05-06T05:08:09Z'],
  ['2030-05-06T07:08:09', '2030-05-06T07:08:09Z'],
  ['2030-05-06 07:08:09', '2030-05-06T07:08:09Z'],
  ['2030-05-06 07:08:09 +0200 EET', '2030-05-06T05:08:09Z'],
  ['1900000000', '2030-03-17T17:46:40Z'],
  ['1900000000123', '2030-03-17T17:46:40.123Z'],
  ['20300506070809', '2030-05-06T07:08:09Z'],
  ['06.05.2030 07:08:09', '2030-05-06T07:08:09Z'],
  ['06/05/2030 07:08:09', '2030-05-06T07:08:09Z'],
])('reads the time expression "%s"', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test.each(['nonsense', '*hourly', '*weekly', '+7d', '+5', '2030-02-30T00:00:00Z', '2030-05-06', '12', '+99999999999h'])(
  'refuses the time expression "%s"',
  (text) => {
    expect(() => read(text)).toThrow('Unsupported time format')
  },
)

test('reads back every instant it writes', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), (time) => {
      expect(parseTimeExpression(formatTime(time), now)).toEqual(time)
    }),
  )
})

test('reads back every duration it writes, to the nanosecond', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (nanoseconds) => {
      const duration = new Decimal(nanoseconds.toString())
      expect(parseDuration(formatDuration(duration)).toString()).toBe(duration.toString())
    }),
  )
})

test.each([
  ['1h30m', '5400000000000'],
  ['65500ms', '65500000000'],
  ['60', '60'],
  ['-10s', '-10000000000'],
])('reads the duration "%s"', (text, expected) => {
  expect(parseDuration(text).toString()).toBe(expected)
})

test('writes durations as Go does', () => {
  const written = ['0', '1', '1500', '500000000', '65500000000', '90000000000', '5400000000000']
  expect(written.map((one) => formatDuration(new Decimal(one)))).toEqual([
    '0s',
    '1ns',
    '1.5µs',
    '500ms',
    '1m5.5s',
    '1m30s',
    '1h30m0s',
  ])
})

test('refuses durations in the words of Go', () => {
  expect(() => parseDuration('abc')).toThrow('time: invalid duration "abc"')
})
