import { Autocomplete, NumberInput, PasswordInput, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { type InventoryTemplate, inventoryEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { uiConfig } from '../../../app/ui-config.ts'
import { labelledTexts } from '../labels.ts'

/** The properties of the input of a field. */
type Field = (name: string) => object

type TemplateProps = {
  field: Field
  templates: readonly InventoryTemplate[]
  template: InventoryTemplate | undefined
  isNew: boolean
  onTemplate: (id: string | null) => void
}

/** The template, which an item keeps, and the texts that it names. */
export function TemplateFields({ field, templates, template, isNew, onTemplate }: TemplateProps) {
  const { t } = useTranslation()
  return (
    <>
      <Select
        label={t('inventory:field.template')}
        required
        searchable
        allowDeselect={false}
        disabled={!isNew}
        data-autofocus={isNew || undefined}
        data={templates.map(({ inventory_template_id: id, item }) => ({ value: String(id), label: item }))}
        nothingFoundMessage={t('inventory:item.no_templates')}
        {...field('inventory_template_id')}
        onChange={onTemplate}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {labelledTexts(template).map(({ field: name, label }) => (
          <TextInput key={name} label={label} required={name === 'itemtext1'} autoComplete="off" {...field(name)} />
        ))}
      </SimpleGrid>
    </>
  )
}

/** Location, state and costs. */
export function StockFields({ field, state }: { field: Field; state: string | undefined }) {
  const { t } = useTranslation()
  const { data: stock = [] } = useRead(inventoryEndpoints.stock, { query: {} })
  const { inventory_states: states, currency } = uiConfig()
  const locations = [...new Set(stock.flatMap(({ item_location: location }) => location ?? []))]
  const cost = (name: 'wholesale_cost' | 'retail_cost') => (
    <NumberInput
      label={t(`inventory:field.${name}`, { currency })}
      min={0}
      decimalScale={6}
      hideControls
      {...field(name)}
    />
  )
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Autocomplete label={t('inventory:field.location')} data={locations} {...field('item_location')} />
        <Select
          label={t('inventory:field.state')}
          allowDeselect={false}
          data={[...new Set([...states, ...(state ? [state] : [])])]}
          {...field('item_state')}
        />
        {cost('wholesale_cost')}
        {cost('retail_cost')}
      </SimpleGrid>
      <Textarea label={t('inventory:field.notes')} {...field('inventory_notes')} />
    </>
  )
}

/** How a device is reached and configured. */
export function DeviceFields({ field, hasPassword }: { field: Field; hasPassword: boolean }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm">
      <TextInput
        label={t('inventory:field.management_url')}
        description={t('inventory:item.management_url_hint')}
        {...field('management_url')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          label={t('inventory:field.management_username')}
          autoComplete="off"
          {...field('management_username')}
        />
        <PasswordInput
          label={t('inventory:field.management_password')}
          placeholder={hasPassword ? t('inventory:item.password_kept') : undefined}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('inventory:item.toggle_password'), tabIndex: 0 }}
          {...field('management_password')}
        />
      </SimpleGrid>
      <TextInput label={t('inventory:field.config_file_path')} {...field('config_file_path')} />
      <Textarea
        label={t('inventory:field.config_content')}
        maxRows={12}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        {...field('config_content')}
      />
    </Stack>
  )
}
