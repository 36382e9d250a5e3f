import type { ApiKey } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { DateText } from '../../../components/figures.tsx'
import type { Column } from '../../../components/table/types.ts'
import { Expiry, KeyStatus } from '../../administration/api-keys/KeyWords.tsx'

export const ownKeyColumns: readonly Column<ApiKey>[] = [
  { id: 'name', labelKey: 'selfcare:key.name', cell: ({ name }) => name, canHide: false },
  {
    id: 'api_key',
    labelKey: 'administration:key.key',
    cell: ({ api_key }) => <code dir="ltr">{api_key}</code>,
  },
  { id: 'rights', labelKey: 'selfcare:key.rights', cell: (key) => <Rights apiKey={key} /> },
  { id: 'status', labelKey: 'administration:key.status', cell: ({ status }) => <KeyStatus status={status} /> },
  {
    id: 'created',
    labelKey: 'administration:key.created',
    cell: ({ created }) => <DateText value={created} />,
  },
  {
    id: 'expiry_date',
    labelKey: 'administration:key.expiry',
    cell: ({ expiry_date }) => <Expiry date={expiry_date} />,
  },
  {
    id: 'last_used',
    labelKey: 'administration:key.last_used',
    cell: ({ last_used }) => <DateText value={last_used} as="time" />,
  },
]

function Rights({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation()
  return t(apiKey.read_only ? 'selfcare:key.read_only' : 'selfcare:key.read_write')
}
