import { Stack } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { useCan } from '../../../app/use-can.ts'
import { UsagePanel } from '../usage/UsagePanel.tsx'
import { UsageRecords } from '../usage/UsageRecords.tsx'

/** Balances, and below them what used them. */
export function UsageTab({ serviceId }: { serviceId: number }) {
  const router = useRouter()
  const mayOrder = useCan('create_provision')
  return (
    <Stack gap="lg">
      <UsagePanel
        serviceId={serviceId}
        onTopUp={mayOrder ? () => router.history.push(`/services/${serviceId}#5`) : undefined}
      />
      <UsageRecords serviceId={serviceId} />
    </Stack>
  )
}
