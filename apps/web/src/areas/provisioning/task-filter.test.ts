import { expect, test } from 'vitest'
import { EVERY_TASK, FAILED_OPEN, isTaskOpen, matchingTasks } from './task-filter.ts'

const event = (event_number: number, event_name: string, provisioning_status: number, answer: unknown = {}) => ({
  event_number,
  event_name,
  provisioning_status,
  timestamp: '2025-01-10T10:00:00Z',
  provisioning_result_json: answer,
})

const events = [
  event(1, 'Create account in OCS', 0, { json: { Account: 'cgrates.org:Service_1' } }),
  event(2, 'Send SMS', 3, 'gateway timed out'),
  event(3, 'Add to HSS', 2, { msg: 'HSS timed out' }),
]
const numbers = (filter: Partial<typeof EVERY_TASK>) =>
  matchingTasks(events, { ...EVERY_TASK, ...filter }).map(({ event_number }) => event_number)

test('tasks are found by words of their name and answer, and by state [PROV-32]', () => {
  expect(numbers({})).toEqual([1, 2, 3])
  expect(numbers({ search: 'ocs ACCOUNT' })).toEqual([1])
  expect(numbers({ search: 'timed out' })).toEqual([2, 3])
  expect(numbers({ search: 'timed out', state: 'failed' })).toEqual([3])
  expect(numbers({ state: 'ignored' })).toEqual([2])
  expect(numbers({ search: 'nothing like it' })).toEqual([])
})

test('failed tasks stand open until they, or all, are opened or closed [PROV-32]', () => {
  const open = (tasks: Parameters<typeof isTaskOpen>[1]) => events.map((one) => isTaskOpen(one, tasks))
  expect(open(FAILED_OPEN)).toEqual([false, false, true])
  expect(open({ all: 'failed', own: { 1: true, 3: false } })).toEqual([true, false, false])
  expect(open({ all: 'open', own: {} })).toEqual([true, true, true])
  expect(open({ all: 'closed', own: { 2: true } })).toEqual([false, true, false])
})
