import { Button, Group, Text } from '@mantine/core'
import { type ProvisionDetail, type Ticket, ticketEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { runAction, useActionTools, useAllowed } from '../../actions/use-actions.ts'
import { useRead } from '../../api/use-read.ts'
import { useCan } from '../../app/use-can.ts'
import { DateText } from '../../components/figures.tsx'
import { KeyValueList } from '../../components/KeyValueList.tsx'
import { Panel } from '../../components/Panel.tsx'
import { openTicketForm } from './open-ticket-form.tsx'
import { TicketStatus } from './TicketStatus.tsx'
import { ticketActions } from './ticket-actions.tsx'

/** The installation ticket of an order, or a way to make it. Nothing for who may not see tickets, and for jobs of no customer. */
export function JobTicket({ job }: { job: ProvisionDetail }) {
  const { t } = useTranslation()
  const mayView = useCan('view_customer_service')
  const mayCreate = useCan('create_customer_service')
  const { data } = useRead(
    ticketEndpoints.list,
    { query: { filters: JSON.stringify({ provision_id: [job.provision_id] }), per_page: 1 } },
    { enabled: mayView && job.customer_id !== null },
  )
  if (!data || job.customer_id === null) return null
  const { customer_id, provision_id, playbook_description, provisioning_play, customer_name } = job
  const [ticket] = data.data
  if (!ticket && !mayCreate) return null
  if (!ticket) {
    const title = [playbook_description || provisioning_play, customer_name].filter(Boolean).join(' – ')
    return (
      <Panel title={t('tickets:job.title')}>
        <Group justify="space-between">
          <Text c="dimmed">{t('tickets:job.none')}</Text>
          <Button variant="default" onClick={() => openTicketForm({ order: { customer_id, provision_id, title } })}>
            {t('tickets:form.create')}
          </Button>
        </Group>
      </Panel>
    )
  }
  return (
    <Panel title={t('tickets:job.title')} actions={<TicketButtons ticket={ticket} />}>
      <KeyValueList
        columns={2}
        items={[
          { label: t('tickets:field.title'), value: ticket.title },
          { label: t('tickets:field.status'), value: <TicketStatus status={ticket.status} /> },
          { label: t('tickets:field.date'), value: <DateText value={ticket.installation_date} as="both" /> },
          { label: t('tickets:field.site'), value: ticket.site_name },
          { label: t('tickets:field.description'), value: ticket.description },
        ]}
      />
    </Panel>
  )
}

function TicketButtons({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const tools = useActionTools()
  const allowed = useAllowed()(ticketActions, ticket)
  return (
    <Group gap="xs">
      {allowed.map((action) => (
        <Button
          key={action.id}
          variant="subtle"
          size="compact-sm"
          color={action.isDangerous ? 'red' : undefined}
          onClick={() => void runAction(action, ticket, tools)}
        >
          {t(action.labelKey)}
        </Button>
      ))}
    </Group>
  )
}
