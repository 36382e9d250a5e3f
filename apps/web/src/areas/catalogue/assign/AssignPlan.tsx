import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../../../components/AppLink.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { OrderWizard } from './OrderWizard.tsx'

type Address = { product_id?: string; customer_id?: string; service_id?: string }

/** S21: `/assign-plan?product_id=&customer_id=&service_id=`; what the address names is not asked. */
export default function AssignPlan() {
  const { t } = useTranslation()
  const address = useSearch({ strict: false }) as Address
  const start = {
    productId: idOf(address.product_id),
    customerId: idOf(address.customer_id),
    serviceId: idOf(address.service_id),
  }
  return (
    <>
      <PageHeader title={t('catalogue:assign.title')}>
        {start.customerId === undefined && start.serviceId === undefined && (
          <AppLink to={start.productId === undefined ? '/assign-many' : `/assign-many?product_id=${start.productId}`}>
            {t('catalogue:action.assign_many')}
          </AppLink>
        )}
      </PageHeader>
      <OrderWizard key={JSON.stringify(start)} start={start} />
    </>
  )
}

function idOf(text: string | undefined): number | undefined {
  return /^[1-9]\d*$/.test(text ?? '') ? Number(text) : undefined
}
