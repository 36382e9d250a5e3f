import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { markStale } from '../../../api/use-write.ts'
import { showSuccess } from '../../../components/toasts.ts'
import { AddPasskey } from './AddPasskey.tsx'

/** Adding a passkey over the page. A click beside it does not lose the backup codes. */
export default function AddPasskeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()

  function handleDone() {
    showSuccess(t('account:passkey.added'))
    handleClose()
  }

  function handleClose() {
    // It may have been added before the codes were put aside.
    void markStale(['2fa', 'auth/me', 'auth/users'])
    onClose()
  }

  return (
    <Modal
      opened
      onClose={handleClose}
      title={t('account:passkey.add')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <AddPasskey onDone={handleDone} onCancel={handleClose} />
    </Modal>
  )
}
