import { Group, Stack, Title } from '@mantine/core'
import { customerEndpoints } from '@omnicrm/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../api/use-read.ts'
import { useCan } from '../../app/use-can.ts'
import { ActionButton } from './ActionButton.tsx'
import { addTransactionOf, generateInvoiceOf, takePayment } from './customer-actions.ts'
import { InvoiceTable } from './invoices/InvoiceTable.tsx'
import { InvoiceWidgets } from './invoices/InvoiceWidgets.tsx'
import { TransactionTable } from './transactions/TransactionTable.tsx'
import { TransactionWidgets } from './transactions/TransactionWidgets.tsx'

/** S15: the ledger and the invoices of one customer. */
export default function BillingTab({ customerId }: { customerId: number }) {
  const { t } = useTranslation()
  const { data: customer } = useRead(customerEndpoints.get, { params: { customer_id: customerId } })
  const maySeeTransactions = useCan('view_customer_transaction')
  const maySeeInvoices = useCan('view_customer_invoice')
  return (
    <Stack gap="xl">
      {maySeeTransactions && (
        <Part
          title={t('billing:nav.transactions')}
          buttons={customer && <ActionButton action={addTransactionOf} subject={customer} variant="default" />}
        >
          <TransactionWidgets customerId={customerId} />
          <TransactionTable customerId={customerId} />
        </Part>
      )}
      {maySeeInvoices && (
        <Part
          title={t('billing:nav.invoices')}
          buttons={
            customer && (
              <>
                <ActionButton action={generateInvoiceOf} subject={customer} variant="default" />
                <ActionButton action={takePayment} subject={customer} />
              </>
            )
          }
        >
          <InvoiceWidgets customerId={customerId} />
          <InvoiceTable customerId={customerId} />
        </Part>
      )}
    </Stack>
  )
}

function Part({ title, buttons, children }: { title: string; buttons: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2}>{title}</Title>
        <Group gap="xs">{buttons}</Group>
      </Group>
      {children}
    </section>
  )
}
