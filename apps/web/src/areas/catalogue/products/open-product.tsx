import { lazy } from 'react'
import { openDialog } from '../../../components/dialog/dialogs.ts'

const ProductDialog = lazy(() => import('./ProductDialog.tsx'))

/** Shows a product over the page, in its form when `isEditing`; without an id a new one. */
export function openProduct(productId?: number, { isEditing = false } = {}): void {
  openDialog((close) => <ProductDialog productId={productId} isEditing={isEditing} onClose={close} />)
}
