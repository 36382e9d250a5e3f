import { productEndpoints } from '@omnicrm/contract'
import { useRead } from '../../api/use-read.ts'
import { useCan } from '../../app/use-can.ts'

/** Name of a product; its id for who may not see products. */
export function ProductName({ id }: { id: number | null }) {
  const mayView = useCan('view_product')
  const { data } = useRead(
    productEndpoints.get,
    { params: { product_id: id ?? 0 } },
    { enabled: mayView && id !== null },
  )
  return data?.product_name ?? id ?? '–'
}
