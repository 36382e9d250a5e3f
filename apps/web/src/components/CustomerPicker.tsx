import { customerEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../api/use-read.ts'
import { type PickerProps, SearchPicker } from './SearchPicker.tsx'

export type PickedCustomer = { customer_id: number; customer_name: string }

/** Type-ahead over the customers: by name, ID, e-mail or telephone number. */
export function CustomerPicker(props: PickerProps<PickedCustomer>) {
  const { t } = useTranslation()
  return (
    <SearchPicker
      {...props}
      placeholder={t('common:customer.placeholder')}
      notFound={t('common:customer.not_found')}
      useMatches={useCustomers}
      keyOf={keyOf}
      nameOf={({ customer_name, customer_id }) => t('common:named_with_id', { name: customer_name, id: customer_id })}
    />
  )
}

const keyOf = ({ customer_id }: PickedCustomer) => customer_id

function useCustomers(search: string, { enabled }: { enabled: boolean }) {
  const found = useRead(
    customerEndpoints.list,
    { query: { search, per_page: 10, sort: 'customer_name', order: 'asc' } },
    { enabled, keepPrevious: true },
  )
  return { ...found, data: found.data?.data }
}
