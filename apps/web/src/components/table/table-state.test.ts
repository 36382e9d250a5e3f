import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listQuery, readState, sortBy, writeState } from './table-state.ts'
import type { Filter } from './types.ts'

const NoField = () => null

const defaults = { sort: { id: 'customer_id', order: 'desc' as const } }
const filters: Filter<unknown>[] = [
  { kind: 'multi-select', id: 'paid', labelKey: '', options: [true, false].map((value) => ({ value, label: '' })) },
  { kind: 'dates', id: 'created', labelKey: '', query: { from: 'start_date', to: 'end_date' } },
]

test('a list opens with page 1 of 10 and its own order', () => {
  expect(readState({}, '', defaults)).toEqual({
    search: '',
    page: 1,
    perPage: 10,
    sort: 'customer_id',
    order: 'desc',
    filters: {},
  })
})

test('rubbish in the address falls back to the defaults', () => {
  const state = readState({ page: '-3', per_page: '7', order: 'sideways' }, '', defaults)
  expect(state).toMatchObject({ page: 1, perPage: 10, order: 'desc' })
})

test('state written to the address is read back the same, whatever it holds', () => {
  const state = fc.record({
    search: fc.string(),
    page: fc.integer({ min: 1, max: 5000 }),
    perPage: fc.constantFrom(10, 25, 50, 100),
    sort: fc.constantFrom('customer_id', 'customer_name'),
    order: fc.constantFrom('asc' as const, 'desc' as const),
    filters: fc.dictionary(
      fc.stringMatching(/^[a-z_]{1,8}$/),
      fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
      { noNullPrototype: true },
    ),
  })
  fc.assert(
    fc.property(state, fc.constantFrom('', 'tx.'), (written, prefix) => {
      const address = writeState({ [`other${prefix}`]: 'kept' }, prefix, written, defaults)
      expect(address[`other${prefix}`]).toBe('kept')
      expect(readState(address, prefix, defaults)).toEqual(written)
    }),
  )
})

test('clearing a filter that is on by default survives a reload', () => {
  const withDefault = { filters: { status: ['Active'] } }
  const cleared = { ...readState({}, '', withDefault), filters: { status: [] } }
  expect(readState(writeState({}, '', cleared, withDefault), '', withDefault).filters).toEqual({ status: [] })
})

test('first click sorts ascending, second descending, and both go back to page 1', () => {
  const opened = { ...readState({}, '', defaults), page: 4 }
  const once = sortBy(opened, 'customer_name')
  expect(once).toMatchObject({ sort: 'customer_name', order: 'asc', page: 1 })
  expect(sortBy(once, 'customer_name')).toMatchObject({ order: 'desc' })
  expect(sortBy(sortBy(once, 'customer_name'), 'customer_name')).toMatchObject({ order: 'asc' })
})

test('filters reach the API in their own types, dates as parameters', () => {
  const state = { ...readState({}, '', {}), filters: { paid: ['false', 'nonsense'], created: ['2025-01-01', ''] } }
  expect(listQuery(state, filters)).toEqual({
    page: 1,
    per_page: 10,
    filters: '{"paid":[false]}',
    start_date: '2025-01-01',
  })
})

test('a lookup filter sends the id of what was found, and nothing else [SVC-04]', () => {
  const filter = { kind: 'lookup' as const, id: 'customer_id', labelKey: 'x', Field: NoField }
  const state = (values: string[]) => ({ ...readState({}, ''), filters: { customer_id: values } })
  expect(listQuery(state(['7']), [filter])).toMatchObject({ filters: '{"customer_id":[7]}' })
  expect(listQuery(state(['x', '-1']), [filter])).not.toHaveProperty('filters')
})
