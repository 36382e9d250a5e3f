import { faClone } from '@fortawesome/free-solid-svg-icons/faClone'
import { faEye } from '@fortawesome/free-solid-svg-icons/faEye'
import { faEyeSlash } from '@fortawesome/free-solid-svg-icons/faEyeSlash'
import { faPen } from '@fortawesome/free-solid-svg-icons/faPen'
import { faTrash } from '@fortawesome/free-solid-svg-icons/faTrash'
import { faUsersRectangle } from '@fortawesome/free-solid-svg-icons/faUsersRectangle'
import { type Product, productEndpoints } from '@omnicrm/contract'
import { type Action, type ActionTools, defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { markStale } from '../../../api/use-write.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { showSuccess } from '../../../components/toasts.ts'
import { openProduct } from './open-product.tsx'

export const productActions: readonly Action<Product>[] = [
  defineAction<Product>({
    id: 'product.view',
    labelKey: 'catalogue:manage.view',
    icon: faEye,
    permission: 'view_product',
    run: ({ product_id }) => openProduct(product_id),
  }),
  defineAction<Product>({
    id: 'product.edit',
    labelKey: 'catalogue:manage.edit_product',
    icon: faPen,
    permission: 'update_product',
    run: ({ product_id }) => openProduct(product_id, { isEditing: true }),
  }),
  defineAction<Product>({
    id: 'product.clone',
    labelKey: 'catalogue:manage.clone',
    icon: faClone,
    permission: 'create_product',
    run: async ({ product_id }, { t }) => {
      const copy = await call(productEndpoints.clone, { params: { product_id } })
      await markStale(['product'])
      showSuccess(t('catalogue:manage.cloned', { name: copy.product_name }))
      openProduct(copy.product_id, { isEditing: true })
    },
  }),
  defineAction<Product>({
    id: 'product.disable',
    labelKey: 'catalogue:manage.disable',
    icon: faEyeSlash,
    permission: 'update_product',
    visible: ({ enabled }) => enabled,
    run: (product, tools) => setEnabled(product, false, tools),
  }),
  defineAction<Product>({
    id: 'product.enable',
    labelKey: 'catalogue:manage.enable',
    icon: faEye,
    permission: 'update_product',
    visible: ({ enabled }) => !enabled,
    run: (product, tools) => setEnabled(product, true, tools),
  }),
  defineAction<Product>({
    id: 'product.assign-many',
    labelKey: 'catalogue:action.assign_many',
    icon: faUsersRectangle,
    permission: 'create_provision',
    // an add-on is for a service, of which a customer may have several
    visible: ({ enabled, category }) => enabled && category !== 'addon',
    run: ({ product_id }, { goTo }) => goTo(`/assign-many?product_id=${product_id}`),
  }),
  defineAction<Product>({
    id: 'product.delete',
    labelKey: 'catalogue:manage.delete',
    icon: faTrash,
    permission: 'delete_product',
    isDangerous: true,
    run: async ({ product_id, product_name }, { t }) => {
      await confirm({
        title: t('catalogue:manage.delete'),
        affected: [product_name],
        canUndo: false,
        confirmLabel: t('catalogue:manage.delete'),
        run: async () => {
          await call(productEndpoints.remove, { params: { product_id } })
          await markStale(['product'])
          showSuccess(t('catalogue:manage.deleted', { name: product_name }))
        },
      })
    },
  }),
]

async function setEnabled({ product_id }: Product, enabled: boolean, { t }: ActionTools): Promise<void> {
  await call(productEndpoints.update, { params: { product_id }, body: { enabled } })
  await markStale(['product'])
  showSuccess(t('catalogue:manage.saved'))
}
