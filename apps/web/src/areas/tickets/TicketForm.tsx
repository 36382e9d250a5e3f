import { Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { TICKET_STATUSES, type Ticket, ticketEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../api/use-write.ts'
import { FormModal } from '../../components/dialog/FormModal.tsx'

/** The order that a new ticket is for. */
export type TicketOrder = { customer_id: number; provision_id: number; title: string }

export type TicketSubject = { ticket: Ticket; order?: undefined } | { ticket?: undefined; order: TicketOrder }

type Props = { subject: TicketSubject; onClose: () => void }

/** What is to be installed, when, and where it stands. */
export default function TicketForm({ subject, onClose }: Props) {
  const { ticket, order } = subject
  const { t } = useTranslation()
  const form = useForm({
    mode: 'controlled',
    initialValues: {
      title: ticket?.title ?? order?.title ?? '',
      description: ticket?.description ?? '',
      installation_date: ticket?.installation_date ?? '',
      status: ticket?.status ?? 'open',
    },
    validate: { title: (title) => (title.trim() === '' ? t('tickets:form.title_needed') : null) },
  })
  const create = useWrite(ticketEndpoints.create, { success: t('tickets:created'), toastFailure: false })
  const update = useWrite(ticketEndpoints.update, { success: t('tickets:saved'), toastFailure: false })

  function handleSubmit({ title, description, installation_date, status }: typeof form.values) {
    const fields = {
      title: title.trim(),
      description: description.trim() || null,
      installation_date: installation_date || null,
    }
    if (ticket) {
      // a first date schedules an open ticket by itself, unless a status is named
      const changed = status === ticket.status ? {} : { status }
      return update.mutateAsync({ params: { ticket_id: ticket.ticket_id }, body: { ...fields, ...changed } })
    }
    const { customer_id, provision_id } = order
    return create.mutateAsync({ body: { ...fields, customer_id, provision_id } })
  }

  return (
    <FormModal
      title={ticket ? t('tickets:form.edit', { id: ticket.ticket_id }) : t('tickets:form.create')}
      form={form}
      onSubmit={handleSubmit}
      onClose={onClose}
      submitLabel={t(ticket ? 'common:save' : 'tickets:form.submit')}
    >
      <TextInput label={t('tickets:field.title')} withAsterisk data-autofocus {...form.getInputProps('title')} />
      <TextInput type="date" label={t('tickets:field.date')} {...form.getInputProps('installation_date')} />
      {ticket && (
        <Select
          label={t('tickets:field.status')}
          data={TICKET_STATUSES.map((status) => ({ value: status, label: t(`tickets:status.${status}`) }))}
          allowDeselect={false}
          {...form.getInputProps('status')}
        />
      )}
      <Textarea
        label={t('tickets:field.description')}
        autosize
        minRows={3}
        maxRows={10}
        {...form.getInputProps('description')}
      />
    </FormModal>
  )
}
