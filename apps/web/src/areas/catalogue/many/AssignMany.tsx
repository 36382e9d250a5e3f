import { Skeleton } from '@mantine/core'
import { productEndpoints } from '@omnicrm/contract'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { ProductStep } from '../assign/ChoiceSteps.tsx'
import { BatchOfProduct } from './BatchOfProduct.tsx'

/** One product for many customers out of a file: `/assign-many?product_id=`. */
export default function AssignMany() {
  const { t } = useTranslation()
  const router = useRouter()
  const { product_id } = useSearch({ strict: false }) as { product_id?: string }
  const productId = /^[1-9]\d*$/.test(product_id ?? '') ? Number(product_id) : undefined
  const read = useRead(
    productEndpoints.get,
    { params: { product_id: productId ?? 0 } },
    { enabled: productId !== undefined },
  )
  const choose = (id: number | undefined) =>
    router.history.replace(id === undefined ? '/assign-many' : `/assign-many?product_id=${id}`)
  return (
    <>
      <PageHeader
        title={t('catalogue:many.title')}
        breadcrumbs={[{ label: t('catalogue:plans'), to: '/plans' }]}
        note={productId === undefined ? t('catalogue:many.note') : read.data?.product_name}
      />
      {productId === undefined && (
        <Panel title={t('catalogue:assign.question.product')}>
          <ProductStep value={undefined} customerId={undefined} onChange={choose} />
        </Panel>
      )}
      {productId !== undefined && read.isPending && <Skeleton h={260} aria-label={t('common:loading')} />}
      {read.isError && <LoadFailure error={read.error} onRetry={() => void read.refetch()} />}
      {read.data && <BatchOfProduct key={read.data.product_id} product={read.data} />}
    </>
  )
}
