import { expect, test } from 'vitest'
import { impersonationFilters, lengthQuery } from './impersonation-filters.ts'

test('lengths leave no gap and do not overlap [IMP-10]', () => {
  const bounds = ['short', 'usual', 'long', 'very_long'].map((length) => lengthQuery([length]))
  expect(bounds[0]).toEqual({ max_duration: 59 })
  for (const [at, { min_duration }] of bounds.entries()) {
    if (at > 0) expect(min_duration).toBe((bounds[at - 1]?.max_duration ?? 0) + 1)
  }
  expect(bounds.at(-1)).toEqual({ min_duration: 3600 })
  expect(lengthQuery([])).toEqual({})
})

test('those that last are asked for by their missing end [IMP-10]', () => {
  const ending = impersonationFilters.find(({ id }) => id === 'ended_how')
  if (ending?.kind !== 'select') throw new Error('no choice of endings')
  expect(ending.toValues?.(['open'])).toEqual([null])
  expect(ending.toValues?.(['stopped'])).toEqual(['stopped'])
})
