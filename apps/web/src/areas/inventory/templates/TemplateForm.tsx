import { Alert, NumberInput, SimpleGrid, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type InventoryTemplate, inventoryTemplateEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../../api/use-write.ts'
import { uiConfig } from '../../../app/ui-config.ts'
import { changedFields } from '../../../components/dialog/changed-fields.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { IconPicker } from './IconPicker.tsx'
import { LabelFields } from './LabelFields.tsx'
import { templateBodyOf, templateErrors, templateValuesOf } from './template-form.ts'

type Props = { template?: InventoryTemplate; onClose: () => void }

/** "Add Template" and "Edit template". */
export function TemplateForm({ template, onClose }: Props) {
  const { t } = useTranslation()
  const form = useForm({
    initialValues: templateValuesOf(template),
    validate: (values) => templateErrors(values, t('inventory:template.no_cost')),
  })
  // items carry the name and the labels of their template
  const options = { success: t('inventory:template.saved'), toastFailure: false, alsoChanges: ['inventory'] }
  const create = useWrite(inventoryTemplateEndpoints.create, options)
  const update = useWrite(inventoryTemplateEndpoints.update, options)
  const isRenamed = template !== undefined && form.values.item.trim() !== template.item

  async function save(values: typeof form.values) {
    const body = templateBodyOf(values)
    if (!template) return create.mutateAsync({ body })
    const changed = changedFields(templateBodyOf(templateValuesOf(template)), body)
    if (Object.keys(changed).length === 0) return
    return update.mutateAsync({
      params: { inventory_template_id: template.inventory_template_id },
      body: changed,
    })
  }

  const cost = (name: 'wholesale_cost' | 'retail_cost') => (
    <NumberInput
      label={t(`inventory:field.${name}`, { currency: uiConfig().currency })}
      required
      min={0}
      decimalScale={6}
      hideControls
      {...form.getInputProps(name)}
    />
  )
  return (
    <FormModal
      title={t(template ? 'inventory:template.edit_title' : 'inventory:template.add_title')}
      form={form}
      onSubmit={save}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput label={t('inventory:template.item')} required data-autofocus {...form.getInputProps('item')} />
        <IconPicker value={form.values.icon} onChange={(icon) => form.setFieldValue('icon', icon)} />
        {cost('wholesale_cost')}
        {cost('retail_cost')}
      </SimpleGrid>
      {isRenamed && (
        <Alert color="orange" role="status">
          {t('inventory:template.rename_warning', { item: template.item })}
        </Alert>
      )}
      <LabelFields
        labels={form.values.labels}
        onChange={(labels) => form.setFieldValue('labels', labels)}
        field={(name) => form.getInputProps(name)}
      />
      <Switch
        label={t('inventory:template.allow_staff')}
        {...form.getInputProps('allow_dropdown_staff', { type: 'checkbox' })}
      />
      <Switch
        label={t('inventory:template.allow_customer')}
        {...form.getInputProps('allow_dropdown_customer', { type: 'checkbox' })}
      />
    </FormModal>
  )
}
