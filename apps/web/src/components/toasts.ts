import { notifications } from '@mantine/notifications'

/** Short green message. */
export function showSuccess(message: string): void {
  notifications.show({ message, color: 'green', autoClose: 4000, role: 'status' })
}

/** Red message with the reason; stays longer, since it asks for an answer. */
export function showFailure(message: string): void {
  notifications.show({ message, color: 'red', autoClose: 10_000, role: 'alert' })
}
