import { Button, Group, Modal, Skeleton } from '@mantine/core'
import { productEndpoints } from '@omnicrm/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useWrite } from '../../../api/use-write.ts'
import { useCan } from '../../../app/use-can.ts'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { ProductForm } from './ProductForm.tsx'
import { ProductView } from './ProductView.tsx'

type Props = {
  /** undefined: a new one */
  productId?: number
  /** opens in the form at once */
  isEditing?: boolean
  onClose: () => void
}

/** S24: a product to look at, from where it can be changed or cloned; the clone opens in the form. */
export default function ProductDialog({ productId, isEditing = false, onClose }: Props) {
  const { t } = useTranslation()
  const [shown, setShown] = useState({ productId, isEditing })
  const mayUpdate = useCan('update_product')
  const mayCreate = useCan('create_product')
  const clone = useWrite(productEndpoints.clone, {
    success: ({ product_name }) => t('catalogue:manage.cloned', { name: product_name }),
  })
  const read = useRead(
    productEndpoints.get,
    { params: { product_id: shown.productId ?? 0 } },
    { enabled: shown.productId !== undefined },
  )
  const product = read.data
  if (shown.productId === undefined) return <ProductForm onClose={onClose} />
  if (product && shown.isEditing) {
    const close = () => (isEditing ? onClose() : setShown({ ...shown, isEditing: false }))
    return <ProductForm key={product.product_id} product={product} onClose={close} />
  }

  function handleClone(product_id: number) {
    const onSuccess = (copy: { product_id: number }) => setShown({ productId: copy.product_id, isEditing: true })
    clone.mutate({ params: { product_id } }, { onSuccess })
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={product?.product_name ?? t('common:loading')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {read.isPending && <Skeleton h={240} />}
      {!product && read.isError && <LoadFailure error={read.error} onRetry={() => void read.refetch()} />}
      {product && (
        <>
          <ProductView product={product} />
          <Group justify="flex-end" mt="lg">
            <Button variant="default" onClick={onClose}>
              {t('common:close')}
            </Button>
            {mayCreate && (
              <Button variant="default" loading={clone.isPending} onClick={() => handleClone(product.product_id)}>
                {t('catalogue:manage.clone')}
              </Button>
            )}
            {mayUpdate && (
              <Button onClick={() => setShown({ ...shown, isEditing: true })}>
                {t('catalogue:manage.edit_product')}
              </Button>
            )}
          </Group>
        </>
      )}
    </Modal>
  )
}
