import type { InventoryItem, InventoryTemplate } from '@omnicrm/contract'
import { AppLink } from '../../../components/AppLink.tsx'
import { Icon } from '../../../components/Icon.tsx'
import type { Column } from '../../../components/table/types.ts'
import { iconOf } from '../icons.ts'
import { CustomerLink, ServiceLink } from './HolderLinks.tsx'
import { ItemState } from './ItemState.tsx'
import classes from './Items.module.css'
import { ItemText } from './ItemTexts.tsx'

/** Columns of the list of items; the labels of the texts come from the templates. */
export function itemColumns(templates: ReadonlyMap<number, InventoryTemplate>): readonly Column<InventoryItem>[] {
  const templateOf = (item: InventoryItem) => templates.get(item.inventory_template_id)
  return [
    {
      id: 'item',
      labelKey: 'inventory:field.type',
      cell: (item) => (
        <span className={classes.type}>
          <Icon icon={iconOf(templateOf(item)?.icon)} />
          <AppLink to={`/inventory-items-list/${item.inventory_id}`}>{item.item}</AppLink>
        </span>
      ),
      isSortable: true,
      canHide: false,
    },
    { id: 'inventory_id', labelKey: 'inventory:field.reference', cell: (item) => item.inventory_id, isSortable: true },
    {
      id: 'itemtext1',
      labelKey: 'inventory:field.text1',
      cell: (item) => <ItemText item={item} template={templateOf(item)} field="itemtext1" />,
      isSortable: true,
    },
    {
      id: 'itemtext2',
      labelKey: 'inventory:field.text2',
      cell: (item) => <ItemText item={item} template={templateOf(item)} field="itemtext2" />,
      isSortable: true,
    },
    {
      id: 'item_location',
      labelKey: 'inventory:field.location',
      cell: (item) => item.item_location ?? '–',
      isSortable: true,
    },
    {
      id: 'item_state',
      labelKey: 'inventory:field.state',
      cell: (item) => <ItemState item={item} />,
      isSortable: true,
    },
    {
      id: 'customer_id',
      labelKey: 'inventory:field.customer',
      cell: (item) => <CustomerLink id={item.customer_id} />,
      isSortable: true,
    },
    {
      id: 'service_id',
      labelKey: 'inventory:field.service',
      cell: (item) => <ServiceLink id={item.service_id} />,
      isSortable: true,
    },
  ]
}
