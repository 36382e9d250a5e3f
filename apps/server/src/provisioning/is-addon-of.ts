import type { ProductRow } from '../catalogue/index.ts'

/** True when the product was added to the service, which goes on without it; false for what the service itself is. */
export function isAddonOf(
  product: Pick<ProductRow, 'product_id' | 'category'> | undefined,
  service: { product_id: number | null } | undefined,
): boolean {
  return product?.category === 'addon' && service !== undefined && service.product_id !== product.product_id
}
