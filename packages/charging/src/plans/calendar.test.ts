import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CalendarFields, calendarOf, firstRun, nextRun } from './calendar.ts'

const any: CalendarFields = { years: '*any', months: '*any', monthDays: '*any', weekDays: '*any', timingId: '' }
const set = new Date('2026-01-31T10:20:30.400Z')

function runs(time: string, fields: Partial<CalendarFields> = {}, from = set, count = 3): string[] {
  const calendar = calendarOf(time, { ...any, ...fields }, set)
  const found: string[] = []
  let next = firstRun(calendar, from)
  while (next !== null && found.length < count) {
    found.push(next.toISOString().slice(0, 19))
    next = nextRun(calendar, next)
  }
  return found
}

test.each([
  ['*every_minute', ['2026-01-31T10:21:30', '2026-01-31T10:22:30']],
  ['*hourly', ['2026-01-31T11:20:30', '2026-01-31T12:20:30']],
  ['*daily', ['2026-02-01T10:20:30', '2026-02-02T10:20:30']],
  ['*weekly', ['2026-02-07T10:20:30', '2026-02-14T10:20:30']],
  ['*monthly', ['2026-03-31T10:20:30', '2026-05-31T10:20:30']],
  ['*monthly_estimated', ['2026-02-28T10:20:30', '2026-03-31T10:20:30']],
  ['*month_end', ['2026-02-28T10:20:30', '2026-03-31T10:20:30']],
  ['*yearly', ['2027-01-31T10:20:30', '2028-01-31T10:20:30']],
  ['00:00:00', ['2026-02-01T00:00:00', '2026-02-02T00:00:00']],
])('%s, set at 10:20:30 on 31 January, next runs as CGRateS would', (time, expected) => {
  expect(runs(time, {}, set, 2)).toEqual(expected)
})

test('a dated plan runs once', () => {
  expect(runs('06:00:00', { years: '2026', months: '12', monthDays: '24' })).toEqual(['2026-12-24T06:00:00'])
  expect(runs('06:00:00', { years: '2025', months: '12', monthDays: '24' })).toEqual([])
})

test('years without months mean January, months without days the first', () => {
  expect(runs('00:00:00', { years: '2027;2028' })).toEqual(['2027-01-01T00:00:00', '2028-01-01T00:00:00'])
  expect(runs('00:00:00', { months: '7' }, set, 2)).toEqual(['2026-07-01T00:00:00', '2027-07-01T00:00:00'])
})

test('the last day, Sunday as 0 and 7, and a clamped day of the month', () => {
  expect(runs('00:00:00', { monthDays: '-1' }, set, 2)).toEqual(['2026-02-28T00:00:00', '2026-03-31T00:00:00'])
  expect(runs('00:00:00', { weekDays: '7' }, set, 1)).toEqual(runs('00:00:00', { weekDays: '0' }, set, 1))
  expect(runs('00:00:00', { monthDays: '30', timingId: '*monthly_estimated' }, set, 2)).toEqual([
    '2026-02-28T00:00:00',
    '2026-03-30T00:00:00',
  ])
})

test('+duration runs once, that long after it was set', () => {
  expect(runs('+48h')).toEqual(['2026-02-02T10:20:30'])
})

test.each(['tomorrow', '25:00:00', '00:00:00Z', '*hour', '+x', ''])('refuses the time "%s"', (time) => {
  expect(() => runs(time)).toThrow(`UNSUPPORTED_FORMAT:${time}`)
})

test('a day that never comes has no run', () => {
  expect(runs('00:00:00', { months: '2', monthDays: '30' })).toEqual([])
})

test('runs lie strictly after the instant asked about, and none is skipped', () => {
  const times = ['*hourly', '*daily', '*weekly', '*monthly', '*monthly_estimated', '*month_end', '12:34:56']
  const instant = fc.date({ min: new Date('2026-02-01'), max: new Date('2036-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(fc.constantFrom(...times), instant, (time, after) => {
      const calendar = calendarOf(time, any, set)
      const next = nextRun(calendar, after)
      if (next === null) throw new Error('a periodic plan always has a next run')
      expect(next.getTime()).toBeGreaterThan(after.getTime())
      expect(nextRun(calendar, new Date(next.getTime() - 1))).toEqual(next)
      const between = new Date(after.getTime() + (next.getTime() - after.getTime()) / 2)
      expect(nextRun(calendar, between)).toEqual(next)
    }),
  )
})
