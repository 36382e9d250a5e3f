import { notifications } from '@mantine/notifications'
import i18next from 'i18next'

/** Short green message. */
export function showSuccess(message: string): void {
  notifications.show({ message, color: 'green', autoClose: 4000, role: 'status', ...closeButton() })
}

/** Red message with the reason; stays longer, since it asks for an answer. */
export function showFailure(message: string): void {
  notifications.show({ message, color: 'red', autoClose: 10_000, role: 'alert', ...closeButton() })
}

/** A message with a spinner while something is made; the answer takes it away. */
export function showProgress(message: string): () => void {
  const id = notifications.show({ message, loading: true, autoClose: false, withCloseButton: false, role: 'status' })
  return () => notifications.hide(id)
}

function closeButton() {
  return { closeButtonProps: { 'aria-label': i18next.t('common:close') } }
}
