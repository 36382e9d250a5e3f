import { expect, test } from 'vitest'
import { matchingRows } from './local-rows.ts'
import type { Column, Filter } from './types.ts'

type Row = { name: string; type: string; created: string | null }
const rows: Row[] = [
  { name: 'Ada', type: 'Billing', created: '2025-01-10T09:00:00Z' },
  { name: 'Grace', type: 'Technical', created: '2025-02-01T09:00:00Z' },
  { name: 'Adam', type: 'Technical', created: null },
]
const columns: Column<Row>[] = [{ id: 'name', labelKey: '', cell: () => null, value: (row) => row.name }]
const filters: Filter<Row>[] = [
  {
    kind: 'multi-select',
    id: 'type',
    labelKey: '',
    options: [
      { value: 'Billing', label: '' },
      { value: 'Technical', label: '' },
    ],
    matches: (row, values) => values.includes(row.type),
  },
  { kind: 'dates', id: 'created', labelKey: '', query: { from: 'a', to: 'b' }, dayOf: (row) => row.created },
]
const names = (search: string, chosen: Record<string, string[]> = {}) =>
  matchingRows(rows, { search, filters: chosen }, { columns, filters }).map(({ name }) => name)

test('search is partial and blind to case; filters narrow further', () => {
  expect(names(' ada ')).toEqual(['Ada', 'Adam'])
  expect(names('ada', { type: ['Technical'] })).toEqual(['Adam'])
})

test('both ends of a date range count, and open ends are open', () => {
  expect(names('', { created: ['2025-01-10', '2025-02-01'] })).toEqual(['Ada', 'Grace'])
  expect(names('', { created: ['', '2025-01-31'] })).toEqual(['Ada'])
  expect(names('', { created: ['2025-01-11', ''] })).toEqual(['Grace'])
})
