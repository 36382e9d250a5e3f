import { userEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { type PickerProps, SearchPicker } from '../../../components/SearchPicker.tsx'

export type PickedUser = { id: number; first_name: string; last_name: string; email: string }

/** Type-ahead over the users: by name, e-mail, username or telephone number. */
export function UserPicker(props: PickerProps<PickedUser> & { placeholder?: string }) {
  const { t } = useTranslation()
  return (
    <SearchPicker
      placeholder={t('administration:user.find')}
      {...props}
      notFound={t('administration:user.not_found')}
      useMatches={useUsers}
      keyOf={keyOf}
      nameOf={nameOf}
    />
  )
}

const keyOf = ({ id }: PickedUser) => id
const nameOf = ({ first_name, last_name, email }: PickedUser) =>
  email ? `${first_name} ${last_name} (${email})` : `${first_name} ${last_name}`.trim()

function useUsers(search: string, { enabled }: { enabled: boolean }) {
  const found = useRead(
    userEndpoints.search,
    { query: { search, per_page: 10, sort: 'last_name', order: 'asc' } },
    { enabled, keepPrevious: true },
  )
  return { ...found, data: found.data?.data }
}
