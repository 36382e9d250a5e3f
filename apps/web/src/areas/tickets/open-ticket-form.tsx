import { lazy } from 'react'
import { openDialog } from '../../components/dialog/dialogs.ts'
import type { TicketSubject } from './TicketForm.tsx'

const TicketForm = lazy(() => import('./TicketForm.tsx'))

/** Changes a ticket, or makes the one of an order. */
export function openTicketForm(subject: TicketSubject): void {
  openDialog((close) => <TicketForm subject={subject} onClose={close} />)
}
