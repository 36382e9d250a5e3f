import { Accordion } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type InventoryItem, inventoryEndpoints } from '@omnicrm/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../../api/use-write.ts'
import { changedFields } from '../../../components/dialog/changed-fields.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { LocationFields } from '../../../components/location/LocationFields.tsx'
import { useTemplates } from '../use-templates.ts'
import { DeviceFields, StockFields, TemplateFields } from './ItemFields.tsx'
import { costsOf, itemBodyOf, itemErrors, itemValuesOf } from './item-form.ts'

type Props = { item?: InventoryItem; onClose: () => void }

/** "Add item" and "Edit item". */
export function ItemForm({ item, onClose }: Props) {
  const { t } = useTranslation()
  const { templates, byId } = useTemplates()
  const [open, setOpen] = useState<string[]>([])
  const sentences = {
    noTemplate: t('inventory:item.no_template'),
    noText: t('inventory:item.no_text'),
    badCoordinate: t('inventory:item.bad_coordinate'),
  }
  const form = useForm({
    initialValues: itemValuesOf(item),
    validate: (values) => {
      const errors = itemErrors(values, sentences)
      // an error in a closed part would go unseen
      if (errors.latitude || errors.longitude) setOpen((parts) => [...new Set([...parts, 'address'])])
      return errors
    },
  })
  const options = { success: t('inventory:item.saved'), toastFailure: false }
  const create = useWrite(inventoryEndpoints.create, options)
  const update = useWrite(inventoryEndpoints.update, options)
  const template = byId.get(Number(form.values.inventory_template_id))
  const field = (name: string) => form.getInputProps(name)

  function handleTemplate(id: string | null) {
    const chosen = byId.get(Number(id))
    form.setValues({ inventory_template_id: id, ...(chosen && !item ? costsOf(chosen) : {}) })
  }

  async function save(values: typeof form.values) {
    if (!item) return create.mutateAsync({ body: itemBodyOf(values) })
    const changed = changedFields(itemBodyOf(itemValuesOf(item)), itemBodyOf(values))
    if (Object.keys(changed).length === 0) return
    return update.mutateAsync({ params: { inventory_id: item.inventory_id }, body: changed })
  }

  return (
    <FormModal
      title={t(item ? 'inventory:item.edit_title' : 'inventory:item.add_title')}
      form={form}
      onSubmit={save}
      onClose={onClose}
      size="xl"
    >
      <TemplateFields
        field={field}
        templates={templates}
        template={template}
        isNew={!item}
        onTemplate={handleTemplate}
      />
      <StockFields field={field} state={item?.item_state} />
      <Accordion multiple value={open} onChange={setOpen} variant="contained">
        <Accordion.Item value="device">
          <Accordion.Control>{t('inventory:item.device')}</Accordion.Control>
          <Accordion.Panel>
            <DeviceFields field={field} hasPassword={Boolean(item?.management_password)} />
          </Accordion.Panel>
        </Accordion.Item>
        <Accordion.Item value="address">
          <Accordion.Control>{t('inventory:item.address')}</Accordion.Control>
          <Accordion.Panel>
            {open.includes('address') && (
              <LocationFields values={form.values} errors={form.errors} onChange={form.setValues} />
            )}
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </FormModal>
  )
}
