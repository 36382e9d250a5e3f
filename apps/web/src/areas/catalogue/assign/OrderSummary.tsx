import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Money } from '../../../components/figures.tsx'
import { NamedIcon } from '../../../components/icons/NamedIcon.tsx'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { FeatureList } from '../FeatureList.tsx'
import { dueToday } from '../plan-figures.ts'
import type { Order } from './order.ts'
import classes from './StepFrame.module.css'

/** Beside the steps: for whom, what, and what it comes to. */
export function OrderSummary({ order: { product, customer } }: { order: Order }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('catalogue:assign.summary')}>
      <Stack gap="xs">
        <div>
          <Text fw={600}>{customer?.customer_name ?? t('catalogue:assign.no_customer_yet')}</Text>
          {customer && (
            <Text size="sm" c="dimmed">
              {t('catalogue:assign.customer_note', {
                id: customer.customer_id,
                type: customer.customer_account_type,
              })}
            </Text>
          )}
        </div>
        {product ? (
          <>
            <Group gap="xs" wrap="nowrap">
              <NamedIcon name={product.icon} size={18} />
              <Text fw={600}>{product.product_name}</Text>
            </Group>
            <FeatureList features={product.features_list} />
            <div>
              <KeyValueList
                items={[
                  { label: t('catalogue:field.setup'), value: <Money amount={product.retail_setup_cost} /> },
                  { label: t('catalogue:field.monthly'), value: <Money amount={product.retail_cost} /> },
                ]}
              />
              <div className={classes.total}>
                <span>{t('catalogue:field.due_today')}</span>
                <Money amount={dueToday(product)} />
              </div>
              {product.tax_percentage > 0 && (
                <Text size="sm" c="dimmed" ta="end">
                  {t('catalogue:plus_tax', { percent: product.tax_percentage })}
                </Text>
              )}
            </div>
          </>
        ) : (
          <Text c="dimmed">{t('catalogue:assign.no_product_yet')}</Text>
        )}
      </Stack>
    </Panel>
  )
}
