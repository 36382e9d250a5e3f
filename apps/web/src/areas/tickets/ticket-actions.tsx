import { faBan } from '@fortawesome/free-solid-svg-icons/faBan'
import { faCheck } from '@fortawesome/free-solid-svg-icons/faCheck'
import { faPen } from '@fortawesome/free-solid-svg-icons/faPen'
import { faRotateLeft } from '@fortawesome/free-solid-svg-icons/faRotateLeft'
import { type Ticket, ticketEndpoints } from '@omnicrm/contract'
import { type ActionTools, defineAction } from '../../actions/action.ts'
import { call } from '../../api/call.ts'
import { markStale } from '../../api/use-write.ts'
import { confirm } from '../../components/dialog/confirm.tsx'
import { showSuccess } from '../../components/toasts.ts'
import { openTicketForm } from './open-ticket-form.tsx'

const PERMISSION = 'update_customer_service'
const isWaiting = ({ status }: Pick<Ticket, 'status'>) => status === 'open' || status === 'scheduled'

const editTicket = defineAction<Ticket>({
  id: 'ticket.edit',
  labelKey: 'tickets:action.edit',
  icon: faPen,
  permission: PERMISSION,
  run: (ticket) => openTicketForm({ ticket }),
})

const finishTicket = defineAction<Ticket>({
  id: 'ticket.done',
  labelKey: 'tickets:action.done',
  icon: faCheck,
  permission: PERMISSION,
  visible: isWaiting,
  run: (ticket, { t }) => setStatus(ticket, 'done', t),
})

const reopenTicket = defineAction<Ticket>({
  id: 'ticket.reopen',
  labelKey: 'tickets:action.reopen',
  icon: faRotateLeft,
  permission: PERMISSION,
  visible: (ticket) => !isWaiting(ticket),
  run: (ticket, { t }) => setStatus(ticket, ticket.installation_date ? 'scheduled' : 'open', t),
})

const cancelTicket = defineAction<Ticket>({
  id: 'ticket.cancel',
  labelKey: 'tickets:action.cancel',
  icon: faBan,
  permission: PERMISSION,
  isDangerous: true,
  visible: isWaiting,
  run: async (ticket, { t }) => {
    await confirm({
      title: t('tickets:cancel.title'),
      affected: [`${ticket.title} – ${ticket.customer_name}`],
      message: t('tickets:cancel.message'),
      canUndo: true,
      confirmLabel: t('tickets:action.cancel'),
      run: () => setStatus(ticket, 'cancelled', t),
    })
  },
})

export const ticketActions = [editTicket, finishTicket, reopenTicket, cancelTicket]

async function setStatus({ ticket_id }: Ticket, status: Ticket['status'], t: ActionTools['t']): Promise<void> {
  await call(ticketEndpoints.update, { params: { ticket_id }, body: { status } })
  await markStale(['ticket'])
  showSuccess(t(`tickets:changed.${status}`))
}
