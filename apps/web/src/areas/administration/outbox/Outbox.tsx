import { Anchor } from '@mantine/core'
import { type Communication, communicationEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { DateText } from '../../../components/figures.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { serverList } from '../../../components/table/server-list.ts'
import type { Column, Filter } from '../../../components/table/types.ts'
import { MessageDialog } from './MessageDialog.tsx'

const STATES = ['queued', 'sent', 'delivered', 'failed', 'bounced'] as const
const TONES = { queued: 'info', sent: 'good', delivered: 'good', failed: 'bad', bounced: 'bad' } as const

const source = serverList(communicationEndpoints.list)
const keyOf = (message: Communication) => message.communication_id
const defaults = { sort: { id: 'communication_id', order: 'desc' as const } }

/** What the product sent or is about to send. */
export default function Outbox() {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader title={t('administration:outbox.title')} />
      <DataTable
        id="outbox"
        isMain
        label={t('administration:outbox.title')}
        source={source}
        columns={columns}
        filters={filters}
        rowKey={keyOf}
        searchLabel={t('administration:outbox.search')}
        emptyText={t('administration:outbox.empty')}
        defaults={defaults}
        exportName="outbox"
      />
    </>
  )
}

const filters: readonly Filter<Communication>[] = [
  {
    kind: 'multi-select',
    id: 'status',
    labelKey: 'administration:outbox.status',
    options: STATES.map((value) => ({ value, labelKey: `administration:message_state.${value}` })),
  },
]

const columns: readonly Column<Communication>[] = [
  {
    id: 'created',
    labelKey: 'administration:outbox.created',
    cell: ({ created }) => <DateText value={created} as="time" />,
    isSortable: true,
  },
  {
    id: 'recipients',
    labelKey: 'administration:outbox.recipients',
    cell: ({ recipients }) => <bdi>{recipients}</bdi>,
    isSortable: true,
  },
  {
    id: 'subject',
    labelKey: 'administration:outbox.subject',
    cell: (message) => (
      <Anchor
        component="button"
        type="button"
        ta="start"
        onClick={() => openDialog((close) => <MessageDialog id={message.communication_id} onClose={close} />)}
      >
        {message.subject}
      </Anchor>
    ),
    canHide: false,
  },
  {
    id: 'status',
    labelKey: 'administration:outbox.status',
    cell: ({ status }) => <MessageState status={status} />,
    isSortable: true,
  },
  {
    id: 'sent_at',
    labelKey: 'administration:outbox.sent',
    cell: ({ sent_at }) => <DateText value={sent_at} as="time" />,
    isSortable: true,
  },
  { id: 'error', labelKey: 'administration:outbox.error', cell: ({ error }) => error ?? '–', isHidden: true },
]

export function MessageState({ status }: Pick<Communication, 'status'>) {
  const { t } = useTranslation()
  return <StatusBadge status={status} tone={TONES[status]} label={t(`administration:message_state.${status}`)} />
}
