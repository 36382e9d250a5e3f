import { faPen } from '@fortawesome/free-solid-svg-icons/faPen'
import { faTrash } from '@fortawesome/free-solid-svg-icons/faTrash'
import { type InventoryItem, inventoryEndpoints } from '@omnicrm/contract'
import { type Action, defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { markStale } from '../../../api/use-write.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { showSuccess } from '../../../components/toasts.ts'
import { ItemForm } from './ItemForm.tsx'

/** Opens the form over the page, for a new item when none is given. */
export function openItemForm(item?: InventoryItem): void {
  openDialog((close) => <ItemForm item={item} onClose={close} />)
}

export const itemActions: readonly Action<InventoryItem>[] = [
  defineAction<InventoryItem>({
    id: 'inventory.edit',
    labelKey: 'inventory:action.edit',
    icon: faPen,
    permission: 'update_inventory',
    run: (item) => openItemForm(item),
  }),
  defineAction<InventoryItem>({
    id: 'inventory.delete',
    labelKey: 'inventory:action.delete',
    icon: faTrash,
    permission: 'delete_inventory',
    isDangerous: true,
    // the server refuses it for items that somebody has
    visible: (item) => item.customer_id === null && item.service_id === null && item.reserved_by_provision_id === null,
    run: async (item, { t, goTo }) => {
      const isDone = await confirm({
        title: t('inventory:item.delete_title'),
        affected: [`${item.item} ${item.itemtext1}`],
        canUndo: false,
        confirmLabel: t('inventory:action.delete'),
        run: () => call(inventoryEndpoints.remove, { params: { inventory_id: item.inventory_id } }),
      })
      if (!isDone) return
      showSuccess(t('inventory:item.deleted'))
      if (location.pathname !== LIST) goTo(LIST)
      await markStale(['inventory'])
    },
  }),
]

const LIST = '/inventory-items-list'
