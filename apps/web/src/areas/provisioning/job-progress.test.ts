import { expect, test } from 'vitest'
import { isJobOver, jobAddress, jobProgress, jobState, taskState } from './job-progress.ts'

function jobOf(provisioning_status: number, statuses: number[], { queued = false, task_count = 6 } = {}) {
  const provisioning_result_json = statuses.map((status, at) => ({
    event_number: at + 1,
    event_name: `Task ${at + 1}`,
    provisioning_status: status,
    timestamp: '2025-01-10T10:00:00Z',
    provisioning_result_json: {},
  }))
  return { provision_id: 456, provisioning_status, queued, task_count, provisioning_result_json }
}

test('a job waits, runs and ends in success or failure [PROV-07]', () => {
  expect(jobState(jobOf(1, [], { queued: true }))).toBe('queued')
  expect(jobState(jobOf(1, [0]))).toBe('running')
  expect(isJobOver(jobOf(1, [0]))).toBe(false)
  expect(jobState(jobOf(0, [0]))).toBe('success')
  expect(jobState(jobOf(2, [2]))).toBe('failed')
  expect(isJobOver(jobOf(2, [2]))).toBe(true)
})

test('a job that was ordered for later is scheduled until its day', () => {
  const waiting = jobOf(1, [], { queued: true })
  expect(jobState({ ...waiting, starts_at: '2025-01-20T08:00:00.000Z' })).toBe('scheduled')
  expect(jobState({ ...waiting, starts_at: null })).toBe('queued')
})

test('a task is done, running, failed or ignored [PLAN-16]', () => {
  expect([0, 1, 2, 3].map(taskState)).toEqual(['done', 'running', 'failed', 'ignored'])
})

test('progress counts the tasks that ended [PLAN-16]', () => {
  expect(jobProgress(jobOf(1, [0, 0, 3, 1]))).toEqual({ done: 3, total: 6 })
  expect(jobProgress(jobOf(1, []))).toEqual({ done: 0, total: 6 })
})

test('skipped tasks do not keep a finished job below its total', () => {
  expect(jobProgress(jobOf(0, [0, 0, 0, 0, 0]))).toEqual({ done: 6, total: 6 })
})

test('tasks of the rescue section come on top [PROV-10]', () => {
  expect(jobProgress(jobOf(2, [0, 2, 0, 0], { task_count: 2 }))).toEqual({ done: 3, total: 4 })
})

test('logs open at the failed task [PLAN-19]', () => {
  expect(jobAddress(jobOf(2, [0, 3, 2, 0]))).toBe('/provisioning/456#task-3')
  expect(jobAddress(jobOf(0, [0]))).toBe('/provisioning/456')
})
