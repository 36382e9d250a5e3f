import { Modal } from '@mantine/core'
import type { Enrolment } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { markStale } from '../../../api/use-write.ts'
import { TwoFactorSetup } from './TwoFactorSetup.tsx'

type Props = { userId: number; begun?: Enrolment; onClose: () => void }

/** Setting up the second factor over the page. A click beside it does not lose the codes. */
export default function TwoFactorDialog({ userId, begun, onClose }: Props) {
  const { t } = useTranslation()

  function handleDone() {
    void markStale(['auth/me', 'auth/users'])
    onClose()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('account:two_factor.title')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <TwoFactorSetup userId={userId} begun={begun} onDone={handleDone} onCancel={onClose} />
    </Modal>
  )
}
