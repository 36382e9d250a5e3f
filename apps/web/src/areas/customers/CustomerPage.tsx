import { Button, Skeleton } from '@mantine/core'
import { type Customer, customerEndpoints } from '@omnicrm/contract'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { runAction, useActionTools, useAllowed } from '../../actions/use-actions.ts'
import { isApiError } from '../../api/api-error.ts'
import { useRead } from '../../api/use-read.ts'
import { useCustomerParts } from '../../app/customer-parts.ts'
import { NotFound } from '../../app/NotFound.tsx'
import { Icon } from '../../components/Icon.tsx'
import { LoadFailure } from '../../components/LoadFailure.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { TabBar } from '../../components/TabBar.tsx'
import { CustomerStatus } from './CustomerWords.tsx'

/** What staff do next with a customer; it stands out as a button when an area offers it. */
const NEXT_STEP = 'assign-plan'

export default function CustomerPage() {
  const { t } = useTranslation()
  const { customerId: text } = useParams({ strict: false }) as { customerId?: string }
  const customerId = Number(text)
  const isId = Number.isInteger(customerId) && customerId > 0
  const { tabs, actions } = useCustomerParts()
  const customer = useRead(customerEndpoints.get, { params: { customer_id: customerId } }, { enabled: isId })

  if (!isId || (isApiError(customer.error) && customer.error.status === 404)) return <NotFound />
  if (customer.error && !customer.data) {
    return <LoadFailure error={customer.error} onRetry={() => void customer.refetch()} />
  }
  if (!customer.data) return <Skeleton h={56} mb="md" aria-label={t('common:loading')} />
  const { customer_name: name, customer_status: status } = customer.data

  return (
    <>
      <PageHeader
        title={name}
        breadcrumbs={[{ label: t('customers:list.title'), to: '/customers' }]}
        badges={<CustomerStatus status={status} />}
        note={t('customers:page.id', { id: customerId })}
        actions={actions}
        subject={customer.data}
      >
        <NextStep customer={customer.data} />
      </PageHeader>
      <TabBar
        key={customerId}
        label={t('customers:page.tabs')}
        tabs={tabs.map(({ hash, labelKey, permission, Tab }) => ({
          number: hash,
          label: t(labelKey),
          permission,
          render: () => <Tab customerId={customerId} />,
        }))}
      />
    </>
  )
}

function NextStep({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const tools = useActionTools()
  const { actions } = useCustomerParts()
  const [next] = useAllowed()(
    actions.filter(({ id }) => id === NEXT_STEP),
    customer,
  )
  if (!next) return null
  return (
    <Button leftSection={<Icon icon={next.icon} />} onClick={() => void runAction(next, customer, tools)}>
      {t(next.labelKey)}
    </Button>
  )
}
