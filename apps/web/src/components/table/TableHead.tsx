import { Checkbox } from '@mantine/core'
import type { ReactTable } from '@tanstack/react-table'
import { useTranslation } from 'react-i18next'
import classes from './DataTable.module.css'
import type { TableFeatureSet } from './table-features.ts'
import type { TableState } from './table-state.ts'
import type { Column } from './types.ts'

type Props<Row extends object> = {
  table: ReactTable<TableFeatureSet, Row>
  columns: readonly Column<Row>[]
  state: TableState
  hasTicks: boolean
  hasMenu: boolean
  onSort: (column: string) => void
}

export function TableHead<Row extends object>({ table, columns, state, hasTicks, hasMenu, onSort }: Props<Row>) {
  const { t } = useTranslation()
  const shown = columns.filter(({ id }) => table.getColumn(id)?.getIsVisible())
  return (
    <thead>
      <tr>
        {hasTicks && (
          <th className={classes.tickCell} scope="col">
            <Checkbox
              aria-label={t('common:table.tick_all')}
              checked={table.getIsAllPageRowsSelected()}
              indeterminate={table.getIsSomePageRowsSelected() && !table.getIsAllPageRowsSelected()}
              onChange={table.getToggleAllPageRowsSelectedHandler()}
            />
          </th>
        )}
        {shown.map((column) => (
          <th
            key={column.id}
            scope="col"
            data-numeric={column.isNumeric || undefined}
            style={{ inlineSize: column.width }}
            aria-sort={column.isSortable ? ariaSort(state, column.id) : undefined}
          >
            {column.isSortable ? (
              <button type="button" className={classes.sort} onClick={() => onSort(column.id)}>
                {t(column.labelKey)}
                <SortSign direction={state.sort === column.id ? state.order : undefined} />
              </button>
            ) : (
              t(column.labelKey)
            )}
          </th>
        ))}
        {hasMenu && (
          <th className={classes.menuCell} scope="col">
            <span className="visually-hidden">{t('common:table.actions')}</span>
          </th>
        )}
      </tr>
    </thead>
  )
}

function SortSign({ direction }: { direction: 'asc' | 'desc' | undefined }) {
  return (
    <span className={classes.sortSign} aria-hidden="true">
      <span data-on={direction === 'asc' || undefined}>{'▲'}</span>
      <span data-on={direction === 'desc' || undefined}>{'▼'}</span>
    </span>
  )
}

function ariaSort(state: TableState, column: string): 'ascending' | 'descending' | 'none' {
  if (state.sort !== column) return 'none'
  return state.order === 'asc' ? 'ascending' : 'descending'
}
