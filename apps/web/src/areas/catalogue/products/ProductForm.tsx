import { Tabs } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type Product, productEndpoints } from '@omnicrm/contract'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../../api/use-write.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { BasicFields } from './BasicFields.tsx'
import { AvailabilityFields, ConfigurationFields, PricingFields } from './OfferFields.tsx'
import classes from './ProductForm.module.css'
import { ProvisioningFields } from './ProvisioningFields.tsx'
import {
  bodyOf,
  changesOf,
  NEW_PRODUCT,
  PRODUCT_TABS,
  type ProductTab,
  type ProductValues,
  productErrors,
  slugOf,
  tabsWithErrors,
  valuesOf,
} from './product-form.ts'

type Props = {
  /** undefined: a new one */
  product?: Product
  onClose: () => void
}

/** Creates or changes a product, field group by field group. */
export function ProductForm({ product, onClose }: Props) {
  const { t } = useTranslation()
  const [before] = useState(() => (product ? valuesOf(product) : NEW_PRODUCT))
  const [tab, setTab] = useState<ProductTab>('basic')
  const form = useForm<ProductValues>({
    mode: 'controlled',
    initialValues: before,
    validate: productErrors,
  })
  const create = useWrite(productEndpoints.create, { success: t('catalogue:manage.created'), toastFailure: false })
  const update = useWrite(productEndpoints.update, { success: t('catalogue:manage.saved'), toastFailure: false })
  const wrongTabs = tabsWithErrors(form.errors)
  const showErrors = useEffectEvent(() => {
    if (wrongTabs[0] && !wrongTabs.includes(tab)) setTab(wrongTabs[0])
  })
  // an error on a closed tab, told by the server too, would look as if nothing happened
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect runs when the errors change
  useEffect(() => {
    showErrors()
  }, [form.errors])

  form.watch('product_name', ({ previousValue, value }) => {
    // the proposal follows the name until someone writes a slug of their own
    const isProposed = form.getValues().product_slug === slugOf(previousValue)
    if (!product && isProposed) form.setFieldValue('product_slug', slugOf(value))
  })

  async function handleSubmit(values: ProductValues) {
    if (!product) return create.mutateAsync({ body: bodyOf(values) })
    const body = changesOf(before, values)
    if (Object.keys(body).length === 0) return undefined
    return update.mutateAsync({ params: { product_id: product.product_id }, body })
  }

  return (
    <FormModal
      title={product ? t('catalogue:manage.edit', { name: product.product_name }) : t('catalogue:manage.create')}
      form={form}
      onSubmit={handleSubmit}
      onClose={onClose}
      submitLabel={t(product ? 'catalogue:manage.save' : 'catalogue:manage.create')}
      size="xl"
    >
      <Tabs value={tab} onChange={(next) => setTab((next ?? 'basic') as ProductTab)}>
        <Tabs.List mb="md">
          {PRODUCT_TABS.map((one) => (
            <Tabs.Tab key={one} value={one} c={wrongTabs.includes(one) ? 'red' : undefined}>
              {t(`catalogue:manage.tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel className={classes.panel} value="basic">
          <BasicFields form={form} />
        </Tabs.Panel>
        <Tabs.Panel className={classes.panel} value="pricing">
          <PricingFields form={form} />
        </Tabs.Panel>
        <Tabs.Panel className={classes.panel} value="configuration">
          <ConfigurationFields form={form} />
        </Tabs.Panel>
        <Tabs.Panel className={classes.panel} value="provisioning">
          <ProvisioningFields form={form} />
        </Tabs.Panel>
        <Tabs.Panel className={classes.panel} value="availability">
          <AvailabilityFields form={form} product={product} />
        </Tabs.Panel>
      </Tabs>
    </FormModal>
  )
}
