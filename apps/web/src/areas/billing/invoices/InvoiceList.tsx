import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { ActionButton } from '../ActionButton.tsx'
import { generateInvoice, invoiceSeveral } from '../actions.ts'
import { InvoiceTable } from './InvoiceTable.tsx'
import { InvoiceWidgets } from './InvoiceWidgets.tsx'

export default function InvoiceList() {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader title={t('billing:nav.invoices')}>
        <ActionButton action={invoiceSeveral} subject={undefined} variant="default" />
        <ActionButton action={generateInvoice} subject={undefined} />
      </PageHeader>
      <InvoiceWidgets />
      <InvoiceTable />
    </>
  )
}
