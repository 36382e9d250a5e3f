import type { InventoryItem } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import { Panel } from '../../../components/Panel.tsx'

/** Where an item stands; nothing for one without address and position. */
export function ItemAddress({ item }: { item: InventoryItem }) {
  const { t } = useTranslation()
  const address = [item.address_line_1, item.address_line_2, item.zip_code, item.city, item.state, item.country]
    .filter(Boolean)
    .join(', ')
  const hasPosition = item.latitude !== null && item.longitude !== null
  if (!address && !hasPosition) return null
  return (
    <Panel title={t('inventory:item.address')}>
      <KeyValueList
        items={[
          { label: t('inventory:item.address_line'), value: address && <bdi>{address}</bdi> },
          {
            label: t('inventory:item.position'),
            value: hasPosition && <bdi className="numeric">{`${item.latitude}, ${item.longitude}`}</bdi>,
          },
          { label: t('common:location.plus_code'), value: item.plus_code && <bdi>{item.plus_code}</bdi> },
        ].filter(({ value }) => value)}
      />
    </Panel>
  )
}
