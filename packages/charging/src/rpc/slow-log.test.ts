import { expect, test } from 'vitest'
import { createSlowLog } from './slow-log.ts'

test('logs slow requests by method, and of many only some', () => {
  const lines: object[] = []
  const log = { info: () => undefined, error: () => undefined, warn: (details: object) => lines.push(details) }
  const slow = createSlowLog({ ...log, warn: (details) => void log.warn(details) }, 100)
  slow('A.Fast', 99)
  slow('A.Slow', 101.4)
  expect(lines).toEqual([{ method: 'A.Slow', milliseconds: 101 }])
  for (let n = 0; n < 1000; n++) slow('A.Slow', 500)
  expect(lines.length).toBeLessThan(20)
})
