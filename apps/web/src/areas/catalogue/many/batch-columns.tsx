import { useTranslation } from 'react-i18next'
import { AppLink } from '../../../components/AppLink.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import type { Column, Filter } from '../../../components/table/types.ts'
import type { BatchFile, Refusal } from './batch-file.ts'
import type { Started } from './use-batch.ts'

/** One line of the file with what would come of it, or has. */
export type BatchLine =
  | { line: number; isRefused: false; started: Started }
  | { line: number; isRefused: true; message: string; customerId: string | undefined }

/** Orders and refusals in the order of the file. */
export function linesOf(file: BatchFile, started: readonly Started[], refused: readonly Refusal[]): BatchLine[] {
  const customers = new Map(file.rows.map(({ line, fields }) => [line, fields.customer_id]))
  return [
    ...started.map((row): BatchLine => ({ line: row.line, isRefused: false, started: row })),
    ...refused.map(
      ({ line, message }): BatchLine => ({ line, isRefused: true, message, customerId: customers.get(line) }),
    ),
  ].sort((one, other) => one.line - other.line)
}

export const keyOfLine = ({ line }: BatchLine) => line

const itemsOf = (row: BatchLine) => (row.isRefused ? '' : Object.values(row.started.items).join(', '))

const line: Column<BatchLine> = {
  id: 'line',
  labelKey: 'catalogue:many.line',
  cell: keyOfLine,
  value: keyOfLine,
  isSortable: true,
  isNumeric: true,
  canHide: false,
  width: '5rem',
}

const customer: Column<BatchLine> = {
  id: 'customer',
  labelKey: 'catalogue:field.customer',
  cell: (row) =>
    row.isRefused ? (
      <RefusedCustomer id={row.customerId} />
    ) : (
      <AppLink to={`/customers/${row.started.customer_id}`}>{row.started.customer_name}</AppLink>
    ),
  value: (row) => (row.isRefused ? row.customerId : row.started.customer_name),
  isSortable: true,
}

const items: Column<BatchLine> = {
  id: 'items',
  labelKey: 'catalogue:many.items',
  cell: (row) => itemsOf(row) || '–',
  value: itemsOf,
}

const outcome: Column<BatchLine> = {
  id: 'outcome',
  labelKey: 'catalogue:many.outcome',
  cell: (row) => <Outcome row={row} />,
  value: (row) => (row.isRefused ? row.message : null),
  canHide: false,
}

const job: Column<BatchLine> = {
  id: 'job',
  labelKey: 'catalogue:many.job',
  cell: (row) =>
    row.isRefused || row.started.provision_id === null ? (
      '–'
    ) : (
      <AppLink to={`/provisioning/${row.started.provision_id}`}>{row.started.provision_id}</AppLink>
    ),
  value: (row) => (row.isRefused ? null : row.started.provision_id),
  isSortable: true,
  isNumeric: true,
}

export const previewColumns: readonly Column<BatchLine>[] = [line, customer, items, outcome]
export const resultColumns: readonly Column<BatchLine>[] = [line, customer, items, job, outcome]

export const lineFilters: readonly Filter<BatchLine>[] = [
  {
    kind: 'tabs',
    id: 'outcome',
    labelKey: 'catalogue:many.outcome',
    allLabelKey: 'catalogue:many.all_lines',
    options: [
      { value: 'accepted', labelKey: 'catalogue:many.accepted' },
      { value: 'refused', labelKey: 'catalogue:many.refused' },
    ],
    matches: ({ isRefused }, [wanted]) => isRefused === (wanted === 'refused'),
  },
]

function RefusedCustomer({ id }: { id: string | undefined }) {
  const { t } = useTranslation()
  return id ? t('catalogue:many.customer_id', { id }) : '–'
}

function Outcome({ row }: { row: BatchLine }) {
  const { t } = useTranslation()
  if (!row.isRefused) return <StatusBadge status="valid" label={t('catalogue:many.accepted')} />
  return (
    <>
      <StatusBadge status="rejected" label={t('catalogue:many.refused')} /> {row.message}
    </>
  )
}
