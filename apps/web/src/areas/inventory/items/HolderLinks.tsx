import { useTranslation } from 'react-i18next'
import { useCan } from '../../../app/use-can.ts'
import { AppLink } from '../../../components/AppLink.tsx'

/** The customer who has an item, as a link to its inventory; a dash for none. */
export function CustomerLink({ id }: { id: number | null }) {
  const { t } = useTranslation()
  const mayOpen = useCan('view_customer')
  if (id === null) return '–'
  const name = t('inventory:item.customer', { id })
  return mayOpen ? <AppLink to={`/customers/${id}#8`}>{name}</AppLink> : name
}

/** The service that an item belongs to, as a link; a dash for none. */
export function ServiceLink({ id }: { id: number | null }) {
  const { t } = useTranslation()
  const mayOpen = useCan('view_customer_service')
  if (id === null) return '–'
  const name = t('inventory:item.service', { id })
  return mayOpen ? <AppLink to={`/services/${id}`}>{name}</AppLink> : name
}
