import { Text } from '@mantine/core'
import type { Contact, CustomerDetail, Site } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../app/session.ts'
import { DateText } from '../../components/figures.tsx'
import { KeyValueList } from '../../components/KeyValueList.tsx'
import { StatusBadge } from '../../components/StatusBadge.tsx'
import classes from './SelfCare.module.css'

/** Number, name, kind and age of the account; read-only but for what the settings change. */
export function OwnDetails({ customer }: { customer: CustomerDetail | undefined }) {
  const { t } = useTranslation()
  const session = useSession()
  const signedInAs = { label: t('selfcare:field.signed_in_as'), value: <bdi>{session?.user.email}</bdi> }
  if (!customer) return <KeyValueList items={[signedInAs]} />
  return (
    <KeyValueList
      items={[
        { label: t('selfcare:field.number'), value: customer.customer_id },
        { label: t('selfcare:field.name'), value: customer.customer_name },
        { label: t('selfcare:field.kind'), value: t(`selfcare:kind.${customer.customer_account_type}`) },
        { label: t('selfcare:field.status'), value: <StatusBadge status={customer.customer_status} /> },
        { label: t('selfcare:field.since'), value: <DateText value={customer.created} /> },
        signedInAs,
      ]}
    />
  )
}

/** The people that we know of the customer. */
export function OwnContacts({ contacts }: { contacts: readonly Contact[] }) {
  const { t } = useTranslation()
  if (contacts.length === 0) return <Text c="dimmed">{t('selfcare:home.no_contacts')}</Text>
  return (
    <ul className={classes.plain}>
      {contacts.map((contact) => (
        <li key={contact.contact_id}>
          <strong>{`${contact.contact_firstname} ${contact.contact_lastname}`}</strong>
          {contact.contact_email && <a href={`mailto:${contact.contact_email}`}>{contact.contact_email}</a>}
          {contact.contact_phone && (
            <a href={`tel:${contact.contact_phone.replace(/[^+\d]/g, '')}`}>
              <bdi>{contact.contact_phone}</bdi>
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Where the customer's services are. */
export function OwnSites({ sites }: { sites: readonly Site[] }) {
  const { t } = useTranslation()
  if (sites.length === 0) return <Text c="dimmed">{t('selfcare:home.no_sites')}</Text>
  return (
    <ul className={classes.plain}>
      {sites.map((site) => (
        <li key={site.site_id}>
          <strong>{site.site_name}</strong>
          <bdi>
            {[site.address_line_1, site.address_line_2, site.zip_code, site.city, site.country]
              .filter(Boolean)
              .join(', ')}
          </bdi>
        </li>
      ))}
    </ul>
  )
}
