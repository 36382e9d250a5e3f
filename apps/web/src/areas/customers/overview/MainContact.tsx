import { Text } from '@mantine/core'
import type { Contact } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import { contactTypesOf } from '../contacts/contact-form.ts'

/** Whom to call first: the primary contact, or the first one there is. */
export function MainContact({ contacts }: { contacts: readonly Contact[] }) {
  const { t } = useTranslation()
  const contact = contacts.find(({ contact_types: types }) => contactTypesOf(types).includes('Primary')) ?? contacts[0]
  if (!contact) return <Text c="dimmed">{t('customers:contact.empty')}</Text>
  const { contact_email: email, contact_phone: phone } = contact
  return (
    <KeyValueList
      items={[
        { label: t('customers:contact.name'), value: `${contact.contact_firstname} ${contact.contact_lastname}` },
        { label: t('customers:contact.email'), value: email && <a href={`mailto:${email}`}>{email}</a> },
        {
          label: t('customers:contact.phone'),
          value: phone && (
            <a href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>
              <bdi>{phone}</bdi>
            </a>
          ),
        },
      ]}
    />
  )
}
