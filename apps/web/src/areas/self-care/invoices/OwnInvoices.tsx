import { type Invoice, invoiceEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { NoAccess } from '../../../app/NoAccess.tsx'
import { DateText, Money } from '../../../components/figures.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { serverList } from '../../../components/table/server-list.ts'
import type { Column } from '../../../components/table/types.ts'
import { InvoiceStatus } from '../../billing/BillingWords.tsx'
import { downloadPdf } from '../../billing/invoices/invoice-actions.tsx'
import classes from '../SelfCare.module.css'
import { useOwnCustomerId } from '../use-own-customer.ts'

// the server answers those of the own customer only
const source = serverList(invoiceEndpoints.list)
const keyOf = (invoice: Invoice) => invoice.invoice_id
const defaults = { sort: { id: 'invoice_id', order: 'desc' as const } }
const rowActions = [downloadPdf]

/** The customer's invoices: number, date, due, amount, state and PDF (S44). */
export default function OwnInvoices() {
  const { t } = useTranslation()
  if (useOwnCustomerId() === undefined) return <NoAccess />
  return (
    <>
      <PageHeader title={t('selfcare:nav.invoices')} />
      <DataTable
        id="own-invoices"
        isMain
        label={t('selfcare:nav.invoices')}
        source={source}
        columns={columns}
        rowKey={keyOf}
        rowActions={rowActions}
        searchLabel={t('selfcare:invoices.search')}
        emptyText={t('selfcare:invoices.empty')}
        defaults={defaults}
      />
    </>
  )
}

const columns: readonly Column<Invoice>[] = [
  {
    id: 'invoice_number',
    labelKey: 'selfcare:invoices.number',
    cell: ({ invoice_number, title }) => (
      <>
        <span className={`${classes.number} numeric`}>{invoice_number}</span>
        <div className={classes.muted}>{title}</div>
      </>
    ),
    width: '13rem',
    isSortable: true,
    canHide: false,
  },
  {
    id: 'created',
    labelKey: 'selfcare:invoices.date',
    cell: ({ created }) => <DateText value={created} />,
    isSortable: true,
  },
  {
    id: 'due_date',
    labelKey: 'selfcare:invoices.due',
    cell: ({ due_date }) => <DateText value={due_date} />,
    isSortable: true,
  },
  {
    id: 'total',
    labelKey: 'selfcare:invoices.amount',
    cell: ({ total }) => <Money amount={total} />,
    isSortable: true,
    isNumeric: true,
  },
  {
    id: 'status',
    labelKey: 'selfcare:field.status',
    cell: ({ status }) => <InvoiceStatus status={status} />,
    isSortable: true,
  },
]
