import type { Contact } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../../app/use-can.ts'
import { AppLink } from '../../../components/AppLink.tsx'

/** The user that signs in as a contact; a link for those who may open users. */
export function ContactUser({ user_id: userId }: Pick<Contact, 'user_id'>) {
  const { t } = useTranslation()
  const mayOpen = useCan('admin')
  if (userId === null) return '–'
  const text = t('customers:contact.user_number', { id: userId })
  return mayOpen ? <AppLink to={`/users/${userId}`}>{text}</AppLink> : text
}
