import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type RowSelectionState, useTable } from '@tanstack/react-table'
import { useEffect, useMemo, useState } from 'react'
import type { Action, BulkAction } from '../../actions/action.ts'
import { usePermitted } from '../../actions/use-actions.ts'
import classes from './DataTable.module.css'
import { hiddenColumns } from './hidden-columns.ts'
import { matchingRows } from './local-rows.ts'
import type { ServerList } from './server-list.ts'
import { TableBody } from './TableBody.tsx'
import { TableHead } from './TableHead.tsx'
import { TablePager } from './TablePager.tsx'
import { TableToolbar } from './TableToolbar.tsx'
import { features } from './table-features.ts'
import { isNarrowed, listQuery, sortBy, type TableState } from './table-state.ts'
import type { Column, Filter, SortPreset } from './types.ts'
import { useTableState } from './use-table-state.ts'

type Source<Row> =
  | { source: ServerList<Row>; rows?: undefined; error?: undefined; onRetry?: undefined }
  /** a bare array; undefined while it loads */
  | { source?: undefined; rows: readonly Row[] | undefined; error?: unknown; onRetry?: () => void }

export type DataTableProps<Row> = Source<Row> & {
  /** names the table: for screen readers, its address parameters (but for `main`) and its column choice */
  id: string
  /** read out as the table's name */
  label: string
  /** best a module constant: its identity matters */
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string | number
  /** its own sentence for when there is nothing */
  emptyText: string
  /** main: parameters without prefix; there is one such table a page */
  isMain?: boolean
  /** where a click on a row leads */
  rowHref?: (row: Row) => string
  searchLabel?: string
  filters?: readonly Filter<Row>[]
  /** `apply`: filters act on "Apply Filters" (billing lists); `instant` is the rule */
  filterMode?: 'instant' | 'apply'
  /** `filters` hold texts, such as `{ service_status: ['Active'] }` */
  defaults?: { sort?: { id: string; order: 'asc' | 'desc' }; filters?: TableState['filters'] }
  keepIn?: 'address' | 'memory'
  /** sortings offered by name */
  sortPresets?: readonly SortPreset[]
  rowActions?: readonly Action<Row>[]
  bulkActions?: readonly BulkAction<Row>[]
  /** name of the file, without ending; offers the CSV export of a server list */
  exportName?: string
  /** key of the row to scroll to and mark */
  highlight?: string
  /** struck through or greyed, such as voided rows */
  isMuted?: (row: Row) => boolean
}

const NO_ROWS: never[] = []
const NO_FILTERS: never[] = []

