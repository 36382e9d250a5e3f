import { faPen } from '@fortawesome/free-solid-svg-icons/faPen'
import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { faTrash } from '@fortawesome/free-solid-svg-icons/faTrash'
import { Button } from '@mantine/core'
import { type InventoryTemplate, inventoryTemplateEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { useRead } from '../../../api/use-read.ts'
import { markStale } from '../../../api/use-write.ts'
import { useCan } from '../../../app/use-can.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { Money } from '../../../components/figures.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'
import { showSuccess } from '../../../components/toasts.ts'
import { iconOf } from '../icons.ts'
import { labelledTexts } from '../labels.ts'
import { Picking } from './Picking.tsx'
import { TemplateForm } from './TemplateForm.tsx'

export default function TemplateList() {
  const { t } = useTranslation()
  const mayAdd = useCan('create_inventory_template')
  const templates = useRead(inventoryTemplateEndpoints.list, {})
  return (
    <>
      <PageHeader title={t('inventory:templates.title')}>
        {mayAdd && (
          <Button leftSection={<Icon icon={faPlus} />} onClick={() => openTemplateForm()}>
            {t('inventory:templates.add')}
          </Button>
        )}
      </PageHeader>
      <DataTable
        id="templates"
        isMain
        label={t('inventory:templates.title')}
        rows={templates.data}
        error={templates.error}
        onRetry={() => void templates.refetch()}
        columns={columns}
        rowKey={keyOf}
        rowActions={rowActions}
        searchLabel={t('inventory:templates.search')}
        emptyText={t('inventory:templates.empty')}
      />
    </>
  )
}

function openTemplateForm(template?: InventoryTemplate): void {
  openDialog((close) => <TemplateForm template={template} onClose={close} />)
}

const keyOf = (template: InventoryTemplate) => template.inventory_template_id

const rowActions = [
  defineAction<InventoryTemplate>({
    id: 'inventory_template.edit',
    labelKey: 'inventory:action.edit',
    icon: faPen,
    permission: 'update_inventory_template',
    run: (template) => openTemplateForm(template),
  }),
  defineAction<InventoryTemplate>({
    id: 'inventory_template.delete',
    labelKey: 'inventory:action.delete',
    icon: faTrash,
    permission: 'delete_inventory_template',
    isDangerous: true,
    run: async (template, { t }) => {
      await confirm({
        title: t('inventory:template.delete_title'),
        message: t('inventory:template.delete_message'),
        affected: [template.item],
        canUndo: false,
        confirmLabel: t('inventory:action.delete'),
        run: async () => {
          const params = { inventory_template_id: template.inventory_template_id }
          await call(inventoryTemplateEndpoints.remove, { params })
          await markStale(['inventory/item_template', 'inventory'])
          showSuccess(t('inventory:template.deleted'))
        },
      })
    },
  }),
]

const labelsOf = (template: InventoryTemplate) =>
  labelledTexts(template)
    .map(({ label }) => label)
    .join(', ')

const columns: readonly Column<InventoryTemplate>[] = [
  {
    id: 'icon',
    labelKey: 'inventory:template.icon',
    cell: (template) => <Icon icon={iconOf(template.icon)} size={18} />,
    width: '4rem',
  },
  {
    id: 'item',
    labelKey: 'inventory:template.item',
    cell: (template) => template.item,
    value: (template) => template.item,
    isSortable: true,
    canHide: false,
  },
  {
    id: 'wholesale_cost',
    labelKey: 'inventory:field.wholesale',
    cell: (template) => <Money amount={template.wholesale_cost} />,
    value: (template) => template.wholesale_cost,
    isSortable: true,
    isNumeric: true,
  },
  {
    id: 'retail_cost',
    labelKey: 'inventory:field.retail',
    cell: (template) => <Money amount={template.retail_cost} />,
    value: (template) => template.retail_cost,
    isSortable: true,
    isNumeric: true,
  },
  { id: 'labels', labelKey: 'inventory:template.labels', cell: labelsOf, value: labelsOf },
  {
    id: 'picking',
    labelKey: 'inventory:template.picking',
    cell: (template) => <Picking template={template} />,
  },
]
