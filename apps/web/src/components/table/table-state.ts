import type { ChoiceFilter, Filter, FilterValue, LookupFilter } from './types.ts'

export const PAGE_SIZES = [10, 25, 50, 100] as const

export type Order = 'asc' | 'desc'
export type TableState = {
  search: string
  page: number
  perPage: number
  sort: string | undefined
  order: Order
  /** per filter id the chosen values as text; a date filter holds [from, to] with '' for open ends */
  filters: Readonly<Record<string, readonly string[]>>
}

type Search = Readonly<Record<string, string>>
type Defaults = { sort?: { id: string; order: Order }; filters?: TableState['filters'] }

/** Reads a table's state from the address; what is missing or no use gets its default. */
export function readState(search: Search, prefix: string, { sort, filters = {} }: Defaults = {}): TableState {
  const perPage = Number(search[`${prefix}per_page`])
  const chosen = Object.entries(search).flatMap(([name, value]) => {
    const id = name.startsWith(`${prefix}f.`) ? name.slice(prefix.length + 2) : undefined
    return id ? [[id, value === '' ? [] : value.split(',').map(decodeURIComponent)] as const] : []
  })
  return {
    search: search[`${prefix}search`] ?? '',
    page: Math.max(1, Math.trunc(Number(search[`${prefix}page`])) || 1),
    perPage: PAGE_SIZES.find((size) => size === perPage) ?? PAGE_SIZES[0],
    sort: search[`${prefix}sort`] ?? sort?.id,
    order:
      search[`${prefix}order`] === 'asc'
        ? 'asc'
        : search[`${prefix}order`] === 'desc'
          ? 'desc'
          : (sort?.order ?? 'desc'),
    filters: { ...filters, ...Object.fromEntries(chosen) },
  }
}

/** Writes a table's state into the address, leaving other parameters alone and defaults out. */
export function writeState(
  search: Search,
  prefix: string,
  state: TableState,
  defaults: Defaults = {},
): Record<string, string> {
  const isOwn = (name: string) =>
    ['search', 'page', 'per_page', 'sort', 'order'].some((own) => name === prefix + own) ||
    name.startsWith(`${prefix}f.`)
  const next = Object.fromEntries(Object.entries(search).filter(([name]) => !isOwn(name)))
  const put = (name: string, value: string, isDefault: boolean) => {
    if (!isDefault) next[prefix + name] = value
  }
  put('search', state.search, state.search === '')
  put('page', String(state.page), state.page === 1)
  put('per_page', String(state.perPage), state.perPage === PAGE_SIZES[0])
  const isDefaultSort = state.sort === defaults.sort?.id && state.order === (defaults.sort?.order ?? 'desc')
  if (state.sort) {
    put('sort', state.sort, isDefaultSort)
    put('order', state.order, isDefaultSort)
  }
  for (const [id, values] of Object.entries(state.filters)) {
    const initial = defaults.filters?.[id] ?? []
    put(`f.${id}`, values.map(encodeURIComponent).join(','), values.join('\n') === initial.join('\n'))
  }
  return next
}

/** First click on a column sorts ascending, the second descending. */
export function sortBy(state: TableState, column: string): TableState {
  const isAgain = state.sort === column && state.order === 'asc'
  return { ...state, sort: column, order: isAgain ? 'desc' : 'asc', page: 1 }
}

/** The state as query parameters of a list endpoint (api.md 1.4). */
export function listQuery<Row>(state: TableState, filters: readonly Filter<Row>[]): Record<string, unknown> {
  const inFilters: Record<string, (FilterValue | null)[]> = {}
  const own: Record<string, unknown> = {}
  for (const filter of filters) {
    const texts = state.filters[filter.id] ?? []
    if (filter.kind === 'dates') {
      if (texts[0]) own[filter.query.from] = texts[0]
      if (texts[1]) own[filter.query.to] = texts[1]
      continue
    }
    const values = chosenValues(filter, texts)
    if (values.length === 0) continue
    if (filter.kind !== 'lookup' && filter.toQuery) Object.assign(own, filter.toQuery(values))
    else {
      const sent = (filter.kind !== 'lookup' && filter.toValues?.(values)) || values
      if (sent.length > 0) inFilters[filter.id] = [...sent]
    }
  }
  return {
    page: state.page,
    per_page: state.perPage,
    ...(state.sort && { sort: state.sort, order: state.order }),
    ...(state.search && { search: state.search }),
    ...(Object.keys(inFilters).length > 0 && { filters: JSON.stringify(inFilters) }),
    ...own,
  }
}

/** The values, in their own types, behind the texts of the address; texts that are no option count for nothing. */
export function chosenValues<Row>(filter: ChoiceFilter<Row> | LookupFilter, texts: readonly string[]): FilterValue[] {
  if (filter.kind === 'lookup') return texts.map(Number).filter((id) => Number.isInteger(id) && id > 0)
  return filter.options.map(({ value }) => value).filter((value) => texts.includes(String(value)))
}

/** True when something narrows the list. */
export function isNarrowed(state: TableState): boolean {
  return state.search !== '' || Object.values(state.filters).some((values) => values.some((value) => value !== ''))
}
