import { NumberInput, Select, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { AUTO_RENEW_CHOICES, type Product } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { DateText } from '../../../components/figures.tsx'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import { useFormats } from '../../../format/use-formats.ts'
import type { ProductFormProps } from './BasicFields.tsx'
import type { ProductValues } from './product-form.ts'

/** What it costs: what the customer pays beside what it costs the operator. */
export function PricingFields({ form }: ProductFormProps) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const { retail_cost, wholesale_cost } = form.values
  const price = (name: keyof ProductValues, labelKey: string) => (
    <NumberInput
      label={t(labelKey)}
      leftSection={currencySign(money(0))}
      min={0}
      decimalScale={6}
      hideControls
      {...form.getInputProps(name)}
    />
  )
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {price('retail_cost', 'catalogue:manage.retail')}
        {price('wholesale_cost', 'catalogue:manage.wholesale')}
        {price('retail_setup_cost', 'catalogue:manage.retail_setup')}
        {price('wholesale_setup_cost', 'catalogue:manage.wholesale_setup')}
        <NumberInput
          label={t('catalogue:manage.tax')}
          rightSection="%"
          min={0}
          max={999}
          decimalScale={6}
          hideControls
          {...form.getInputProps('tax_percentage')}
        />
        {price('replacement_fee', 'catalogue:manage.replacement_fee')}
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {t('catalogue:manage.margin', { amount: money(Number(retail_cost) - Number(wholesale_cost)) })}
      </Text>
    </Stack>
  )
}

/** Who may have it, for how long, and how it renews. */
export function ConfigurationFields({ form }: ProductFormProps) {
  const { t } = useTranslation()
  const onOff = (name: keyof ProductValues) => form.getInputProps(name, { type: 'checkbox' })
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <Select
          label={t('catalogue:field.auto_renew')}
          data={AUTO_RENEW_CHOICES.map((value) => ({ value, label: t(`catalogue:manage.renew.${value}`) }))}
          allowDeselect={false}
          {...form.getInputProps('auto_renew')}
        />
        <NumberInput
          label={t('catalogue:manage.contract_days')}
          min={0}
          max={36_500}
          allowDecimal={false}
          {...form.getInputProps('contract_days')}
        />
      </SimpleGrid>
      <TextInput
        label={t('catalogue:field.relies_on')}
        description={t('catalogue:manage.relies_on_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('relies_on_list')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        <Switch label={t('catalogue:manage.residential')} {...onOff('residential')} />
        <Switch label={t('catalogue:manage.business')} {...onOff('business')} />
        <Switch label={t('catalogue:manage.customer_can_purchase')} {...onOff('customer_can_purchase')} />
        <Switch label={t('catalogue:manage.allow_auto_renew')} {...onOff('allow_auto_renew')} />
        <Switch label={t('catalogue:manage.requires_installation_date')} {...onOff('requires_installation_date')} />
      </SimpleGrid>
    </Stack>
  )
}

/** When it is on sale. */
export function AvailabilityFields({ form, product }: ProductFormProps & { product: Product | undefined }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput
          type="datetime-local"
          label={t('catalogue:field.available_from')}
          max={form.values.available_until || undefined}
          {...form.getInputProps('available_from')}
        />
        <TextInput
          type="datetime-local"
          label={t('catalogue:field.available_until')}
          min={form.values.available_from || undefined}
          {...form.getInputProps('available_until')}
        />
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {t('catalogue:manage.window_hint')}
      </Text>
      {product && (
        <KeyValueList
          items={[
            { label: t('catalogue:manage.created_at'), value: <DateText value={product.created} as="time" /> },
            { label: t('catalogue:manage.modified_at'), value: <DateText value={product.last_modified} as="time" /> },
          ]}
        />
      )}
    </Stack>
  )
}

/** The sign alone, of an amount such as "£0.00". */
function currencySign(amount: string): string {
  return amount.replace(/[\d.,\s\u00a0٠-٩٫٬\u200f\u061c]+/g, '')
}
