import { Modal } from '@mantine/core'
import type { Service } from '@omnicrm/contract'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../../app/use-can.ts'
import { UsagePanel } from './UsagePanel.tsx'

type Props = { service: Pick<Service, 'service_id' | 'service_name' | 'service_uuid'>; onClose: () => void }

export default function UsageModal({ service, onClose }: Props) {
  const { t } = useTranslation()
  const router = useRouter()
  const mayOrder = useCan('create_provision')

  function handleTopUp() {
    onClose()
    router.history.push(`/services/${service.service_id}#5`)
  }

  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('services:usage.title', { name: service.service_name ?? service.service_uuid })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <UsagePanel serviceId={service.service_id} onTopUp={mayOrder ? handleTopUp : undefined} />
    </Modal>
  )
}
