import { faFileInvoice } from '@fortawesome/free-solid-svg-icons/faFileInvoice'
import { ActionIcon, Skeleton, Tooltip } from '@mantine/core'
import { invoiceEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { runAction, useActionTools } from '../../../actions/use-actions.ts'
import { useRead } from '../../../api/use-read.ts'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { DateText, Money } from '../../../components/figures.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { InvoiceStatus } from '../../billing/BillingWords.tsx'
import { downloadPdf } from '../../billing/invoices/invoice-actions.tsx'
import classes from '../SelfCare.module.css'

const LATEST = 4

/** The latest invoices, each to download. */
export function LatestInvoices({ customerId }: { customerId: number }) {
  const { t } = useTranslation()
  const tools = useActionTools()
  const read = useRead(invoiceEndpoints.listOfCustomer, {
    params: { customer_id: customerId },
    query: { per_page: LATEST, sort: 'invoice_id', order: 'desc' },
  })
  if (read.error && !read.data) return <LoadFailure error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <Skeleton h={150} aria-label={t('common:loading')} />
  const invoices = read.data.data
  if (invoices.length === 0) return <EmptyState icon={faFileInvoice} text={t('selfcare:invoices.empty')} />
  return (
    <div className={classes.invoices}>
      {invoices.map((invoice) => (
        <div key={invoice.invoice_id} className={classes.invoice}>
          <div className={classes.invoiceText}>
            <div>{invoice.title}</div>
            <div className={classes.muted}>
              <span className={`${classes.number} numeric`}>{invoice.invoice_number}</span>
              {' · '}
              {t('selfcare:invoices.due')} <DateText value={invoice.due_date} />
            </div>
          </div>
          <div className={classes.invoiceSum}>
            <Money amount={invoice.total} />
            <InvoiceStatus status={invoice.status} />
          </div>
          <Tooltip label={t(downloadPdf.labelKey)}>
            <ActionIcon
              variant="light"
              size={34}
              aria-label={t('selfcare:invoices.download', { number: invoice.invoice_number })}
              onClick={() => void runAction(downloadPdf, invoice, tools)}
            >
              <Icon icon={downloadPdf.icon} size={14} />
            </ActionIcon>
          </Tooltip>
        </div>
      ))}
    </div>
  )
}
