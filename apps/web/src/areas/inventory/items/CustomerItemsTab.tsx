import { type InventoryItem, type InventoryTemplate, inventoryEndpoints } from '@omnicrm/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { AppLink } from '../../../components/AppLink.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { ManagementLink } from '../../../components/ManagementLink.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'
import { useHighlight } from '../../../components/use-highlight.ts'
import { iconOf } from '../icons.ts'
import { filledTexts, isSecretLabel } from '../labels.ts'
import { useTemplates } from '../use-templates.ts'
import { ServiceLink } from './HolderLinks.tsx'
import { ItemState } from './ItemState.tsx'
import classes from './Items.module.css'
import { ItemText } from './ItemTexts.tsx'

/** Items of a customer, with QR code and link of those that have one. */
export default function CustomerItemsTab({ customerId }: { customerId: number }) {
  const { t } = useTranslation()
  const { byId } = useTemplates()
  const items = useRead(inventoryEndpoints.listOfCustomer, { params: { customer_id: customerId } })
  return (
    <DataTable
      id="customer-items"
      keepIn="memory"
      label={t('inventory:tab')}
      rows={items.data?.data}
      error={items.error}
      onRetry={() => void items.refetch()}
      columns={useMemo(() => columnsWith(byId), [byId])}
      rowKey={keyOf}
      searchLabel={t('inventory:list.search')}
      emptyText={t('inventory:customer_empty')}
      highlight={useHighlight('inventory')}
    />
  )
}

const keyOf = (item: InventoryItem) => item.inventory_id

/** What identifies an item at a glance: the first texts, not all twenty. */
const IDENTIFIERS = 3

function columnsWith(templates: ReadonlyMap<number, InventoryTemplate>): readonly Column<InventoryItem>[] {
  const identifiersOf = (item: InventoryItem) =>
    filledTexts(item, templates.get(item.inventory_template_id))
      .filter(({ label }) => !isSecretLabel(label))
      .slice(0, IDENTIFIERS)
  return [
    {
      id: 'item',
      labelKey: 'inventory:field.type',
      cell: (item) => (
        <span className={classes.type}>
          <Icon icon={iconOf(templates.get(item.inventory_template_id)?.icon)} />
          <AppLink to={`/inventory-items-list/${item.inventory_id}`}>{item.item}</AppLink>
        </span>
      ),
      value: (item) => item.item,
      isSortable: true,
      canHide: false,
    },
    {
      id: 'identifiers',
      labelKey: 'inventory:field.identifiers',
      cell: (item) => (
        <span className={classes.texts}>
          {identifiersOf(item).map(({ field }) => (
            <ItemText key={field} item={item} template={templates.get(item.inventory_template_id)} field={field} />
          ))}
        </span>
      ),
      value: (item) =>
        identifiersOf(item)
          .map(({ text }) => text)
          .join(' '),
    },
    {
      id: 'item_state',
      labelKey: 'inventory:field.state',
      cell: (item) => <ItemState item={item} />,
      value: (item) => item.item_state,
      isSortable: true,
    },
    {
      id: 'service_id',
      labelKey: 'inventory:field.service',
      cell: (item) => <ServiceLink id={item.service_id} />,
      value: (item) => item.service_id,
      isSortable: true,
    },
    {
      id: 'management_url',
      labelKey: 'inventory:field.management_url',
      cell: ({ management_url: url }) => (url ? <ManagementLink url={url} size={64} /> : '–'),
      value: (item) => item.management_url,
    },
  ]
}
