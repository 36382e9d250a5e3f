import { chosenValues, type TableState } from './table-state.ts'
import type { Column, Filter } from './types.ts'

/** The rows of a local list that pass search and filters. */
export function matchingRows<Row>(
  rows: readonly Row[],
  state: Pick<TableState, 'search' | 'filters'>,
  { columns, filters }: { columns: readonly Column<Row>[]; filters: readonly Filter<Row>[] },
): Row[] {
  const wanted = state.search.trim().toLocaleLowerCase()
  return rows.filter((row) => {
    const isFound = wanted === '' || columns.some((column) => textOf(column.value?.(row)).includes(wanted))
    return isFound && filters.every((filter) => passes(row, filter, state.filters[filter.id] ?? []))
  })
}

function passes<Row>(row: Row, filter: Filter<Row>, texts: readonly string[]): boolean {
  if (filter.kind === 'dates') {
    const day = filter.dayOf?.(row)?.slice(0, 10)
    const [from = '', to = ''] = texts
    if (from === '' && to === '') return true
    return day !== undefined && day >= from && (to === '' || day <= to)
  }
  if (filter.kind === 'lookup') return true
  const values = chosenValues(filter, texts)
  return values.length === 0 || (filter.matches?.(row, values) ?? true)
}

function textOf(value: string | number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value).toLocaleLowerCase()
}
