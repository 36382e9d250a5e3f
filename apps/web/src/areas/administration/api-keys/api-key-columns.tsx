import { Anchor } from '@mantine/core'
import { API_KEY_STATUSES, type ApiKey } from '@omnicrm/contract'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { DateText } from '../../../components/figures.tsx'
import type { Column, Filter } from '../../../components/table/types.ts'
import { ApiKeyDetails } from './ApiKeyDetails.tsx'
import { Expiry, KeyStatus } from './KeyWords.tsx'

export const apiKeyColumns: readonly Column<ApiKey>[] = [
  {
    id: 'name',
    labelKey: 'administration:key.name',
    cell: ({ name, api_key_id }) => (
      <Anchor
        component="button"
        type="button"
        ta="start"
        onClick={() => openDialog((close) => <ApiKeyDetails id={api_key_id} onClose={close} />)}
      >
        {name}
      </Anchor>
    ),
    // the description is found too, as by the API
    value: ({ name, description }) => (description ? `${name} ${description}` : name),
    isSortable: true,
    canHide: false,
  },
  {
    id: 'created_by',
    labelKey: 'administration:key.created_by',
    cell: ({ created_by_name }) => created_by_name ?? '–',
    value: ({ created_by_name }) => created_by_name,
    isSortable: true,
  },
  {
    id: 'api_key',
    labelKey: 'administration:key.key',
    cell: ({ api_key }) => <code dir="ltr">{api_key}</code>,
    value: ({ api_key }) => api_key,
  },
  { id: 'status', labelKey: 'administration:key.status', cell: ({ status }) => <KeyStatus status={status} /> },
  {
    id: 'created',
    labelKey: 'administration:key.created',
    cell: ({ created }) => <DateText value={created} />,
    value: ({ created }) => created,
    isSortable: true,
  },
  {
    id: 'expiry_date',
    labelKey: 'administration:key.expiry',
    cell: ({ expiry_date }) => <Expiry date={expiry_date} />,
    value: ({ expiry_date }) => expiry_date,
    isSortable: true,
  },
  {
    id: 'last_used',
    labelKey: 'administration:key.last_used',
    cell: ({ last_used }) => <DateText value={last_used} as="time" />,
    value: ({ last_used }) => last_used,
    isSortable: true,
    isHidden: true,
  },
]

export const apiKeyFilters: readonly Filter<ApiKey>[] = [
  {
    kind: 'select',
    id: 'status',
    labelKey: 'administration:key.status',
    options: API_KEY_STATUSES.map((value) => ({ value, labelKey: `administration:key_status.${value}` })),
    matches: ({ status }, values) => values.includes(status),
  },
]
