import type { ReactNode } from 'react'

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
  kind: 'select' | 'multi-select'
  /** field of the API's `filters` object */
  id: string
  labelKey: string
  options: readonly FilterOption[]
  /** for local lists */
  matches?: (row: Row, values: readonly FilterValue[]) => boolean
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

export type Filter<Row> = ChoiceFilter<Row> | DateFilter<Row>

export type Page<Row> = {
  data: Row[]
  pagination: { current_page: number; per_page: number; total_pages: number; total_items: number }
}
