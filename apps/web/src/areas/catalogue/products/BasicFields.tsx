import { Select, SimpleGrid, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { PRODUCT_CATEGORIES } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { uiConfig } from '../../../app/ui-config.ts'
import { IconPicker } from '../../../components/icons/IconPicker.tsx'
import type { ProductValues } from './product-form.ts'

export type ProductFormProps = { form: UseFormReturnType<ProductValues> }

export function BasicFields({ form }: ProductFormProps) {
  const { t } = useTranslation()
  const types = [...new Set([...uiConfig().service_types, form.values.service_type].filter(Boolean))]
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput
          label={t('catalogue:manage.name')}
          withAsterisk
          data-autofocus
          {...form.getInputProps('product_name')}
        />
        <TextInput
          label={t('catalogue:manage.slug')}
          description={t('catalogue:manage.slug_hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          withAsterisk
          {...form.getInputProps('product_slug')}
        />
        <Select
          label={t('catalogue:manage.category')}
          data={PRODUCT_CATEGORIES.map((value) => ({ value, label: t(`catalogue:category.${value}`) }))}
          allowDeselect={false}
          withAsterisk
          {...form.getInputProps('category')}
        />
        <Select
          label={t('catalogue:field.service_type')}
          data={types}
          searchable
          withAsterisk
          {...form.getInputProps('service_type')}
        />
        <IconPicker
          label={t('catalogue:manage.icon')}
          value={form.values.icon}
          onChange={(icon) => form.setFieldValue('icon', icon)}
          error={form.errors.icon}
        />
      </SimpleGrid>
      <Textarea
        label={t('catalogue:field.features')}
        description={t('catalogue:manage.features_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('features_list')}
      />
      <Textarea label={t('catalogue:terms')} maxRows={10} {...form.getInputProps('terms')} />
      <Textarea
        label={t('catalogue:manage.comment')}
        description={t('catalogue:manage.comment_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('comment')}
      />
      <Switch label={t('catalogue:manage.enabled')} {...form.getInputProps('enabled', { type: 'checkbox' })} />
    </Stack>
  )
}
