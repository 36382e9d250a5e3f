import { Button, Group, Modal, Stack } from '@mantine/core'
import type { Product } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { DateText, Money } from '../../components/figures.tsx'
import { NamedIcon } from '../../components/icons/NamedIcon.tsx'
import { KeyValueList } from '../../components/KeyValueList.tsx'
import { FeatureList } from './FeatureList.tsx'
import { TermsBox } from './TermsBox.tsx'

type Props = { product: Product; chooseLabel: string; onChoose?: () => void; onClose: () => void }

/** All that a buyer should know of a product, its terms at the end. */
export function ProductDetails({ product, chooseLabel, onChoose, onClose }: Props) {
  const { t } = useTranslation()
  const audiences = [
    product.residential && t('catalogue:audience.individual'),
    product.business && t('catalogue:audience.business'),
  ].filter((name) => typeof name === 'string')

  function handleChoose() {
    onClose()
    onChoose?.()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={
        <Group gap="xs" wrap="nowrap">
          <NamedIcon name={product.icon} size={18} />
          {product.product_name}
        </Group>
      }
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="md">
        <FeatureList features={product.features_list} />
        <KeyValueList
          items={[
            { label: t('catalogue:field.setup'), value: <Money amount={product.retail_setup_cost} /> },
            { label: t('catalogue:field.monthly'), value: <Money amount={product.retail_cost} /> },
            {
              label: t('catalogue:field.tax'),
              value: product.tax_percentage > 0 && t('catalogue:percent', { percent: product.tax_percentage }),
            },
            { label: t('catalogue:field.service_type'), value: product.service_type },
            {
              label: t('catalogue:field.contract'),
              value: product.contract_days > 0 && t('catalogue:days', { count: product.contract_days }),
            },
            { label: t('catalogue:field.available_from'), value: <DateText value={product.available_from} /> },
            { label: t('catalogue:field.available_until'), value: <DateText value={product.available_until} /> },
            { label: t('catalogue:field.for_whom'), value: audiences.join(', ') },
            { label: t('catalogue:field.relies_on'), value: product.relies_on_list },
          ].map(({ label, value }) => ({ label, value: value || null }))}
        />
        {product.terms && <TermsBox terms={product.terms} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:close')}
          </Button>
          {onChoose && <Button onClick={handleChoose}>{chooseLabel}</Button>}
        </Group>
      </Stack>
    </Modal>
  )
}
