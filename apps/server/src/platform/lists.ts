import type { ListQuery } from '@omnicrm/contract'
import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Context } from './context.ts'
import type { Database } from './database/schema.ts'
import { invalid } from './errors.ts'
import { csvFile, type FileReply } from './http/file-reply.ts'
import { readInPortions } from './read-in-portions.ts'

/** What a list may be searched, filtered and sorted by; everything else in the query is refused. */
export type ListColumns = {
  /** sortable fields by their name on the wire */
  sort: Record<string, Expression<unknown>>
  /** field sorted by when none is asked for */
  defaultSort: string
  /** unique column that breaks ties, so that pages never overlap */
  tieBreak: Expression<unknown>
  /** text columns matched by `search`, case-insensitively, anywhere in the text */
  search: Expression<unknown>[]
  /** filter fields: a column compared for equality, or a condition made from the values */
  filters: Record<string, Expression<unknown> | ((values: readonly unknown[]) => Expression<SqlBool>)>
}

export type ListPage<O> = {
  rows: O[]
  total: number
  /** what follows `rows` in a CSV file that is too long for the memory, portion by portion */
  more?: AsyncIterable<O[]>
}

/**
 * Runs a list: search, filters, sort, one page and the total (or all rows for CSV).
 * `base` selects the rows that the caller may see; its columns are what the presenter needs.
 */
export async function listRows<TB extends keyof Database, O>(
  context: Context,
  base: SelectQueryBuilder<Database, TB, O>,
  query: ListQuery,
  columns: ListColumns,
): Promise<ListPage<O>> {
  let matching = base
  for (const term of searchTerms(query.search)) {
    matching = matching.where(anyMatches(columns.search, term))
  }
  for (const [field, values] of Object.entries(query.filters ?? {})) {
    if (values.length > 0) matching = matching.where(filterCondition(columns, field, values))
  }
  const direction = query.order
  const sortName = query.sort ?? columns.defaultSort
  const sortBy = columns.sort[sortName]
  if (!sortBy) throw invalid('sort', `must be one of: ${Object.keys(columns.sort).join(', ')}`)
  const sorted = matching
    .orderBy(sortBy, (by) => (direction === 'asc' ? by.asc() : by.desc()).nullsLast())
    .orderBy(columns.tieBreak, direction)
  if (query.format === 'csv') {
    const portions = readInPortions(context.platform.db, sorted)
    // The first one is read here, so that a query that fails is still answered as such.
    const first = await portions.next()
    const rows = first.value ?? []
    return { rows, total: rows.length, more: portions }
  }
  const counting = matching.clearSelect().select(sql<number>`count(*)`.as('total'))
  const page = sorted.limit(query.per_page).offset((query.page - 1) * query.per_page)
  const rows = await page.execute()
  const counted = await counting.executeTakeFirst()
  return { rows, total: Number((counted as { total: number } | undefined)?.total ?? 0) }
}

type Envelope<P> = {
  data: P[]
  pagination: { current_page: number; per_page: number; total_pages: number; total_items: number }
}

/** The list on the wire: an envelope, or a CSV file named `name` when `format=csv`. */
export function presentList<O, P extends Record<string, unknown>>(
  page: ListPage<O>,
  query: ListQuery,
  options: { name: string; present: (row: O) => P },
): Envelope<P> | FileReply {
  if (query.format === 'csv') return csvFile(options.name, presentedPortions(page, options.present))
  const data = page.rows.map(options.present)
  return {
    data,
    pagination: {
      current_page: query.page,
      per_page: query.per_page,
      total_pages: Math.ceil(page.total / query.per_page),
      total_items: page.total,
    },
  }
}

/** The rows of a page and what follows them, as they go on the wire. */
export async function* presentedPortions<O, P>(page: ListPage<O>, present: (row: O) => P): AsyncGenerator<P[]> {
  yield page.rows.map(present)
  for await (const rows of page.more ?? []) yield rows.map(present)
}

/** A search is one phrase: "John Smith" finds the text, not each word. */
function searchTerms(search: string | undefined): string[] {
  const term = search?.trim()
  return term ? [term] : []
}

function anyMatches(columns: Expression<unknown>[], term: string): Expression<SqlBool> {
  const pattern = likePattern(term)
  const conditions = columns.map((column) => sql<SqlBool>`${column}::text ilike ${pattern}`)
  return sql<SqlBool>`(${sql.join(conditions, sql` or `)})`
}

/** `%term%` with the wildcards of LIKE taken literally. */
export function likePattern(term: string): string {
  return `%${term.replace(/[\\%_]/g, '\\$&')}%`
}

function filterCondition(columns: ListColumns, field: string, values: readonly unknown[]): Expression<SqlBool> {
  const filter = columns.filters[field]
  if (!filter)
    throw invalid(
      'filters',
      `${field} is not a filter of this list; there are: ${Object.keys(columns.filters).join(', ')}`,
    )
  if (typeof filter === 'function') return filter(values)
  const texts = values.map(String)
  return sql<SqlBool>`${filter}::text = any(${texts})`
}
