import { expect, test } from 'vitest'
import { listQuery, readState } from '../../../components/table/table-state.ts'
import { transactionFilters } from './transaction-filters.ts'

const sentFor = (search: Record<string, string>) => listQuery(readState(search, ''), transactionFilters).filters

test('void rows are hidden until asked for; "All" asks for both kinds [TXN-07]', () => {
  expect(sentFor({})).toBeUndefined()
  expect(sentFor({ 'f.void': 'true' })).toBe('{"void":[true]}')
  expect(sentFor({ 'f.void': 'all' })).toBe('{"void":[true,false]}')
})

test('"All" of the invoice filter narrows nothing [TXN-07]', () => {
  expect(sentFor({ 'f.invoiced': 'all' })).toBeUndefined()
  expect(sentFor({ 'f.invoiced': 'false' })).toBe('{"invoiced":[false]}')
})
