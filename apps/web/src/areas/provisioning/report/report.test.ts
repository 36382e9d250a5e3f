import { expect, test } from 'vitest'
import { durationParts } from './duration-parts.ts'
import { reportCsv } from './report-csv.ts'
import { lastDays, periodOf, spanOf } from './report-period.ts'

const today = new Date('2025-03-01T10:00:00Z')

test('periods end today and count it [DASH-08]', () => {
  expect(lastDays(7, today)).toEqual({ start_date: '2025-02-23', end_date: '2025-03-01' })
  expect(spanOf(lastDays(90, today), today)).toBe('90')
  expect(spanOf({ start_date: '2025-01-01', end_date: '2025-03-01' }, today)).toBeUndefined()
})

test('an address without dates, or with broken ones, means the last 30 days', () => {
  expect(periodOf({}, today)).toEqual({ start_date: '2025-01-31', end_date: '2025-03-01' })
  expect(periodOf({ from: '2025-13-45', to: '2025-02-01' }, today)).toEqual({
    start_date: '2025-01-31',
    end_date: '2025-02-01',
  })
})

test('durations read in the two largest units [DASH-08]', () => {
  expect(durationParts(1.24)).toEqual({ unit: 'seconds', count: '1.2' })
  expect(durationParts(59.96)).toEqual({ unit: 'minutes', minutes: 1, seconds: 0 })
  expect(durationParts(125)).toEqual({ unit: 'minutes', minutes: 2, seconds: 5 })
  expect(durationParts(7_260)).toEqual({ unit: 'hours', hours: 2, minutes: 1 })
})

test('the file holds all jobs, each playbook and each failure, and no formula [DASH-08]', () => {
  const play = { provisioning_play: 'play_a', jobs: 2, failed: 1, success_rate: 50, average_duration: 3.5 }
  const csv = reportCsv({
    start_date: '2025-01-01',
    end_date: '2025-01-31',
    running: 0,
    succeeded: 1,
    ...play,
    plays: [play],
    failures: [
      {
        provisioning_play: 'play_a',
        event_name: 'Add to "HSS"',
        count: 1,
        last_provision_id: 7,
        last_error: '=1+1, no',
      },
    ],
  })
  expect(csv.split('\r\n')).toEqual([
    'start_date,end_date,provisioning_play,task,jobs,failed,success_rate,seconds,last_error',
    '2025-01-01,2025-01-31,*,,2,1,50,3.5,',
    '2025-01-01,2025-01-31,play_a,,2,1,50,3.5,',
    `2025-01-01,2025-01-31,play_a,"Add to ""HSS""",,1,,,"'=1+1, no"`,
    '',
  ])
})
