import { faBoxesStacked } from '@fortawesome/free-solid-svg-icons/faBoxesStacked'
import { faFileImport } from '@fortawesome/free-solid-svg-icons/faFileImport'
import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { Button } from '@mantine/core'
import { type InventoryItem, inventoryEndpoints } from '@omnicrm/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/call.ts'
import { useRead } from '../../../api/use-read.ts'
import { uiConfig } from '../../../app/ui-config.ts'
import { useCan } from '../../../app/use-can.ts'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { Icon } from '../../../components/Icon.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { type ServerList, serverList } from '../../../components/table/server-list.ts'
import type { Filter } from '../../../components/table/types.ts'
import { useHighlight } from '../../../components/use-highlight.ts'
import { ImportItems } from '../import/ImportItems.tsx'
import { useTemplates } from '../use-templates.ts'
import { itemActions, openItemForm } from './item-actions.tsx'
import { itemColumns } from './item-columns.tsx'
import { LowStock } from './LowStock.tsx'
import { StockOverview } from './StockOverview.tsx'

/** The export has the form that the import takes, so it replaces the list's own. */
const source: ServerList<InventoryItem> = {
  ...serverList(inventoryEndpoints.list),
  readCsv: ({ page: _page, per_page: _perPage, ...query }) => call(inventoryEndpoints.export, { query }),
}

export default function ItemList() {
  const { t } = useTranslation()
  const { byId } = useTemplates()
  const columns = useMemo(() => itemColumns(byId), [byId])
  return (
    <>
      <PageHeader title={t('inventory:list.title')}>
        <ListButtons />
      </PageHeader>
      <LowStock />
      <DataTable
        id="inventory"
        isMain
        label={t('inventory:list.title')}
        source={source}
        columns={columns}
        filters={useFilters()}
        rowKey={keyOf}
        rowHref={hrefOf}
        rowActions={itemActions}
        searchLabel={t('inventory:list.search')}
        emptyText={t('inventory:list.empty')}
        defaults={defaults}
        exportName="inventory"
        highlight={useHighlight('inventory')}
      />
    </>
  )
}

function ListButtons() {
  const { t } = useTranslation()
  const mayAdd = useCan('create_inventory')
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon icon={faBoxesStacked} />}
        onClick={() => openDialog((close) => <StockOverview onClose={close} />)}
      >
        {t('inventory:list.stock')}
      </Button>
      {mayAdd && (
        <>
          <Button
            variant="default"
            leftSection={<Icon icon={faFileImport} />}
            onClick={() => openDialog((close) => <ImportItems onClose={close} />)}
          >
            {t('inventory:list.import')}
          </Button>
          <Button leftSection={<Icon icon={faPlus} />} onClick={() => openItemForm()}>
            {t('inventory:list.add')}
          </Button>
        </>
      )}
    </>
  )
}

const defaults = { sort: { id: 'inventory_id', order: 'desc' as const } }
const keyOf = (item: InventoryItem) => item.inventory_id
const hrefOf = (item: InventoryItem) => `/inventory-items-list/${item.inventory_id}`

/** Types and places are those that there are items of. */
function useFilters(): readonly Filter<InventoryItem>[] {
  const { templates } = useTemplates()
  const { data: stock } = useRead(inventoryEndpoints.stock, { query: {} })
  return useMemo(() => {
    const types = new Set([...templates.map(({ item }) => item), ...(stock ?? []).map(({ item }) => item)])
    const places = new Set((stock ?? []).flatMap(({ item_location: place }) => place ?? []))
    const options = (values: Iterable<string>) => [...values].sort().map((value) => ({ value, label: value }))
    return [
      { kind: 'multi-select', id: 'item', labelKey: 'inventory:field.type', options: options(types) },
      {
        kind: 'multi-select',
        id: 'item_state',
        labelKey: 'inventory:field.state',
        options: uiConfig().inventory_states.map((state) => ({ value: state, label: state })),
      },
      { kind: 'multi-select', id: 'item_location', labelKey: 'inventory:field.location', options: options(places) },
    ]
  }, [templates, stock])
}