/** The one table: server lists and bare arrays, with search, filters, sorting, pages, ticks, row menus and export. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { id, columns, rowKey, source, filters = NO_FILTERS, defaults = {}, keepIn = 'address', isMain = false } = props
  const bulkActions = usePermitted(props.bulkActions ?? [])
  const hasTicks = bulkActions.length > 0
  const [state, setState] = useTableState({ prefix: isMain ? '' : `${id}.`, defaults, keepIn })
  const query = listQuery(state, filters)
  const page = useQuery({
    queryKey: [...(source?.queryKey ?? ['local']), 'list', query],
    queryFn: ({ signal }) => source?.read(query, signal) ?? null,
    enabled: source !== undefined,
    placeholderData: keepPreviousData,
  })
  const local = useMemo(
    () => (props.rows ? matchingRows(props.rows, state, { columns, filters }) : NO_ROWS),
    [props.rows, state, columns, filters],
  )
  const rows = source ? (page.data?.data ?? NO_ROWS) : local
  const [hidden, setHidden] = useState(() => hiddenColumns(id, columns))
  const [selected, setSelected] = useState<RowSelectionState>({})
  const shownPart = JSON.stringify(query)
  // ticks belong to the rows that are seen
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect runs when another part of the list is shown
  useEffect(() => {
    setSelected({})
  }, [shownPart])

  const definitions = useMemo(() => columns.map((column) => definitionOf(column)), [columns])
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: (row) => String(rowKey(row)),
    manualSorting: source !== undefined,
    manualPagination: source !== undefined,
    rowCount: source ? page.data?.pagination.total_items : undefined,
    autoResetPageIndex: false,
    enableSortingRemoval: false,
    state: {
      sorting: state.sort ? [{ id: state.sort, desc: state.order === 'desc' }] : [],
      pagination: { pageIndex: state.page - 1, pageSize: state.perPage },
      columnVisibility: Object.fromEntries(columns.map((column) => [column.id, !hidden.includes(column.id)])),
      rowSelection: selected,
    },
    onRowSelectionChange: setSelected,
  })

  const total = source ? (page.data?.pagination.total_items ?? 0) : local.length
  const lastPage = Math.max(1, Math.ceil(total / state.perPage))
  const isLoading = source ? page.isPending : props.rows === undefined && !props.error
  const error = source ? page.error : props.error
  useStepBack({ isReady: !isLoading && !page.isPlaceholderData && !error, lastPage, state, setState })
  useShowHighlighted({ key: source ? undefined : props.highlight, table: local, rowKey, state, setState })

  return (
    <section className={classes.table} aria-label={props.label} aria-busy={page.isFetching}>
      <TableToolbar
        {...props}
        bulkActions={bulkActions}
        filters={filters}
        state={state}
        onChange={setState}
        hidden={hidden}
        onHide={setHidden}
        selectedRows={table.getSelectedRowModel().rows.map((row) => row.original)}
        onUntick={() => setSelected({})}
        csv={source && props.exportName ? { name: props.exportName, read: () => source.readCsv(query) } : undefined}
      />
      <div className={classes.frame}>
        <table className={classes.grid} aria-label={props.label}>
          <TableHead
            table={table}
            columns={columns}
            state={state}
            hasTicks={hasTicks}
            hasMenu={hasMenu(props)}
            onSort={(column) => setState(sortBy(state, column))}
          />
          <TableBody
            {...props}
            table={table}
            hasTicks={hasTicks}
            hasMenu={hasMenu(props)}
            isLoading={isLoading}
            isStale={page.isPlaceholderData}
            failure={rows.length === 0 ? error : undefined}
            isNarrowed={isNarrowed(state)}
            onRetry={() => (source ? void page.refetch() : props.onRetry?.())}
            onReset={() => setState({ ...state, search: '', filters: clearedFilters(filters), page: 1 })}
          />
        </table>
      </div>
      {total > 0 && <TablePager state={state} total={total} lastPage={lastPage} onChange={setState} />}
    </section>
  )
}

function definitionOf<Row>(column: Column<Row>) {
  return {
    id: column.id,
    accessorFn: (row: Row) => column.value?.(row),
    enableSorting: column.isSortable ?? false,
    sortUndefined: 'last' as const,
    meta: column,
  }
}

function hasMenu<Row>({ rowActions }: DataTableProps<Row>): boolean {
  return rowActions !== undefined && rowActions.length > 0
}

/** Every filter set to nothing, so that one that is on by default stays off too. */
function clearedFilters<Row>(filters: readonly Filter<Row>[]): Record<string, readonly string[]> {
  return Object.fromEntries(filters.map(({ id }) => [id, []]))
}

type Position = { state: TableState; setState: (next: TableState) => void }

/** Deleting the last row of the last page must not leave an empty page. */
function useStepBack({ isReady, lastPage, state, setState }: Position & { isReady: boolean; lastPage: number }): void {
  useEffect(() => {
    if (isReady && state.page > lastPage) setState({ ...state, page: lastPage })
  })
}

type Highlighted<Row> = Position & {
  key: string | undefined
  table: readonly Row[]
  rowKey: (row: Row) => string | number
}

/** Turns a local list once to the page that holds the row to mark. */
function useShowHighlighted<Row>({ key, table: rows, rowKey, state, setState }: Highlighted<Row>): void {
  const [shown, setShown] = useState<string>()
  useEffect(() => {
    if (!key || shown === key || rows.length === 0) return
    setShown(key)
    const at = rows.findIndex((row) => String(rowKey(row)) === key)
    const page = Math.floor(at / state.perPage) + 1
    if (at >= 0 && page !== state.page) setState({ ...state, page })
  })
}
