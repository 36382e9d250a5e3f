import { customerEndpoints } from '@omnicrm/contract'
import { useRead } from '../../../api/use-read.ts'
import { CustomerPicker } from '../../../components/CustomerPicker.tsx'

type Props = { label: string; value: number | undefined; onChange: (id: number | undefined) => void }

/** Narrows a list to one customer, found by typing. */
export function CustomerFilter({ label, value, onChange }: Props) {
  const { data } = useRead(
    customerEndpoints.get,
    { params: { customer_id: value ?? 0 } },
    { enabled: value !== undefined },
  )
  const chosen = value === undefined ? undefined : (data ?? { customer_id: value, customer_name: '…' })
  return (
    <CustomerPicker
      label={label}
      isLabelHidden
      value={chosen}
      onChange={(customer) => onChange(customer?.customer_id)}
    />
  )
}
