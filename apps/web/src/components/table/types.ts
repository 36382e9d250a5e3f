import type { ComponentType, ReactNode } from 'react'

export type Column<Row> = {
  /** field name by which the API sorts, when `isSortable` */
  id: string
  labelKey: string
  cell: (row: Row) => ReactNode
  /** what local lists sort and search by; server lists do not need it */
  value?: (row: Row) => string | number | null | undefined
  isSortable?: boolean
  /** figures are set at the end with digits of one width */
  isNumeric?: boolean
  /** hidden until switched on */
  isHidden?: boolean
  /** false: always there */
  canHide?: boolean
  /** CSS width, such as `8rem` */
  width?: string
}

export type FilterValue = string | number | boolean
export type FilterOption =
  | { value: FilterValue; labelKey: string; label?: undefined }
  | { value: FilterValue; label: string }

export type ChoiceFilter<Row> = {
  /** tabs: one at most, as buttons side by side with "all" first */
  kind: 'select' | 'multi-select' | 'tabs'
  /** field of the API's `filters` object */
  id: string
  labelKey: string
  /** word for no choice, of tabs */
  allLabelKey?: string
  options: readonly FilterOption[]
  /** for local lists */
  matches?: (row: Row, values: readonly FilterValue[]) => boolean
  /** what the API is sent for the chosen values, such as both for "All"; nothing: not filtered */
  toValues?: (values: readonly FilterValue[]) => readonly (FilterValue | null)[]
  /** sends the values as query parameters of their own instead of in `filters` */
  toQuery?: (values: readonly FilterValue[]) => Record<string, unknown>
}

export type DateFilter<Row> = {
  kind: 'dates'
  id: string
  labelKey: string
  /** names of the query parameters for the first and the last day */
  query: { from: string; to: string }
  /** for local lists: the day of a row, `YYYY-MM-DD` or longer */
  dayOf?: (row: Row) => string | null
}

/** One row of another list, found by a field of its own such as a type-ahead; for server lists. */
export type LookupFilter = {
  kind: 'lookup'
  /** field of the API's `filters` object, an id */
  id: string
  labelKey: string
  Field: ComponentType<{ label: string; value: number | undefined; onChange: (id: number | undefined) => void }>
}

export type Filter<Row> = ChoiceFilter<Row> | DateFilter<Row> | LookupFilter

/** A sorting offered by name, beside those of the column headers. */
export type SortPreset = { labelKey: string; id: string; order: 'asc' | 'desc' }

export type Page<Row> = {
  data: Row[]
  pagination: { current_page: number; per_page: number; total_pages: number; total_items: number }
}
