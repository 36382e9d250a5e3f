import { Button, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { type CustomerDetail, customerEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useCan } from '../../../app/use-can.ts'
import { DateText } from '../../../components/figures.tsx'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { LANGUAGES } from '../../../i18n/languages.ts'
import { CustomerStatus, CustomerType } from '../CustomerWords.tsx'
import { openCustomerForm } from '../open-customer-form.tsx'
import { ArpuComparison } from './ArpuComparison.tsx'
import { MainContact } from './MainContact.tsx'

/** Overview of a customer: details, whom to call, and what it is worth against the average. */
export default function OverviewTab({ customerId }: { customerId: number }) {
  const { t } = useTranslation()
  const maySeeContacts = useCan('view_customer_contact')
  // read by the page already
  const { data: customer } = useRead(customerEndpoints.get, { params: { customer_id: customerId } })
  if (!customer) return <Skeleton h={240} />
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <Panel title={t('customers:overview.details')} actions={<EditButton customer={customer} />}>
        <Details customer={customer} />
      </Panel>
      <Stack gap="md">
        {maySeeContacts && (
          <Panel title={t('customers:overview.contact')}>
            <MainContact contacts={customer.contacts} />
          </Panel>
        )}
        <Panel title={t('customers:overview.arpu')}>
          <ArpuComparison customerId={customerId} />
        </Panel>
      </Stack>
    </SimpleGrid>
  )
}

function EditButton({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation()
  if (!useCan('update_customer')) return null
  return (
    <Button variant="default" size="xs" onClick={() => openCustomerForm(customer)}>
      {t('customers:action.edit')}
    </Button>
  )
}

function Details({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation()
  const language = LANGUAGES.find(({ code }) => code === customer.customer_language)
  const payment = customer.customer_payment_type
  return (
    <KeyValueList
      items={[
        { label: t('customers:field.name'), value: customer.customer_name },
        { label: t('customers:field.id'), value: customer.customer_id },
        { label: t('customers:field.type'), value: <CustomerType type={customer.customer_account_type} /> },
        { label: t('customers:field.status'), value: <CustomerStatus status={customer.customer_status} /> },
        {
          label: t('customers:field.payment_type'),
          value: payment && t(`customers:payment_type.${payment}`, { defaultValue: payment }),
        },
        { label: t('customers:field.tax_identifier'), value: customer.tax_identifier },
        { label: t('customers:field.contract_start'), value: <DateText value={customer.contract_start_date} /> },
        { label: t('customers:field.contract_end'), value: <DateText value={customer.contract_end_date} /> },
        { label: t('customers:field.language'), value: language?.name ?? customer.customer_language },
        {
          label: t('customers:field.notes'),
          value: customer.customer_notes && (
            <Text component="span" style={{ whiteSpace: 'pre-wrap' }}>
              {customer.customer_notes}
            </Text>
          ),
        },
        { label: t('customers:field.created'), value: <DateText value={customer.created} /> },
      ]}
    />
  )
}
