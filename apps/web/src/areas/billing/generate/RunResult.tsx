import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { Invoice } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../../../components/AppLink.tsx'
import { Money } from '../../../components/figures.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'
import type { RunOutcome } from './InvoiceRun.tsx'

type Props = { result: RunOutcome; onClose: () => void }
type Skipped = RunOutcome['skipped'][number]

/** What a run made, and whom it left out with the reason. */
export function RunResult({ result, onClose }: Props) {
  const { t } = useTranslation()
  const { invoices, skipped } = result
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('billing:run.result')}
      size="48rem"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="md">
        <Text role="status">
          {t('billing:run.made', { count: invoices.length })} {t('billing:run.skipped', { count: skipped.length })}
        </Text>
        {invoices.length > 0 && (
          <DataTable
            id="run-invoices"
            keepIn="memory"
            label={t('billing:nav.invoices')}
            rows={invoices}
            columns={invoiceColumns}
            rowKey={(invoice) => invoice.invoice_id}
            emptyText={t('billing:invoice.empty')}
          />
        )}
        {skipped.length > 0 && (
          <DataTable
            id="run-skipped"
            keepIn="memory"
            label={t('billing:run.left_out')}
            rows={skipped}
            columns={skippedColumns}
            rowKey={(customer) => customer.customer_id}
            emptyText={t('billing:invoice.empty')}
          />
        )}
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            {t('common:close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

// in tabs of their own: the list is gone once it is closed
const OWN_TAB = { target: '_blank', rel: 'noopener' } as const

const invoiceColumns: readonly Column<Invoice>[] = [
  {
    id: 'invoice_number',
    labelKey: 'billing:field.number',
    cell: (invoice) => (
      <AppLink to={`/invoices/${invoice.invoice_id}`} {...OWN_TAB}>
        {invoice.invoice_number}
      </AppLink>
    ),
    value: (invoice) => invoice.invoice_number,
    isSortable: true,
    canHide: false,
  },
  {
    id: 'customer_name',
    labelKey: 'billing:field.customer',
    cell: (invoice) => invoice.customer_name,
    value: (invoice) => invoice.customer_name,
    isSortable: true,
  },
  {
    id: 'total',
    labelKey: 'billing:field.total',
    cell: (invoice) => <Money amount={invoice.total} />,
    value: (invoice) => invoice.total,
    isSortable: true,
    isNumeric: true,
  },
]

const skippedColumns: readonly Column<Skipped>[] = [
  {
    id: 'customer_id',
    labelKey: 'billing:field.customer',
    cell: ({ customer_id: id }) => (
      <AppLink to={`/customers/${id}#5`} {...OWN_TAB}>
        {id}
      </AppLink>
    ),
    value: ({ customer_id: id }) => id,
    canHide: false,
  },
  { id: 'message', labelKey: 'billing:run.reason', cell: ({ message }) => message, value: ({ message }) => message },
]
