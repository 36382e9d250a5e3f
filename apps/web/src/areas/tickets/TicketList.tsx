import { Text } from '@mantine/core'
import { TICKET_STATUSES, type Ticket, ticketEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../../components/AppLink.tsx'
import { DateText } from '../../components/figures.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { DataTable } from '../../components/table/DataTable.tsx'
import { serverList } from '../../components/table/server-list.ts'
import type { Column, Filter } from '../../components/table/types.ts'
import { CustomerFilter } from '../services/list/CustomerFilter.tsx'
import { TicketStatus } from './TicketStatus.tsx'
import { ticketActions } from './ticket-actions.tsx'

const source = serverList(ticketEndpoints.list)

/** The installations that somebody has to go and do; those that wait come first. */
export default function TicketList() {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader title={t('tickets:list.title')} />
      <DataTable
        id="tickets"
        isMain
        label={t('tickets:list.title')}
        source={source}
        columns={columns}
        filters={filters}
        rowKey={keyOf}
        rowActions={ticketActions}
        searchLabel={t('tickets:list.search')}
        emptyText={t('tickets:list.empty')}
        defaults={defaults}
        exportName="installation-tickets"
        isMuted={isCancelled}
      />
    </>
  )
}

const defaults = {
  sort: { id: 'ticket_id', order: 'desc' as const },
  filters: { status: ['open', 'scheduled'] },
}
const keyOf = (ticket: Ticket) => ticket.ticket_id
const isCancelled = (ticket: Ticket) => ticket.status === 'cancelled'

const columns: readonly Column<Ticket>[] = [
  { id: 'ticket_id', labelKey: 'tickets:field.id', cell: keyOf, isSortable: true, width: '5rem' },
  {
    id: 'title',
    labelKey: 'tickets:field.title',
    cell: (ticket) => (
      <>
        {ticket.title}
        {ticket.description && (
          <Text size="xs" c="dimmed" lineClamp={2}>
            {ticket.description}
          </Text>
        )}
      </>
    ),
    isSortable: true,
    canHide: false,
  },
  {
    id: 'customer_name',
    labelKey: 'tickets:field.customer',
    cell: (ticket) => <AppLink to={`/customers/${ticket.customer_id}`}>{ticket.customer_name}</AppLink>,
    isSortable: true,
  },
  { id: 'site_name', labelKey: 'tickets:field.site', cell: (ticket) => ticket.site_name ?? '–' },
  {
    id: 'installation_date',
    labelKey: 'tickets:field.date',
    cell: (ticket) => <DateText value={ticket.installation_date} as="both" />,
    isSortable: true,
  },
  {
    id: 'status',
    labelKey: 'tickets:field.status',
    cell: (ticket) => <TicketStatus status={ticket.status} />,
    isSortable: true,
  },
  {
    id: 'service_id',
    labelKey: 'tickets:field.service',
    cell: (ticket) =>
      ticket.service_id === null ? '–' : <AppLink to={`/services/${ticket.service_id}`}>{ticket.service_id}</AppLink>,
  },
  {
    id: 'provision_id',
    labelKey: 'tickets:field.job',
    cell: (ticket) =>
      ticket.provision_id === null ? (
        '–'
      ) : (
        <AppLink to={`/provisioning/${ticket.provision_id}`}>{ticket.provision_id}</AppLink>
      ),
  },
  {
    id: 'created',
    labelKey: 'tickets:field.created',
    cell: (ticket) => <DateText value={ticket.created} as="time" />,
    isSortable: true,
    isHidden: true,
  },
]

const filters: readonly Filter<Ticket>[] = [
  {
    kind: 'multi-select',
    id: 'status',
    labelKey: 'tickets:field.status',
    options: TICKET_STATUSES.map((value) => ({ value, labelKey: `tickets:status.${value}` })),
  },
  { kind: 'lookup', id: 'customer_id', labelKey: 'tickets:field.customer', Field: CustomerFilter },
]
