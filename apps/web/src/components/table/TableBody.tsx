import { faEllipsisVertical } from '@fortawesome/free-solid-svg-icons/faEllipsisVertical'
import { ActionIcon, Button, Checkbox, Skeleton } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import type { ReactTable } from '@tanstack/react-table'
import { type MouseEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Action } from '../../actions/action.ts'
import { useAllowed } from '../../actions/use-actions.ts'
import { ActionMenu } from '../ActionMenu.tsx'
import { EmptyState } from '../EmptyState.tsx'
import { Icon } from '../Icon.tsx'
import { LoadFailure } from '../LoadFailure.tsx'
import classes from './DataTable.module.css'
import type { TableFeatureSet } from './table-features.ts'
import type { Column } from './types.ts'

type Props<Row extends object> = {
  table: ReactTable<TableFeatureSet, Row>
  columns: readonly Column<Row>[]
  rowHref?: (row: Row) => string
  rowActions?: readonly Action<Row>[]
  emptyText: string
  highlight?: string
  isMuted?: (row: Row) => boolean
  hasTicks: boolean
  hasMenu: boolean
  isLoading: boolean
  isStale: boolean
  failure: unknown
  isNarrowed: boolean
  onRetry: () => void
  onReset: () => void
}

export function TableBody<Row extends object>(props: Props<Row>) {
  const { table, columns, hasTicks, hasMenu, isLoading, isStale, failure } = props
  const shown = columns.filter(({ id }) => table.getColumn(id)?.getIsVisible())
  const width = shown.length + Number(hasTicks) + Number(hasMenu)
  const rows = table.getRowModel().rows
  if (isLoading) return <LoadingRows width={width} />
  if (failure || rows.length === 0) {
    return (
      <tbody>
        <tr>
          <td colSpan={width}>
            {failure ? <LoadFailure error={failure} onRetry={props.onRetry} /> : <NothingFound {...props} />}
          </td>
        </tr>
      </tbody>
    )
  }
  return (
    <tbody data-stale={isStale || undefined}>
      {rows.map((row) => (
        <TableRow
          {...props}
          key={row.id}
          shown={shown}
          row={row.original}
          isSelected={row.getIsSelected()}
          onTick={row.getToggleSelectedHandler()}
          isHighlighted={props.highlight === row.id}
        />
      ))}
    </tbody>
  )
}

type RowProps<Row extends object> = Props<Row> & {
  row: Row
  shown: readonly Column<Row>[]
  isSelected: boolean
  onTick: (event: unknown) => void
  isHighlighted: boolean
}

function TableRow<Row extends object>(props: RowProps<Row>) {
  const { row, shown, rowHref, hasTicks, hasMenu, isSelected, onTick, isHighlighted, isMuted } = props
  const { t } = useTranslation()
  const router = useRouter()
  const ref = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (isHighlighted) ref.current?.scrollIntoView({ block: 'center' })
  }, [isHighlighted])

  // a convenience for the mouse only: the first cell holds the link that the keyboard reaches
  function handleClick(event: MouseEvent<HTMLTableRowElement>) {
    if (!rowHref || !isPlainClick(event)) return
    if (event.metaKey || event.ctrlKey) window.open(rowHref(row), '_blank', 'noopener')
    else router.history.push(rowHref(row))
  }

  return (
    <tr
      ref={ref}
      onClick={handleClick}
      data-linked={rowHref ? true : undefined}
      data-selected={isSelected || undefined}
      data-highlighted={isHighlighted || undefined}
      data-muted={isMuted?.(row) || undefined}
    >
      {hasTicks && (
        <td className={classes.tickCell}>
          <Checkbox aria-label={t('common:table.tick')} checked={isSelected} onChange={onTick} />
        </td>
      )}
      {shown.map((column) => (
        <td key={column.id} data-numeric={column.isNumeric || undefined}>
          {column.cell(row)}
        </td>
      ))}
      {hasMenu && (
        <td className={classes.menuCell}>
          <RowMenu {...props} />
        </td>
      )}
    </tr>
  )
}

function RowMenu<Row extends object>({ row, rowActions = [] }: RowProps<Row>) {
  const { t } = useTranslation()
  const allowed = useAllowed()(rowActions, row)
  if (allowed.length === 0) return null
  return (
    <ActionMenu actions={allowed} subject={row}>
      <ActionIcon size="sm" aria-label={t('common:table.row_menu')}>
        <Icon icon={faEllipsisVertical} />
      </ActionIcon>
    </ActionMenu>
  )
}

function NothingFound<Row extends object>({ emptyText, isNarrowed, onReset }: Props<Row>) {
  const { t } = useTranslation()
  if (!isNarrowed) return <EmptyState text={emptyText} />
  return (
    <EmptyState text={t('common:table.none_match')}>
      <Button variant="default" mt="xs" onClick={onReset}>
        {t('common:table.clear_filters')}
      </Button>
    </EmptyState>
  )
}

const SKELETON_ROWS = ['a', 'b', 'c', 'd', 'e', 'f']

function LoadingRows({ width }: { width: number }) {
  const { t } = useTranslation()
  return (
    <tbody>
      {SKELETON_ROWS.map((key, at) => (
        <tr key={key}>
          <td colSpan={width}>
            {at === 0 && <span className="visually-hidden">{t('common:loading')}</span>}
            <Skeleton h={12} my={4} w={`${88 - at * 6}%`} />
          </td>
        </tr>
      ))}
    </tbody>
  )
}

function isPlainClick(event: MouseEvent<HTMLTableRowElement>): boolean {
  if (event.defaultPrevented || window.getSelection()?.toString()) return false
  const target = event.target instanceof Element ? event.target : null
  // menus are drawn elsewhere in the page but bubble through here
  return !!target && event.currentTarget.contains(target) && !target.closest('a, button, input, label')
}
