import { Alert, Radio, Select, Skeleton, Stack } from '@mantine/core'
import { type CustomerDetail, type Product, productEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { now } from '../../../app/clock.ts'
import { CustomerPicker, type PickedCustomer } from '../../../components/CustomerPicker.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { useFormats } from '../../../format/use-formats.ts'
import { isForCustomer, renewalDate } from '../plan-figures.ts'
import { servicesFor } from './order.ts'

type ProductProps = {
  value: Product | undefined
  customerId: number | undefined
  onChange: (productId: number | undefined) => void
}

/** What is on sale, for this customer when one is known. */
export function ProductStep({ value, customerId, onChange }: ProductProps) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const read = useRead(productEndpoints.list, { query: customerId === undefined ? {} : { customer_id: customerId } })
  if (read.isError) return <LoadFailure error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <Skeleton h={60} />
  if (read.data.length === 0) return <Alert color="orange">{t('catalogue:none')}</Alert>
  const groups = (['standalone', 'bundle', 'addon', 'promo'] as const).map((category) => ({
    group: t(`catalogue:category.${category}`),
    items: read.data
      .filter((product) => product.category === category)
      .map(({ product_id, product_name, retail_cost }) => ({
        value: String(product_id),
        label: t('catalogue:assign.product_price', { name: product_name, price: money(retail_cost) }),
      })),
  }))
  return (
    <Select
      label={t('catalogue:field.product')}
      placeholder={t('catalogue:assign.product_placeholder')}
      data={groups.filter(({ items }) => items.length > 0)}
      value={value ? String(value.product_id) : null}
      onChange={(id) => onChange(id === null ? undefined : Number(id))}
      searchable
      selectFirstOptionOnChange
      nothingFoundMessage={t('catalogue:none')}
      withAsterisk
      autoFocus
    />
  )
}

type CustomerProps = {
  picked: PickedCustomer | undefined
  customer: CustomerDetail | undefined
  product: Product | undefined
  onChange: (customer: PickedCustomer | undefined) => void
}

export function CustomerStep({ picked, customer, product, onChange }: CustomerProps) {
  const { t } = useTranslation()
  const isRefused =
    customer !== undefined && product !== undefined && !isForCustomer(product, customer.customer_account_type)
  return (
    <CustomerPicker
      label={t('catalogue:field.customer')}
      value={picked}
      onChange={onChange}
      autoFocus
      required
      error={
        isRefused
          ? t(
              customer.customer_account_type === 'Business'
                ? 'catalogue:assign.not_for_business'
                : 'catalogue:assign.not_for_individuals',
              { product: product.product_name },
            )
          : undefined
      }
    />
  )
}

type ServiceProps = {
  product: Product
  customer: CustomerDetail
  value: number | null
  onChange: (serviceId: number | null) => void
}

/** Which of several matching services an add-on goes to. */
export function ServiceStep({ product, customer, value, onChange }: ServiceProps) {
  const { t } = useTranslation()
  const matching = servicesFor(product, customer)
  if (matching.length === 0) {
    return <Alert color="orange">{t('catalogue:assign.no_service', { type: product.service_type })}</Alert>
  }
  return (
    <Select
      label={t('catalogue:field.service')}
      data={matching.map(({ service_id, service_name, service_uuid }) => ({
        value: String(service_id),
        label: t('common:named_with_id', { name: service_name ?? service_uuid, id: service_id }),
      }))}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      searchable
      selectFirstOptionOnChange
      withAsterisk
      autoFocus
    />
  )
}

type RenewalProps = { product: Product; value: boolean | null; onChange: (autoRenew: boolean) => void }

export function RenewalStep({ product, value, onChange }: RenewalProps) {
  const { t } = useTranslation()
  const { date } = useFormats()
  const next = renewalDate(product, now())
  return (
    <Radio.Group
      aria-label={t('catalogue:assign.question.renewal')}
      value={value === null ? null : String(value)}
      onChange={(text) => onChange(text === 'true')}
    >
      <Stack gap="sm">
        <Radio
          value="true"
          label={t('catalogue:yes')}
          description={
            next ? t('catalogue:assign.renews_on', { date: date(next) }) : t('catalogue:assign.renews_each_period')
          }
          autoFocus
        />
        <Radio value="false" label={t('catalogue:no')} description={t('catalogue:assign.ends')} />
      </Stack>
    </Radio.Group>
  )
}
