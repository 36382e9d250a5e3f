import { expect, test } from 'vitest'
import { runDate } from './date-command.ts'
import { splitCommand } from './split-command.ts'

const now = new Date('2025-01-31T22:05:09Z')
const date = (line: string) => runDate(splitCommand(line), now)

test.each([
  ['--utc +%Y-%m-%dT%H:%M:%S%z', '2025-01-31T22:05:09+0000'],
  ["--utc +%Y-%m-%dT%H:%M:%S%z -d '+30 days'", '2025-03-02T22:05:09+0000'],
  ["--utc +%Y-%m-%d -d '+90 days'", '2025-05-01'],
  ["-u -d 'last day of this month' +%d", '31'],
  ["-u -d '2024-02-10' '+%F %T'", '2024-02-10 00:00:00'],
  ["-u -d '2024-02-10T08:30:00+0200' +%FT%TZ", '2024-02-10T06:30:00Z'],
  ["-u --date='1 month' +%F", '2025-03-03'],
  ["-u -d '1 year ago' +%F", '2024-01-31'],
  ["-u -d '-1 week' +%F", '2025-01-24'],
  ['-u -d tomorrow +%F', '2025-02-01'],
  ["-u -d '@86400' +%s", '86400'],
  ["-u '+%Y %-m %-d %H:00:00'", '2025 1 31 22:00:00'],
  ['-u +%%%F%n%j', '%2025-01-31\n031'],
  ['-u -Iseconds', '2025-01-31T22:05:09+00:00'],
  ['-u', 'Fri Jan 31 22:05:09 UTC 2025'],
])('date %s', (line, shown) => {
  expect(date(line)).toBe(shown)
})

test('what is not understood is left to the real command', () => {
  expect([date("-d 'the day before the flood'"), date('-s 2025-01-01'), date('--help')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
