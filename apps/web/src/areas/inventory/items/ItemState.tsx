import { Group } from '@mantine/core'
import type { InventoryItem } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { now } from '../../../app/clock.ts'
import { useCan } from '../../../app/use-can.ts'
import { AppLink } from '../../../components/AppLink.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'

type Props = { item: Pick<InventoryItem, 'item_state' | 'reserved_by_provision_id' | 'reserved_until'> }

/** State of an item as the operator names it, and the job that holds it, if any. */
export function ItemState({ item }: Props) {
  const { t } = useTranslation()
  const mayOpen = useCan('view_provision')
  const { item_state: state, reserved_by_provision_id: job, reserved_until: until } = item
  const isReserved = job !== null && (until === null || new Date(until) > now())
  const badge = <StatusBadge status="reserved" label={t('inventory:item.reserved', { job })} />
  return (
    <Group gap={6} wrap="nowrap">
      <StatusBadge status={state} />
      {isReserved && (mayOpen ? <AppLink to={`/provisioning/${job}`}>{badge}</AppLink> : badge)}
    </Group>
  )
}
