import { Select, SimpleGrid } from '@mantine/core'
import { contactEndpoints, customerEndpoints } from '@omnicrm/contract'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { CustomerPicker, type PickedCustomer } from '../../../components/CustomerPicker.tsx'

type Props = {
  value: number | null
  /** the customer of the contact that is linked already */
  customerId: number | null
  onChange: (contactId: number | null) => void
  error: ReactNode
}

/** The contact that a user is: first the customer, then one of its contacts. Cleared, the user is staff again (USER-05). */
export function ContactField({ value, customerId, onChange, error }: Props) {
  const { t } = useTranslation()
  // undefined: nothing picked here yet, the linked one counts
  const [picked, setPicked] = useState<PickedCustomer | null>()
  const linked = useRead(
    customerEndpoints.get,
    { params: { customer_id: customerId ?? 0 } },
    { enabled: customerId !== null && picked === undefined },
  )
  const customer = picked === undefined ? linked.data : (picked ?? undefined)
  const contacts = useRead(
    contactEndpoints.listOfCustomer,
    { params: { customer_id: customer?.customer_id ?? 0 } },
    { enabled: customer !== undefined },
  )
  const options = contacts.data?.map(({ contact_id, contact_firstname, contact_lastname }) => ({
    value: String(contact_id),
    label: `${contact_firstname} ${contact_lastname}`,
  }))

  function handleCustomer(chosen: PickedCustomer | undefined) {
    setPicked(chosen ?? null)
    onChange(null)
  }

  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <CustomerPicker label={t('administration:user.customer')} value={customer} onChange={handleCustomer} />
      <Select
        label={t('administration:user.contact')}
        data={options ?? []}
        value={value === null ? null : String(value)}
        onChange={(chosen) => onChange(chosen === null ? null : Number(chosen))}
        disabled={!customer}
        clearable
        error={error}
      />
    </SimpleGrid>
  )
}
