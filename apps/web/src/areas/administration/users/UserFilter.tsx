import { userEndpoints } from '@omnicrm/contract'
import { useRead } from '../../../api/use-read.ts'
import { UserPicker } from './UserPicker.tsx'

type Props = { label: string; value: number | undefined; onChange: (id: number | undefined) => void }

/** Narrows a list to one user, found by typing. */
export function UserFilter({ label, value, onChange }: Props) {
  const { data } = useRead(userEndpoints.get, { params: { user_id: value ?? 0 } }, { enabled: value !== undefined })
  const chosen = value === undefined ? undefined : (data ?? { id: value, first_name: '…', last_name: '', email: '' })
  return (
    <UserPicker
      label={label}
      isLabelHidden
      placeholder={label}
      value={chosen}
      onChange={(user) => onChange(user?.id)}
    />
  )
}
