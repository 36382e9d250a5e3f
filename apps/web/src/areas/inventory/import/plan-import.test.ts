import { expect, test } from 'vitest'
import { inFile, planImport } from './plan-import.ts'

const file = (rows: readonly string[]) => ['item,itemtext1', ...rows].join('\n')

test('a thousand rows go in batches and keep their lines [INV-14]', () => {
  const { total, batches, errors } = planImport(file(Array.from({ length: 1000 }, (_, at) => `SIM,${at}`)), 'wrong')
  expect(total).toBe(1000)
  expect(batches.map(({ rows }) => rows.length)).toEqual([250, 250, 250, 250])
  expect(batches[1]?.rows[0]).toEqual({ item: 'SIM', itemtext1: '250' })
  expect(batches[1]?.lines[0]).toBe(252)
  expect(errors).toEqual([])
})

test('a row of the wrong length is an error of its line and the rest is loaded [INV-14]', () => {
  const { total, batches, errors } = planImport(file(['SIM,1', 'SIM', 'SIM,2,3', 'SIM,4']), 'wrong')
  expect(total).toBe(4)
  expect(errors).toEqual([
    { line: 3, message: 'wrong' },
    { line: 4, message: 'wrong' },
  ])
  expect(batches[0]?.lines).toEqual([2, 5])
  expect(inFile(batches[0]!, [{ line: 2, message: 'no such item' }])).toEqual([{ line: 5, message: 'no such item' }])
})

test('a file with nothing but names has nothing to load', () => {
  expect(planImport(file([]), 'wrong')).toEqual({ total: 0, batches: [], errors: [] })
  expect(planImport('', 'wrong')).toEqual({ total: 0, batches: [], errors: [] })
})
