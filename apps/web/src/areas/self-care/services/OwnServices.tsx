import { useTranslation } from 'react-i18next'
import { NoAccess } from '../../../app/NoAccess.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { useOwnCustomerId } from '../use-own-customer.ts'
import { ServiceCards } from './ServiceCards.tsx'

/** Everything that the customer has with us. */
export default function OwnServices() {
  const { t } = useTranslation()
  const customerId = useOwnCustomerId()
  if (customerId === undefined) return <NoAccess />
  return (
    <>
      <PageHeader title={t('selfcare:nav.services')} />
      <ServiceCards customerId={customerId} />
    </>
  )
}
