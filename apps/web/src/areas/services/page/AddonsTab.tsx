import { Skeleton } from '@mantine/core'
import { productEndpoints, type Service } from '@omnicrm/contract'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useCan } from '../../../app/use-can.ts'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { ProductCarousel } from '../../catalogue/ProductCarousel.tsx'

/** S29: the add-ons that a service may have now; choosing one asks for item and renewal and shows the progress. */
export function AddonsTab({ service }: { service: Service }) {
  const { t } = useTranslation()
  const router = useRouter()
  const mayOrder = useCan('create_provision')
  const { service_id, customer_id } = service
  const read = useRead(productEndpoints.addonsOfService, { params: { service_id } })
  if (read.isError) return <LoadFailure error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <Skeleton h={240} aria-label={t('common:loading')} />
  if (read.data.length === 0) return <EmptyState text={t('services:addons.none')} />
  return (
    <ProductCarousel
      title={t('services:addons.title')}
      products={read.data}
      chooseLabel={t('services:addons.add')}
      onChoose={
        mayOrder
          ? ({ product_id }) =>
              router.history.push(
                `/assign-plan?product_id=${product_id}&customer_id=${customer_id}&service_id=${service_id}`,
              )
          : undefined
      }
    />
  )
}
