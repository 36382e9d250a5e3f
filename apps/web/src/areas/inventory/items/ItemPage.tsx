import { SimpleGrid, Skeleton, Stack } from '@mantine/core'
import { type InventoryItem, inventoryEndpoints } from '@omnicrm/contract'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../../../api/api-error.ts'
import { useRead } from '../../../api/use-read.ts'
import { NotFound } from '../../../app/NotFound.tsx'
import { DateText, Money } from '../../../components/figures.tsx'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { filledTexts, isSecretLabel } from '../labels.ts'
import { useTemplates } from '../use-templates.ts'
import { CustomerLink, ServiceLink } from './HolderLinks.tsx'
import { ItemAddress } from './ItemAddress.tsx'
import { ItemDevice } from './ItemDevice.tsx'
import { ItemHistory } from './ItemHistory.tsx'
import { ItemState } from './ItemState.tsx'
import { itemActions } from './item-actions.tsx'
import { SecretText } from './SecretText.tsx'

/** One item: what it is, who has it, how it is reached, where it stands, and its history. */
export default function ItemPage() {
  const { t } = useTranslation()
  const { inventoryId: text } = useParams({ strict: false }) as { inventoryId?: string }
  const inventoryId = Number(text)
  const isId = Number.isInteger(inventoryId) && inventoryId > 0
  const item = useRead(inventoryEndpoints.get, { params: { inventory_id: inventoryId } }, { enabled: isId })

  if (!isId || (isApiError(item.error) && item.error.status === 404)) return <NotFound />
  if (item.error && !item.data) return <LoadFailure error={item.error} onRetry={() => void item.refetch()} />
  if (!item.data) return <Skeleton h={240} aria-label={t('common:loading')} />

  return (
    <>
      <PageHeader
        title={`${item.data.item} ${item.data.itemtext1}`}
        breadcrumbs={[{ label: t('inventory:list.title'), to: '/inventory-items-list' }]}
        badges={<ItemState item={item.data} />}
        note={t('inventory:item.reference', { id: inventoryId })}
        actions={itemActions}
        subject={item.data}
      />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" mb="md" style={{ alignItems: 'start' }}>
        <ItemDetails item={item.data} />
        <Stack gap="md">
          <ItemDevice item={item.data} />
          <ItemAddress item={item.data} />
        </Stack>
      </SimpleGrid>
      <ItemHistory inventoryId={inventoryId} />
    </>
  )
}

function ItemDetails({ item }: { item: InventoryItem }) {
  const { t } = useTranslation()
  const { byId } = useTemplates()
  const texts = filledTexts(item, byId.get(item.inventory_template_id))
  return (
    <Panel title={t('inventory:item.details')}>
      <KeyValueList
        items={[
          ...texts.map(({ label, text }) => ({
            label,
            value: isSecretLabel(label) ? <SecretText text={text} /> : <bdi>{text}</bdi>,
          })),
          { label: t('inventory:field.location'), value: item.item_location },
          { label: t('inventory:field.customer'), value: <CustomerLink id={item.customer_id} /> },
          { label: t('inventory:field.service'), value: <ServiceLink id={item.service_id} /> },
          { label: t('inventory:field.wholesale'), value: <Money amount={item.wholesale_cost} /> },
          { label: t('inventory:field.retail'), value: <Money amount={item.retail_cost} /> },
          { label: t('inventory:field.sold'), value: <DateText value={item.sold_date} /> },
          { label: t('inventory:field.return_due'), value: <DateText value={item.return_due_date} /> },
          { label: t('inventory:field.notes'), value: item.inventory_notes },
          { label: t('inventory:field.created'), value: <DateText value={item.created} as="time" /> },
          { label: t('inventory:field.last_modified'), value: <DateText value={item.last_modified} as="time" /> },
        ]}
      />
    </Panel>
  )
}
