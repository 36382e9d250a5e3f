import { Skeleton, Stack } from '@mantine/core'
import { type InvoiceDetail, invoiceEndpoints } from '@omnicrm/contract'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../../../api/api-error.ts'
import { useRead } from '../../../api/use-read.ts'
import { NotFound } from '../../../app/NotFound.tsx'
import { AppLink } from '../../../components/AppLink.tsx'
import { DateText } from '../../../components/figures.tsx'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { ActionButton } from '../ActionButton.tsx'
import { InvoiceStatus, Period } from '../BillingWords.tsx'
import { DownloadButton } from '../pdf/DownloadButton.tsx'
import { InvoiceLines } from './InvoiceLines.tsx'
import { InvoicePayments } from './InvoicePayments.tsx'
import { pageActions, payInvoice, previewPdf } from './invoice-actions.tsx'

/** One invoice: lines, payments apart, totals, and what can be done in its state. */
export default function InvoicePage() {
  const { t } = useTranslation()
  const { invoiceId: text } = useParams({ strict: false }) as { invoiceId?: string }
  const invoiceId = Number(text)
  const isId = Number.isInteger(invoiceId) && invoiceId > 0
  const invoice = useRead(invoiceEndpoints.get, { params: { invoice_id: invoiceId } }, { enabled: isId })

  if (!isId || (isApiError(invoice.error) && invoice.error.status === 404)) return <NotFound />
  if (invoice.error && !invoice.data) {
    return <LoadFailure error={invoice.error} onRetry={() => void invoice.refetch()} />
  }
  if (!invoice.data) return <Skeleton h={56} mb="md" aria-label={t('common:loading')} />
  const { title, invoice_number: number, customer_id: customerId, customer_name: customer } = invoice.data

  return (
    <>
      <PageHeader
        title={title}
        breadcrumbs={[
          { label: t('billing:nav.invoices'), to: '/invoices' },
          { label: customer, to: `/customers/${customerId}#5` },
        ]}
        badges={<InvoiceStatus status={invoice.data.status} />}
        note={number}
        actions={pageActions}
        subject={invoice.data}
      >
        <ActionButton action={previewPdf} subject={invoice.data} variant="default" />
        <DownloadButton invoiceId={invoiceId} variant="default" />
        <ActionButton action={payInvoice} subject={invoice.data} />
      </PageHeader>
      <Stack gap="md">
        <Panel title={t('billing:invoice.details')}>
          <Details invoice={invoice.data} />
        </Panel>
        <InvoiceLines invoice={invoice.data} />
        <InvoicePayments invoice={invoice.data} />
      </Stack>
    </>
  )
}

function Details({ invoice }: { invoice: InvoiceDetail }) {
  const { t } = useTranslation()
  const yesOrNo = (value: boolean) => t(value ? 'billing:yes' : 'billing:no')
  const { payment_method: method } = invoice
  return (
    <KeyValueList
      columns={3}
      items={[
        { label: t('billing:field.id'), value: invoice.invoice_id },
        { label: t('billing:field.number'), value: invoice.invoice_number },
        {
          label: t('billing:field.customer'),
          value: <AppLink to={`/customers/${invoice.customer_id}#5`}>{invoice.customer_name}</AppLink>,
        },
        { label: t('billing:field.period'), value: <Period {...invoice} /> },
        { label: t('billing:field.created'), value: <DateText value={invoice.created} /> },
        { label: t('billing:field.due_date'), value: <DateText value={invoice.due_date} /> },
        { label: t('billing:field.paid'), value: yesOrNo(invoice.paid) },
        { label: t('billing:field.void'), value: yesOrNo(invoice.void) },
        { label: t('billing:field.payment_method'), value: method && t(`billing:method.${method}`) },
        { label: t('billing:field.reference'), value: invoice.payment_reference },
      ]}
    />
  )
}
