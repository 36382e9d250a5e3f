import type { Ticket } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import type { Tone } from '../../components/badge-tone.ts'
import { StatusBadge } from '../../components/StatusBadge.tsx'

const TONES: Record<Ticket['status'], Tone> = { open: 'warn', scheduled: 'info', done: 'good', cancelled: 'quiet' }

export function TicketStatus({ status }: Pick<Ticket, 'status'>) {
  const { t } = useTranslation()
  return <StatusBadge status={status} tone={TONES[status]} label={t(`tickets:status.${status}`)} />
}
