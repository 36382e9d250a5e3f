import { Code, Tabs, Text } from '@mantine/core'
import { type Product, parseListLiteral } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { DateText, Money } from '../../../components/figures.tsx'
import { NamedIcon } from '../../../components/icons/NamedIcon.tsx'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import { FeatureList } from '../FeatureList.tsx'
import { PRODUCT_TABS, type ProductTab } from './product-form.ts'

/** All of a product, read-only, by the same groups as its form. */
export function ProductView({ product }: { product: Product }) {
  const { t } = useTranslation()
  const lines = useLines(product)
  return (
    <Tabs defaultValue="basic" keepMounted={false}>
      <Tabs.List mb="sm">
        {PRODUCT_TABS.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {t(`catalogue:manage.tab.${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {PRODUCT_TABS.map((tab) => (
        <Tabs.Panel key={tab} value={tab}>
          <KeyValueList items={lines[tab]} />
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

type Lines = Record<ProductTab, { label: string; value: React.ReactNode }[]>

function useLines(product: Product): Lines {
  const { t } = useTranslation()
  const line = (labelKey: string, value: React.ReactNode) => ({ label: t(labelKey), value })
  const yesNo = (labelKey: string, value: boolean) => line(labelKey, t(value ? 'catalogue:yes' : 'catalogue:no'))
  const money = (labelKey: string, amount: number | undefined) => line(labelKey, <Money amount={amount} />)
  const lasting = (text: string | null | undefined) =>
    text ? <Text style={{ whiteSpace: 'pre-wrap' }}>{text}</Text> : null
  return {
    basic: [
      line('catalogue:manage.name', product.product_name),
      line('catalogue:manage.slug', <code>{product.product_slug}</code>),
      line('catalogue:manage.category', t(`catalogue:category.${product.category}`)),
      line('catalogue:field.service_type', product.service_type),
      line(
        'catalogue:manage.icon',
        product.icon && (
          <>
            <NamedIcon name={product.icon} size={15} /> <code>{product.icon}</code>
          </>
        ),
      ),
      line('catalogue:field.features', product.features_list && <FeatureList features={product.features_list} />),
      line('catalogue:terms', lasting(product.terms)),
      line('catalogue:manage.comment', lasting(product.comment)),
      yesNo('catalogue:manage.enabled', product.enabled),
    ],
    pricing: [
      money('catalogue:manage.retail', product.retail_cost),
      money('catalogue:manage.wholesale', product.wholesale_cost),
      money('catalogue:manage.retail_setup', product.retail_setup_cost),
      money('catalogue:manage.wholesale_setup', product.wholesale_setup_cost),
      line('catalogue:manage.tax', t('catalogue:percent', { percent: product.tax_percentage })),
      money('catalogue:manage.replacement_fee', product.replacement_fee),
    ],
    configuration: [
      line('catalogue:field.auto_renew', t(`catalogue:manage.renew.${product.auto_renew}`)),
      yesNo('catalogue:manage.allow_auto_renew', product.allow_auto_renew),
      line('catalogue:manage.contract_days', product.contract_days),
      yesNo('catalogue:manage.residential', product.residential),
      yesNo('catalogue:manage.business', product.business),
      yesNo('catalogue:manage.customer_can_purchase', product.customer_can_purchase),
      yesNo('catalogue:manage.requires_installation_date', product.requires_installation_date),
      line('catalogue:field.relies_on', product.relies_on_list),
    ],
    provisioning: [
      line('catalogue:manage.play', product.provisioning_play && <code>{product.provisioning_play}</code>),
      line(
        'catalogue:manage.vars',
        product.provisioning_json_vars && <Code block>{product.provisioning_json_vars}</Code>,
      ),
      line('catalogue:manage.items', (parseListLiteral(product.inventory_items_list) ?? []).join(', ')),
    ],
    availability: [
      line('catalogue:field.available_from', <DateText value={product.available_from} as="time" />),
      line('catalogue:field.available_until', <DateText value={product.available_until} as="time" />),
      line('catalogue:manage.created_at', <DateText value={product.created} as="time" />),
      line('catalogue:manage.modified_at', <DateText value={product.last_modified} as="time" />),
    ],
  }
}
